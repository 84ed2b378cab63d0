import type { Heart } from '../heartbeat/heart';
import type { Frame } from '../ports/ports';
import type { SocketUrl } from '../socket/options';
import type { ResolvedOptions } from '../socket/resolve-options';
import type { Attempt } from './attempt';
import type { CloseCause, Loss } from './close-cause';
import type { MachineEvent, MachineState } from './machine-state';
import type { Retry } from './retry';
import type { Status } from './status';

/** What the engine asks of the socket that it drives, and tells it. All of it happens inside a turn. */
export interface EngineHost<In, Out> {
  /** The current options. */
  options(): ResolvedOptions<In, Out>;
  url(): SocketUrl;
  /** Whether a connection has been open before. */
  isReconnect(): boolean;
  statusChanged(status: Status, previous: Status): void;
  /** The connection is open; `begin` sends the first ping, which must not come before what `onOpen` sends. */
  opened(begin: () => void): void;
  lost(cause: CloseCause): void;
  /** A message came in, in this frame; null where its session had it from elsewhere. */
  received(message: In, frame: Frame | null): void;
  /** The network or the app's visibility has changed, and what follows from it is done. */
  hinted(): void;
}
/** Runs the machine: performs its effects, and feeds it with what comes of them. */
export interface Engine {
  dispatch(event: MachineEvent): void;
  state(): MachineState;
  readonly retry: Pick<Retry, 'left' | 'dueAt'>;
  readonly heart: Heart;
  /** The sub-protocol that the server has chosen, where the platform tells it. */
  protocol(): string | null;
  /** The present attempt, or the last one. What was begun under another is over. */
  attempt(): Attempt;
  /** Sends on the open connection. `onFail` hears later what the platform did not take; what it refuses at once is returned. */
  send(frame: Frame, onFail: (loss: Loss) => void): Loss | undefined;
  /** Makes a frame of a message, as the session of the present connection does; throws when it does. */
  write(message: unknown): Frame;
  /** There are new options. */
  optionsChanged(previous: Pick<ResolvedOptions<never, never>, 'background'>): void;
}
