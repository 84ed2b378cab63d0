import type { Guard } from '../connection/retry-policy';
import type { Cancel, Clock } from '../ports/clock';
import { noop } from '../ports/clock';
import type { Frame } from '../ports/ports';
import type { ResolvedHeartbeat } from '../socket/resolve-options';
import { type FrameRole, mayGreet, roleOf } from './frame-role';
import { pingFrame } from './ping-frame';

/** A ping that is under way. */
export interface SentPing {
  readonly frame: Frame;
  /** When it went out, by the wall clock. */
  readonly at: number;
}

/** What a heartbeat needs of the connection that it watches. */
export interface HeartbeatHost {
  readonly clock: Clock;
  /** A ping that went out before the connection was known to be open. */
  readonly early: SentPing | null;
  /** Whether it rests from the start, as after `pause`. */
  readonly startsPaused: boolean;
  /** The options of now, or null when the heartbeat was turned off meanwhile. */
  options(): ResolvedHeartbeat | null;
  send(frame: Frame): unknown;
  /** The line did not prove that it lives. Called at most once. */
  dead(message: string): void;
  /** A round trip was measured, in milliseconds. */
  measured(rtt: number): void;
  /** A pong told the server's time. */
  told(serverTime: number, rtt: number): void;
  /** The wall clock does not go with the timers: it was set, or the device slept. `isLate`: by a lot. */
  doubted(isLate: boolean): void;
  /** A ping went out. */
  asked(ping: SentPing): unknown;
  /** The line has proved that it lives. */
  proved(): unknown;
  /** The longest silence before a ping that anybody allows beside the options, in milliseconds. */
  longestSilence(): number;
  /** What a timer did is through. */
  settled(): void;
  readonly guard: Guard;
}

/** Ping and pong deadline of one open connection. */
export interface Heartbeat {
  /** Tells what a frame is that came in then, by the wall clock, and takes it as proof of life. */
  received(frame: Frame, at: number): FrameRole;
  /** Says that a message went out: on a line that was silent for long, a ping goes along. */
  sent(): void;
  /** Pings now, with a short deadline; where nothing can be sent, only ends a pause. */
  probe(): void;
  /** Stops every timer until the next probe. */
  pause(): void;
  /** The longest silence that is allowed is another one. */
  hasten(): void;
  /** Whether a deadline has passed by the wall clock, paused or not. */
  isOverdue(): boolean;
  /** Whether anything has ever proved that this line lives. */
  isProven(): boolean;
  stop(): void;
}

/** How long a probe waits for an answer. */
const PROBE_TIMEOUT = 1_500;
/** A timer that fires later than this was not ours to judge by: the device slept, or the tab was throttled. */
const LATE = 2_000;
/** A wall clock that is off from a timer by more than this was set, or the device slept. */
const JUMP = 1_000;
/** The longest time between two pings where pongs tell the server's time: clocks drift. */
const TIME_INTERVAL = 60_000;

/**
 * Starts the heartbeat of a connection that has just opened: the first ping goes out at once, unless an early one is
 * under way, which then is the first.
 */
