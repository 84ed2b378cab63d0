import type { CloseCause } from '../connection/close-cause';
import type { Status } from '../connection/status';

/** What a socket shows of itself: one immutable value, replaced when anything in it changes. */
export interface SocketSnapshot<In> {
  /** Where the connection stands. */
  readonly status: Status;
  /** The same in the WebSocket API's numbers: connecting 0, open 1, else 3. */
  readonly readyState: 0 | 1 | 3;
  /** Losses in a row; 0 when healthy. */
  readonly attempt: number;
  /** Epoch milliseconds of the next attempt while `waiting`, else null. */
  readonly retryAt: number | null;
  /** Why the last connection or attempt ended; null while open, and before anything was lost. */
  readonly cause: CloseCause | null;
  /** The last ping's round trip in milliseconds; null when none was measured on this connection. */
  readonly rtt: number | null;
  /** The platform's network hint. It may be wrong both ways. */
  readonly online: boolean;
  /** The sub-protocol that the server has chosen (RFC 6455 §1.9), where the platform tells it; else null. */
  readonly protocol: string | null;
  /** Messages that wait for the connection to open. */
  readonly pending: number;
  /** Whether what was missed is being fetched. */
  readonly syncing: boolean;
  /** The last message, for display only: React may render once for several of them. Null before the first. */
  readonly lastMessage: In | null;
}

/** What of a snapshot has changed: its `lastMessage` and nothing else, or anything. */
export type SnapshotChange = 'message' | 'any';

/** The WebSocket API's `readyState` of a status (WHATWG WebSockets §3.1); ours is never CLOSING. */
export function readyStateOf(status: Status): 0 | 1 | 3 {
  if (status === 'connecting') return 0;
  return status === 'open' ? 1 : 3;
}

/** What a socket shows before anything has happened. */
export const INITIAL_SNAPSHOT: SocketSnapshot<never> = {
  status: 'idle',
  readyState: 3,
  attempt: 0,
  retryAt: null,
  cause: null,
  rtt: null,
  online: true,
  protocol: null,
  pending: 0,
  syncing: false,
  lastMessage: null,
};
