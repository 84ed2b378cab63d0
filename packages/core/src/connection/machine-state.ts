import type { Background } from '../ports/ports';
import type { CloseCause } from './close-cause';
import type { Status } from './status';

/** Everything that the next transition depends on. Times are those of `Clock.now`. */
export interface MachineState {
  readonly status: Status;
  /** Losses in a row; 0 when healthy. */
  readonly attempt: number;
  /** Why the last connection or attempt ended; null while open, and before the first loss. */
  readonly cause: CloseCause | null;
  /** When the first of the losses in a row was; null before any. */
  readonly downSince: number | null;
  /** When the app was hidden, or null while it is shown. */
  readonly hiddenAt: number | null;
  /** Until when a first loss after a show is forgiven. */
  readonly graceUntil: number;
  /** Whether the platform's last word on the network was "offline". */
  readonly offline: boolean;
  /** From when the next hint may cut a wait short. */
  readonly mayShortenFrom: number;
}

/**
 * What can happen. `overdue`: a deadline of the heartbeat passed while the app was hidden. `rulesChanged`: `background`
 * is another one.
 */
export type MachineEvent =
  | { readonly type: 'connect'; readonly visible: boolean }
  | { readonly type: 'opened' }
  | { readonly type: 'lost'; readonly cause: CloseCause }
  | { readonly type: 'hide' }
  | { readonly type: 'show'; readonly overdue: boolean }
  | { readonly type: 'online' }
  | { readonly type: 'offline' }
  | { readonly type: 'uptimeReached' }
  | { readonly type: 'retryDue' }
  | { readonly type: 'reconnect' }
  | { readonly type: 'rulesChanged' }
  | { readonly type: 'disconnect'; readonly code?: number; readonly reason?: string; readonly message?: string };

/** What is to be done about it, in order. */
export type Effect =
  /** Ask for the url and open a connection; arm the connect timer. */
  | 'openConnection'
  /** Arm the connect timer anew, for what is left of its time. */
  | 'resumeConnectTimer'
  | 'disarmConnectTimer'
  | 'startHeartbeat'
  | 'pauseHeartbeat'
  /** Ping now, with a short deadline; ends a pause. */
  | 'probe'
  | 'armUptimeTimer'
  | 'disarmUptimeTimer'
  /** To the back-off's delay. */
  | 'armRetryTimer'
  /** To a short delay that is not counted. */
  | 'armResumeTimer'
  | 'disarmRetryTimer'
  /** Every timer off, heartbeat off, the attempt closed and told, its later events ignored. */
  | 'abandon';

/** The options that transitions depend on, and the time. */
export interface Rules {
  readonly now: number;
  readonly background: Background;
  readonly maxAttempts: number;
  readonly minDelay: number;
}

/** A next state, and what is to be done. */
export type Step = readonly [MachineState, readonly Effect[]];

/** Before anybody has asked for a connection. */
export const initialState: MachineState = {
  status: 'idle',
  attempt: 0,
  cause: null,
  downSince: null,
  hiddenAt: null,
  graceUntil: -Infinity,
  offline: false,
  mayShortenFrom: -Infinity,
};

/** Whether no connection is wanted: nothing is open, armed or listened to then. */
export function atRest({ status }: MachineState): boolean {
  return status === 'idle' || status === 'closed';
}
