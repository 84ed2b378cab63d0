import type { CloseCause } from '../connection/close-cause';
import type { Engine } from '../connection/engine-host';
import type { Delivery } from '../messages/delivery';
import type { SocketContext } from './context';
import type { Ask, HeartbeatSocket } from './heartbeat-socket';
import type { ResolvedOptions } from './resolve-options';

/** What is told of a connection that has opened. */
export interface Opened {
  readonly isReconnect: boolean;
  /** Milliseconds without a connection; 0 for the first. */
  readonly downtime: number;
  /** Why the last connection was lost; null for the first. */
  readonly cause: CloseCause | null;
}

/** What a feature hears of its socket, if it wants to: each but `told` within a turn. */
export interface Hooks {
  /** A connection has opened, `onOpen` has been told, and what waited has gone out. */
  opened?(info: Opened): void;
  lost?(cause: CloseCause): void;
  /** The callbacks of a turn have run. */
  told?(): void;
  /** Whether it is fetching something. */
  isSyncing?(): boolean;
  /** The socket is destroyed. */
  end?(): void;
}

/** What a feature is made with: the inside of its socket. */
export interface Inside<In, Out> extends SocketContext {
  readonly engine: Engine;
  readonly delivery: Delivery<In, Out>;
  /** What its functions may ask with. */
  readonly asks: Pick<HeartbeatSocket<In, Out, Ask<Out>>, 'send' | 'request'>;
  options(): Pick<ResolvedOptions<In, Out>, 'reconnect'>;
}

/**
 * A part of a socket that is imported where it is used: who does not use it does not carry it. A socket makes one of each
 * kind, when it is first asked for.
 */
export type Feature<In, Out, Part extends Hooks> = (inside: Inside<In, Out>) => Part;
