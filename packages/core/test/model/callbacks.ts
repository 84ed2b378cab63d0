import type { Complaints } from './complaints';
import type { Mischief } from './questions';

/** What a callback of the app can be told of, for it to do something at that moment. */
export const MOMENTS = ['open', 'close', 'message', 'drop', 'statusChange', 'opening', 'heard'] as const;
/** One of them. */
export type Moment = (typeof MOMENTS)[number];

interface CallbacksHost {
  readonly complaints: Complaints;
  readonly fault: (what: string) => void;
  readonly isOver: () => boolean;
}

/** The callbacks of the app. They may act, which is done at once, and throw. */
export function createCallbacks({ complaints, fault, isOver }: CallbacksHost) {
  const armed = new Map<Moment, Mischief>();
  let isGreeting = false;
  let nested = 0;

  /** The app is told of something, and may have something to do then. */
  function reached(moment: Moment): void {
    if (isOver()) return fault(`${moment} was told after the end`);
    const mischief = armed.get(moment);
    armed.delete(moment);
    nested += 1;
    mischief?.act?.();
    nested -= 1;
    if (mischief?.throws) throw complaints.create(moment, 'listener');
  }

  return {
    armed,
    reached,
    /** `onOpen` runs. */
    isGreeting: () => isGreeting,
    /** `onOpen` is called: it sends this, and may do more. */
    greet(send: () => void) {
      isGreeting = true;
      nested += 1;
      send();
      nested -= 1;
      try {
        reached('open');
      } finally {
        isGreeting = false;
      }
    },
    /** A callback runs, or will do something unforeseen when it does. */
    isBusy: () => nested > 0 || armed.size > 0,
  };
}
