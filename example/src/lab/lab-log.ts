import type { FlightEvent, FlightRecorder } from '@heartbeat-socket/taro';
import type { LabBreak } from '../../server/src/lab/lab-messages';
import { realNow } from './simulations';

/** What the visitor did to the line, and for how long that lasts by itself: milliseconds, 0 for a moment. */
export interface LabAction {
  readonly kind: LabBreak['kind'] | 'hide' | 'clock-forward' | 'clock-back';
  /** Of `close`. */
  readonly code?: number | undefined;
  readonly lasts: number;
}

/** Something that happened, on the device's own clock, which the lab itself may set. */
export type LabEntry = { readonly time: number } & (
  | { readonly event: FlightEvent; readonly action?: never }
  | { readonly action: LabAction; readonly event?: never }
);

/** How many entries are kept: far more than the picture's span has. */
const MOST = 400;

/** What happened to the line and what the visitor did, in one order. */
export interface LabLog {
  /** Oldest first: the same array until there is something new. */
  entries(): readonly LabEntry[];
  /** Calls the listener after each entry, and returns the end of it. */
  subscribe(listener: () => void): () => void;
  add(action: LabAction): void;
}

/** Reads a recording on; what it had before counts as of its own times. */
export function createLabLog(recorder: FlightRecorder): LabLog {
  let last: FlightEvent | undefined;
  let entries: readonly LabEntry[] = [];
  const listeners = new Set<() => void>();

  function append(more: readonly LabEntry[]): void {
    if (more.length > 0) entries = [...entries, ...more].slice(-MOST);
  }

  function read(timeOf: (event: FlightEvent) => number): void {
    const events = recorder.events();
    const fresh = last ? events.slice(events.lastIndexOf(last) + 1) : events;
    last = events[events.length - 1];
    append(fresh.map((event) => ({ time: timeOf(event), event })));
  }

  read(({ at }) => at);
  return {
    entries: () => entries,
    subscribe(listener) {
      const end = recorder.subscribe(() => {
        read(realNow);
        listener();
      });
      listeners.add(listener);
      // What came between the making of the log and the first listener.
      read(({ at }) => at);
      return () => {
        listeners.delete(listener);
        end();
      };
    },
    add(action) {
      append([{ time: realNow(), action }]);
      for (const listener of [...listeners]) listener();
    },
  };
}
