import type { CloseCause } from '../connection/close-cause';
import type { Status } from '../connection/status';
import type { ErrorCode } from '../errors';
import type { DropReason } from '../messages/sending-options';
import type { Frame } from '../ports/ports';

/**
 * Something that happened in a socket, for logs: with lengths instead of what was sent, and without the query of a url.
 * A `size` is the length of a text, or the bytes of an ArrayBuffer.
 */
export type TraceEvent =
  /** The platform is asked for a connection. */
  | { readonly type: 'attempt'; readonly url: string }
  | { readonly type: 'status'; readonly status: Status; readonly previous: Status }
  /** A connection was lost, or an attempt failed; `retryAt` is in epoch milliseconds, null where no retry is armed. */
  | { readonly type: 'close'; readonly cause: CloseCause; readonly retryAt: number | null }
  | { readonly type: 'ping'; readonly size: number }
  /** A pong told the round trip, in milliseconds. */
  | { readonly type: 'pong'; readonly rtt: number }
  /** A message or a request was handed to the platform. */
  | { readonly type: 'send'; readonly size: number }
  /** One waits for the connection; with it, so many do. */
  | { readonly type: 'queue'; readonly size: number; readonly pending: number }
  /** One will not go out. */
  | { readonly type: 'drop'; readonly size: number; readonly reason: DropReason }
  /** The app was shown or hidden. */
  | { readonly type: 'app'; readonly visible: boolean }
  /** The platform reports the network. */
  | { readonly type: 'network'; readonly online: boolean }
  | { readonly type: 'error'; readonly code: ErrorCode; readonly message: string };

/** Takes what happened. Nobody may be listening: it must cost nothing then. */
export type Trace = (event: TraceEvent) => void;

/** How much goes over the line, for a log that must not show what; 0 where that is not known yet. */
export function sizeOf(frame: Frame | null): number {
  if (frame === null) return 0;
  return typeof frame === 'string' ? frame.length : frame.byteLength;
}
