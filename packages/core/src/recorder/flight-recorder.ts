import { safeText } from '../connection/safe-text';
import { checkNumber } from '../socket/check';
import type { HeartbeatSocket } from '../socket/heartbeat-socket';
import { socketOf } from '../socket/socket-of';
import type { TraceEvent } from './trace';

/** Something that happened, when, and on which connection. */
export type FlightEvent = TraceEvent & {
  /** Epoch milliseconds, by the device's clock. */
  readonly at: number;
  /** Counts the attempts since the recording began, the one of then included; 0 before there was any. */
  readonly connection: number;
};

/** Options of {@link recordSocket}. */
export interface RecordOptions {
  /**
   * How many events are kept, from 1: the oldest make room.
   *
   * @defaultValue 500
   */
  size?: number;
}

/** A recording that runs. */
export interface FlightRecorder {
  /** What was kept, oldest first: the same array until there is something new. */
  events(): readonly FlightEvent[];
  /** Calls the listener after each event, and returns the end of it, which is idempotent. */
  subscribe(listener: () => void): () => void;
  /**
   * What was kept as JSON, for a ticket: `{ version: 1, forgotten, events }`. `forgotten` counts the events that made
   * room. It holds no message and no query of a url, but what the server said as its close reason.
   */
  exportLog(): string;
  /** Ends the recording; what was kept stays. Idempotent. */
  stop(): void;
}

/**
 * Records what happens in a socket, like an aircraft's flight recorder: status, causes, pings with their round trips,
 * sends, the outbox's decisions, and what the platform tells of app and network. Messages that come in are not recorded.
 * Payloads are recorded as lengths, urls without their query. `destroy()` of the socket ends it too.
 *
 * @param source - a socket, or the result of a hook that has one.
 * @throws HeartbeatSocketError `invalid-option`
 */
export function recordSocket<In, Out>(
  source: HeartbeatSocket<In, Out> | { readonly core: HeartbeatSocket<In, Out> },
  { size }: RecordOptions = {},
): FlightRecorder {
  const most = checkNumber('size', size, { from: 1, otherwise: 500, isCount: true });
  const socket = socketOf(source);
  const { status } = socket.getSnapshot();
  let connection = status === 'open' || status === 'connecting' ? 1 : 0;
  let forgotten = 0;
  const kept: FlightEvent[] = [];
  /** A copy of what is kept, made when somebody asks. */
  let view: readonly FlightEvent[] | null = null;

  const events = () => {
    view ??= [...kept];
    return view;
  };

  const stop = socket.trace((event, at) => {
    if (event.type === 'attempt') connection += 1;
    const told = event.type === 'error' ? { ...event, message: safeText(event.message) } : event;
    kept.push({ ...told, at, connection });
    view = null;
    if (kept.length <= most) return;
    kept.shift();
    forgotten += 1;
  });

  return {
    events,
    // After the recording's own listener, so that it finds the event.
    subscribe: (listener) => socket.trace(() => listener()),
    exportLog: () => JSON.stringify({ version: 1, forgotten, events: events() }, null, 2),
    stop,
  };
}