export function startHeartbeat(host: HeartbeatHost): Heartbeat {
  const { clock } = host;
  let lastInbound = clock.now();
  let lastPing: Frame | null = null;
  let lastPingAt = lastInbound;
  let seq = 0;
  let rtt: number | null = null;
  /** Pings that no pong has answered; a round trip is measured only over a single one. */
  let unanswered = 0;
  let missed = 0;
  let greeted = false;
  let forgiven = false;
  let proven = false;
  let paused = host.startsPaused;
  let deadlineAt = Infinity;
  let cancelTimer: Cancel = noop;

  /** The one timer: it waits for the next ping or, while a deadline runs, for that. */
  function arm(delay: number, task: (options: ResolvedHeartbeat, late: boolean) => void): void {
    cancelTimer();
    if (paused) return;
    const dueAt = clock.now() + delay;
    cancelTimer = clock.after(delay, () => {
      const options = host.options();
      const drift = clock.now() - dueAt;
      if (Math.abs(drift) > JUMP) host.doubted(drift > LATE);
      if (options) task(options, drift > LATE);
      host.settled();
    });
  }

  function awaitNextPing(options: ResolvedHeartbeat): void {
    const quiet = rest(intervalOf(options), options.always ? lastPingAt : lastInbound);
    arm(options.serverTime ? Math.min(quiet, rest(TIME_INTERVAL, lastPingAt)) : quiet, beat);
  }

  /** Where no ping goes out, the interval is no ping's: it only says when silence is death. */
  function intervalOf({ ping, interval }: ResolvedHeartbeat): number {
    return ping === false ? interval : Math.min(interval, host.longestSilence());
  }

  /** What is left of a time that began then. A wall clock that was set back must not stretch it. */
  function rest(time: number, since: number): number {
    return time - Math.min(Math.max(clock.now() - since, 0), time);
  }

  function beat(options: ResolvedHeartbeat, late: boolean): void {
    // Frames do not move the timer, which would cost on each of them; it looks here how long the silence really is.
    const silence = clock.now() - lastInbound;
    const isAsked = options.serverTime && rest(TIME_INTERVAL, lastPingAt) === 0;
    if (!isAsked && !options.always && silence >= 0 && silence < intervalOf(options)) return awaitNextPing(options);
    // The line lived since the last ping: a pong that has not come by now will not.
    if (clock.now() - lastPingAt >= options.pongTimeout) unanswered = 0;
    if (late) return question(options);
    ping(options, options.pongTimeout);
  }

  /** Asks whether the line is there now; no answer ends it. */
  function question(options: ResolvedHeartbeat): void {
    ping(options, options.ping === false ? options.pongTimeout : PROBE_TIMEOUT, true);
  }

  function ping(options: ResolvedHeartbeat, timeout: number, final = false): void {
    const now = clock.now();
    deadlineAt = now + timeout;
    arm(timeout, (newest, late) => expire(newest, late, final));
    if (options.ping === false) return;
    seq += 1;
    const frame = pingFrame(options, { seq, now, rtt }, host.guard);
    if (frame === undefined) return;
    noteSent({ frame, at: now });
    host.send(frame);
  }

  function noteSent(sent: SentPing): void {
    lastPing = sent.frame;
    lastPingAt = sent.at;
    unanswered += 1;
    host.asked(sent);
  }

  function adopt(sent: SentPing, options: ResolvedHeartbeat): void {
    seq = 1;
    noteSent(sent);
    deadlineAt = sent.at + options.pongTimeout;
    arm(Math.max(deadlineAt - clock.now(), 0), (newest, late) => expire(newest, late, false));
  }

  function expire(options: ResolvedHeartbeat, late: boolean, final: boolean): void {
    if (late && !forgiven) {
      forgiven = true;
      return question(options);
    }
    missed += 1;
    if (!final && options.ping !== false && missed < options.missed) return ping(options, options.pongTimeout);
    stop();
    host.dead(`no sign of life for ${clock.now() - lastInbound} ms`);
  }

  /** Takes the round trip from a pong that follows exactly one ping, and the server's time with it. */
  function measure(frame: Frame, options: ResolvedHeartbeat, now: number): void {
    if (!greeted && mayGreet(frame, lastPing, options)) {
      greeted = true;
      return;
    }
    const trip = now - lastPingAt;
    // Outside of these bounds the wall clock was set meanwhile.
    if (unanswered === 1 && trip >= 0 && trip <= options.pongTimeout) {
      rtt = trip;
      host.measured(trip);
      const { serverTime } = options;
      const time = serverTime && host.guard(() => serverTime(frame));
      if (Number.isFinite(time)) host.told(time as number, trip);
    }
    unanswered = Math.max(unanswered - 1, 0);
  }

  function stop(): void {
    paused = true;
    cancelTimer();
  }

  const options = host.options();
  if (options?.ping === false) awaitNextPing(options);
  else if (options && host.early) adopt(host.early, options);
  else if (options && !paused) ping(options, options.pongTimeout);

  return {
    received(frame, at) {
      const options = host.options();
      lastInbound = at;
      if (!options) {
        host.proved();
        return 'message';
      }
      const role = roleOf(frame, lastPing, options, host);
      if (role === 'pong') measure(frame, options, at);
      if (options.onlyPong && role !== 'pong') return role;
      host.proved();
      proven = true;
      missed = 0;
      forgiven = false;
      if (deadlineAt !== Infinity) {
        deadlineAt = Infinity;
        awaitNextPing(options);
      }
      return role;
    },
    sent() {
      const options = host.options();
      const silent = options && clock.now() - lastInbound > options.pongTimeout;
      if (silent && !paused && options.ping !== false && deadlineAt === Infinity) ping(options, options.pongTimeout);
    },
    probe() {
      const options = host.options();
      const resumed = paused;
      paused = false;
      if (!options) return;
      if (options.ping !== false) {
        // A ping that must be answered even sooner is probe enough.
        if (resumed || deadlineAt - clock.now() > PROBE_TIMEOUT) question(options);
      } else if (resumed) {
        deadlineAt = Infinity;
        awaitNextPing(options);
      }
    },
    pause: stop,
    hasten() {
      const options = host.options();
      if (options && deadlineAt === Infinity) awaitNextPing(options);
    },
    isOverdue() {
      const options = host.options();
      if (!options) return false;
      const silence = clock.now() - lastInbound;
      return clock.now() > deadlineAt || (options.ping === false && silence > options.interval + options.pongTimeout);
    },
    isProven: () => proven,
    stop,
  };
}
