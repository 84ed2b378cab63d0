import { systemClock } from '@heartbeat-socket/core';

/** How long a close may take before the next connect no longer waits for it. */
const PATIENCE = 1_000;

/** The close of the app's one socket, while it is under way. */
export interface Closing {
  /** The platform has been asked. Again, while it is under way, does nothing. */
  begin(): void;
  /** The platform has closed it, or nobody waits for that any more. */
  end(): void;
  /** Resolves when it is over; null when none is under way. */
  current(): Promise<void> | null;
}

/** Makes a closing; none is under way. `lapsed` is called when the platform never told of it. */
export function createClosing(lapsed: () => void): Closing {
  let present: { readonly over: Promise<void>; readonly lapsesAt: number; end(): void } | null = null;

  function end(): void {
    present?.end();
    present = null;
  }

  return {
    end,
    begin() {
      if (present) return;
      let resolve = () => {};
      const over = new Promise<void>((done) => {
        resolve = done;
      });
      const cancel = systemClock.after(PATIENCE, () => {
        end();
        lapsed();
      });
      present = {
        over,
        lapsesAt: systemClock.now() + PATIENCE,
        end() {
          cancel();
          resolve();
        },
      };
    },
    current() {
      // Its timer may have been lost while JavaScript stood still.
      if (present && systemClock.now() > present.lapsesAt) end();
      return present?.over ?? null;
    },
  };
}
