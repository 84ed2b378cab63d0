import type { HeartbeatSocket, Status } from '@heartbeat-socket/core';

/** A socket of the hook. */
export type Core = HeartbeatSocket<string, string | ArrayBuffer, unknown>;

/** When the server's time was read last, and how the wall clock was set since. */
export interface TimeReading {
  /** In what had passed. */
  readonly at: number;
  setForward: boolean;
  /** How much of the time since the reading a clock that was set back may have hidden. */
  mayMiss: number;
  /** Since when a clock that was set back while the app is hidden may hide what passes. */
  blindSince: number | null;
  /** What a clock that was set back had hidden before the reading, and a timer of before may make good after it. */
  readonly mayGain: number;
}

/**
 * One destination of a component, from the commit that brings it to the commit that leaves it; of a shared socket, one
 * for all of its components. Everything that is sent for it, heard of it and shown of it is its own. It is asked nowhere
 * whether the hook makes a new socket for it: what a user can see decides.
 */
export interface Destination {
  readonly name: string;
  readonly core: Core;
  /** What the urls of its connections begin with; null while there has been no url. */
  prefix: string | null;
  /** The component has gone, or is elsewhere. */
  isLeft: boolean;
  /** `disconnect()` overrides every hold. */
  isRefused: boolean;
  /** When somebody said `disconnect()` last, in ticks. */
  disconnectedAt: number;
  /**
   * Somebody without a hold said `connect()` to a shared socket: while it lingers that ends a refusal, for the hold of
   * the last component is still there; and when that ends is not followed here.
   */
  isUnsure: boolean;
  /** It has been told that the app is hidden. */
  isAway: boolean;
  status: Status;
  /** When its status became what it is. */
  statusSince: number;
  /** When its last attempt began; where the app has one socket that may have to wait for the close of another. */
  attemptAt: number;
  /** When it last called connectSocket. */
  connectedAt: number;
  connects: number;
  /** The number of its last connect among all. */
  connectNumber: number;
  /** Its url function has been asked: an attempt has begun, though it may never come to a connect. */
  isUrlAsked: boolean;
  /**
   * The number of the connect that somebody has just given up by `reconnect()`; null once a line has opened since, or
   * anything was said on one.
   */
  reconnectedFrom: number | null;
  /** How many of its `onOpen` run. */
  greetings: number;
  /** Since when its open line has been dead; null while it lives. */
  deadSince: number | null;
  /** When a show put an open line to the question that had rested; null when none has. */
  probedAt: number | null;
  /** When it was told of a show last, in what had passed; null since it has lost a line or an attempt. */
  shownAt: number | null;
  /** The number of the connect whose line rested for longer than it is trusted; null when there is none. */
  distrusted: number | null;
  time: TimeReading | null;
  /** The last round trip that was measured: what a probe knows of the line. */
  trip: number;
  /** When its component committed other options last, in ticks. */
  tunedAt: number;
}

/** Whether no connection is wanted, as far as the status says. */
export const isAtRest = (status: Status): boolean => status === 'idle' || status === 'closed';

/** Whether a url is one of this destination. */
export const isFor = ({ prefix }: Destination, url: string): boolean => prefix !== null && url.startsWith(prefix);
