import { type Cancel, type Connection, type Frame, type Loss, noop, systemClock } from '@heartbeat-socket/core';
import { byteLength } from './arguments';

/** How long a frame waits after a refusal for which no event will end the wait: as a refused close does. */
const RETRY_AFTER = 300;
/** How often the platform may refuse a frame while the app is shown. */
const REFUSALS = 10;

/** The way of frames to the platform, and a place for those that it does not take yet. */
export interface HeldFrames {
  send(frame: Frame): void;
  /** The platform has opened the connection beyond doubt: what waits goes out, and a failure from now on is one. */
  confirm(): void;
  /** What waits goes out. */
  retry(): void;
  /** Nothing goes out any more. What waits is never sent, and stays counted. */
  stop(): void;
  readonly isHolding: boolean;
  readonly bytes: number;
}

interface Item {
  readonly order: number;
  readonly frame: Frame;
  refusals: number;
}

/**
 * Holds, in order, what the platform refuses and may take later: on a connection that may not be open yet, and while the
 * app is hidden. Every other failure is told to `failed`.
 */
export function createHeldFrames(
  hand: Connection['send'],
  isHidden: () => boolean,
  failed: (message: string) => void,
): HeldFrames {
  let order = 0;
  let held: Item[] = [];
  let bytes = 0;
  let isCertain = false;
  let isOver = false;
  let cancel: Cancel = noop;

  function offer(item: Item): void {
    // One after the other: what waits is not overtaken.
    if (held.length > 0) return hold(item);
    const wasCertain = isCertain;
    hand(item.frame, (loss) => refused(item, wasCertain, loss));
  }

  function hold(item: Item): void {
    // Refusals come later than the calls, and newer frames may wait already.
    let place = held.length;
    while (place > 0 && (held[place - 1] as Item).order > item.order) place -= 1;
    held.splice(place, 0, item);
    bytes += byteLength(item.frame);
  }

  function refused(item: Item, wasCertain: boolean, { kind, message }: Loss): void {
    if (isOver) return;
    const isRefusal = kind === 'interrupted';
    if (wasCertain && !isRefusal) return failed(message);
    hold(item);
    // The show ends the wait for a refusal that came before it, and the real open a wait that began before that.
    if (isRefusal ? isHidden() : !isCertain) return;
    item.refusals += 1;
    if (item.refusals > REFUSALS) return failed(message);
    cancel();
    cancel = systemClock.after(RETRY_AFTER, retry);
  }

  function retry(): void {
    cancel();
    if (isOver) return;
    const items = held;
    held = [];
    bytes = 0;
    for (const item of items) offer(item);
  }

  return {
    send: (frame) => offer({ order: order++, frame, refusals: 0 }),
    confirm() {
      if (isCertain) return;
      isCertain = true;
      retry();
    },
    retry,
    stop() {
      isOver = true;
      cancel();
    },
    get isHolding() {
      return held.length > 0;
    },
    get bytes() {
      return bytes;
    },
  };
}
