import type { HeartbeatSocket, Status } from '@heartbeat-socket/core';

/** A socket of the hook. */
export type Core = HeartbeatSocket<string, string | ArrayBuffer>;

/** What has to be true of one socket, as far as its own events do not tell. */
export interface SocketModel {
  readonly core: Core;
  /** What the urls of its connections begin with. */
  readonly prefix: string;
  /** `disconnect()` overrides every hold. */
  isRefused: boolean;
  /**
   * Somebody without a hold said `connect()` to a shared socket: while it lingers that ends a refusal, for the hold of
   * the last component is still there; and when that ends is not followed here.
   */
  isUnsure: boolean;
  /** The url that it went to last. */
  destination: string | null;
  /** It has been told that the app is hidden. */
  isAway: boolean;
  status: Status;
  /** When its status became what it is. */
  statusSince: number;
  /** When it last called connectSocket. */
  connectedAt: number;
  /** Since when its open line has been dead; null while it lives. */
  deadSince: number | null;
  /** When a show put an open line to the question that had rested; null when none has. */
  probedAt: number | null;
}

/** Whether no connection is wanted, as far as the status says. */
export const isAtRest = (status: Status): boolean => status === 'idle' || status === 'closed';
