import type { Loss } from '../connection/close-cause';
import type { Clock } from './clock';

/** What one WebSocket message carries. */
export type Frame = string | ArrayBuffer;

/** What the platform's app is told to open. */
export interface ConnectionRequest {
  readonly url: string;
  readonly protocols: readonly string[] | undefined;
  readonly header: Readonly<Record<string, string>> | undefined;
  /** What only the platform knows, such as `tcpNoDelay`. */
  readonly connectOptions: Readonly<Record<string, unknown>> | undefined;
}

/** What a connection tells its owner, in order: perhaps `opened`, then `message`s, then at most one `lost` that counts. */
export type ConnectionEvent =
  /** It can be sent on from now on, and `opened` may have come and gone before anybody could hear it. */
  | { readonly type: 'unsure' }
  /** `protocol`: the sub-protocol that the server has chosen, where the platform tells it. */
  | { readonly type: 'opened'; readonly protocol?: string | undefined }
  /** What is neither a string nor an ArrayBuffer does not decode. */
  | { readonly type: 'message'; readonly data: unknown }
  | { readonly type: 'lost'; readonly loss: Loss };

/** One attempt, and the connection that may come of it. */
export interface Connection {
  /**
   * Hands a frame to the platform. `onFail` is called at most once, perhaps at once, when the platform cannot take it; the
   * kind `interrupted` says that it refuses because the app is hidden, which does not cost the connection.
   */
  send(frame: Frame, onFail: (loss: Loss) => void): void;
  /** Closes it for good, also when it has not arrived yet. Never throws, and does not wait. */
  close(code: number, reason: string): void;
}

/** Opens connections. `open` never throws: whatever goes wrong is a `lost` event, perhaps before `open` returns. */
export interface Transport {
  open(request: ConnectionRequest, emit: (event: ConnectionEvent) => void): Connection;
}

/** The platform's word on the network: a hint in both directions, never the truth. */
export interface NetworkStatus {
  /** Whether the platform says it is online now. */
  current(): boolean;
  /** Calls the listener at each report of the platform, and returns the end of it. */
  subscribe(listener: (online: boolean) => void): () => void;
}

/** Whether the whole app is shown; a page below another one is no matter of this port. */
export interface AppVisibility {
  /** Whether the app is shown now. */
  current(): boolean;
  /** Calls the listener when the app is shown or hidden, and returns the end of it. */
  subscribe(listener: (visible: boolean) => void): () => void;
}

/** What happens to the connection while the app is hidden. */
export type Background = 'pause' | 'disconnect' | 'keep';

/** Everything that a socket needs from its host. */
export interface Ports {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly network: NetworkStatus;
  readonly visibility: AppVisibility;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  /** What becomes of the connection while the app is hidden, where no option says it. `'keep'` if left out. */
  readonly background?: Background | undefined;
  /** Hears what a developer should know, and what was thrown, if anything was. Left out in production. */
  readonly warn?: ((message: string, thrown?: unknown) => void) | undefined;
}
