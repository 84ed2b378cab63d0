import type { Cancel } from '../ports/clock';
import type { Frame } from '../ports/ports';
import type { ResolvedHeartbeat } from '../socket/resolve-options';
import type { Evidence } from './evidence';
import type { PingInfo } from './heartbeat-options';
import type { SentPing } from './pings';
import type { ServerClock } from './server-clock';

/** The connection that a heartbeat watches, and where it tells what it finds. */
export interface HeartbeatHost {
  /** A timer that ends with the connection. */
  after(delay: number, task: () => void): Cancel;
  /** Makes a ping; undefined when nothing is sent this time. */
  ping(info: PingInfo): Frame | undefined;
  /** `refused` hears, perhaps late, that the platform takes nothing while the app is hidden. */
  send(frame: Frame, refused: () => void): void;
  /** A round trip was measured, in milliseconds. */
  measured(rtt: number): void;
  /** The line did not prove that it lives. Called at most once. */
  dead(message: string): void;
  readonly evidence: Evidence;
  readonly serverClock: ServerClock;
}

/** A ping that went out before the connection was known to be open. */
interface SentEarlyPing extends SentPing {
  readonly frame: Frame;
  /** From the clock to the wall's, when it went out. */
  readonly wallOffset: number;
}

/** What a heartbeat begins with. */
export interface HeartbeatStart {
  /** Then it is the first. */
  readonly early: SentEarlyPing | null;
  /** Whether it rests, as after `pause`. */
  readonly isPaused: boolean;
  /** The last round trip to this destination, or null. */
  readonly rtt: number | null;
}
/** Ping and pong deadline of one open connection. */
export interface Heartbeat {
  /** The first ping goes out, unless an early one is under way. */
  begin(): void;
  /** A frame came in at this time: proof of life, unless only pongs are. */
  received(at: number): void;
  /** A pong came in at this time. `seq`: the ping that it answers, where it tells. */
  pong(at: number, seq: number | undefined, serverTime: number | undefined): void;
  /** Something was sent at this time. On a line that was silent for long, a ping goes along. */
  sent(at: number): void;
  /** Pings now, with a short deadline; where nothing is to be answered, only ends a pause. */
  probe(): void;
  /** Stops the timer until the next probe. */
  pause(): void;
  /** Goes by these options from now on. */
  tune(options: ResolvedHeartbeat): void;
  /** The evidence allows another silence than before. */
  hasten(): void;
  /** Whether a deadline has passed, paused or not. */
  isOverdue(): boolean;
  /** Whether anything has ever proved that this line lives. */
  isProven(): boolean;
}
