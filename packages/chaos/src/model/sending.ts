import type { SendOptions, SendResult, Status } from '@heartbeat-socket/core';
import type { Cargo } from '../stage/cargo';
import type { Destination } from './destination';

/** What a component sends with: the result of one of its renders. */
export interface Sender {
  readonly status: Status;
  send(message: string | ArrayBuffer, options?: SendOptions): SendResult;
  request<Result>(message: string, options: { retry: boolean; timeout: number }): Promise<Result>;
}

/** Where something is sent from, and how. */
export interface Sending {
  readonly destination: Destination;
  readonly sender: Sender;
  /** How long it may wait. */
  readonly ttl: number;
  readonly mayQueue?: boolean;
  readonly cargo?: Cargo | undefined;
  /** A question sends it: it is sent once the turn is over. */
  readonly isDeferred?: boolean;
  /** The component does not want the shared socket. */
  readonly isOutside?: boolean;
  /** The component has gone to another destination. */
  readonly isElsewhere?: boolean;
}
