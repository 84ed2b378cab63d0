import type { Attempt } from '../connection/attempt';
import type { Loss } from '../connection/close-cause';
import type { Line } from '../connection/line';
import type { Frame } from '../ports/ports';
import type { SocketContext } from '../socket/context';
import { armEarlyPing, type EarlyPing } from './early-ping';
import { createEvidence, type Evidence } from './evidence';
import { createHeartbeat } from './heartbeat';
import type { Heartbeat } from './heartbeat-host';
import { createServerClock, type ServerClock } from './server-clock';

/** The heartbeats of one socket, one connection after another, and what they have found out. */
export interface Heart {
  readonly evidence: Evidence;
  readonly serverClock: ServerClock;
  /** The last round trip on the present connection; null when none was measured. */
  rtt(): number | null;
  /** The heartbeat of the present connection, while it has one. */
  beat(): Heartbeat | null;
  /** The platform cannot say whether the connection is open. */
  doubtOpen(attempt: Attempt, line: Line): void;
  /** The connection is open; no ping goes out before the heartbeat's `begin`. */
  start(attempt: Attempt, line: Line, isPaused: boolean): void;
  /** The options are others: the user's, or the session's. */
  tune(attempt: Attempt, line: Line, isPaused: boolean): void;
  /** The connection is gone; perhaps it died in silence. */
  stop(diedInSilence: boolean): void;
}

/** What the heart needs of the connection. */
interface HeartHost {
  /** Hands a frame to the platform; `onFail` hears late what it did not take, and what it refuses at once is returned. */
  transmit(frame: Frame, onFail: (loss: Loss) => void): Loss | undefined;
  /** Whether it only refuses because the app is hidden. */
  isExcused(loss: Loss): boolean;
  lose(loss: Loss): void;
}

/** Makes the heart of one socket. */
export function createHeart(context: SocketContext, { transmit, isExcused, lose }: HeartHost): Heart {
  const { ports, changed } = context;
  const evidence = createEvidence();
  const serverClock = createServerClock(ports.clock);
  let heartbeat: Heartbeat | null = null;
  let earlyPing: EarlyPing | null = null;
  let rtt: number | null = null;
  /** The last round trip that was measured, on any connection. */
  let knownTrip: number | null = null;

  function start(attempt: Attempt, line: Line, isPaused: boolean): void {
    const early = earlyPing?.take() ?? null;
    const options = line.heartbeat();
    if (!options) return;
    heartbeat = createHeartbeat(options, { early, isPaused, rtt: knownTrip }, context, {
      after: attempt.after,
      ping: line.ping,
      send(frame, refused) {
        // Of a line that is over nobody waits for the next ping.
        const failed = (loss: Loss) => {
          if (!attempt.isOver && isExcused(loss)) refused();
        };
        const loss = transmit(frame, failed);
        if (loss) failed(loss);
      },
      measured(trip) {
        rtt = trip;
        knownTrip = trip;
        changed();
      },
      dead: (message) => lose({ kind: 'pong-timeout', message }),
      evidence,
      serverClock,
    });
  }

  return {
    evidence,
    serverClock,
    rtt: () => rtt,
    beat: () => heartbeat,
    doubtOpen(attempt, line) {
      earlyPing ??= armEarlyPing(attempt, context, { frame: line.guessed, failed: () => heartbeat?.probe() });
    },
    start,
    tune(attempt, line, isPaused) {
      const options = line.heartbeat();
      if (heartbeat && options) return heartbeat.tune(options);
      if (heartbeat) {
        heartbeat.pause();
        heartbeat = null;
        // Without a ping nobody waits for an answer.
        evidence.proved();
      } else if (options) {
        start(attempt, line, isPaused);
        (heartbeat as Heartbeat | null)?.begin();
      }
    },
    stop(diedInSilence) {
      evidence.gone(diedInSilence);
      heartbeat = null;
      earlyPing = null;
      rtt = null;
    },
  };
}
