import type { CloseCause } from '../connection/close-cause';
import type { Status } from '../connection/status';
import type { HeartbeatSocketError } from '../errors';
import type { DropReason } from '../messages/sending-options';
import type { Frame } from '../ports/ports';

/** When and how a message came. */
export interface MessageInfo {
  /** The frame; null for what a resync returned. */
  readonly raw: Frame | null;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * What a socket tells. The newest function is the one called; what it throws goes to `onError` and breaks nothing.
 */
export interface SocketCallbacks<In, Out> {
  /** The connection is open. `downtime` is the milliseconds since the last one was lost, 0 for the first. */
  onOpen?: ((info: { isReconnect: boolean; downtime: number }) => void) | undefined;
  /** A message came in. Called for each, in order; not for pongs, for answered pings, or for frames that do not decode. */
  onMessage?: ((message: In, info: MessageInfo) => void) | undefined;
  /** A connection was lost or an attempt failed; once for each. `retryAt`: epoch ms of the next attempt, null if none is timed. */
  onClose?: ((cause: CloseCause, info: { retryAt: number | null }) => void) | undefined;
  /** Something went wrong that did not end the line. Without any `onError` it is a warning in development. */
  onError?: ((error: HeartbeatSocketError) => void) | undefined;
  /** The status changed. Each change is told, in order, also when the next has happened already. */
  onStatusChange?: ((status: Status, previous: Status) => void) | undefined;
  /** Something that was sent did not go out, or failed to. */
  onDrop?: ((data: Out, reason: DropReason) => void) | undefined;
}
