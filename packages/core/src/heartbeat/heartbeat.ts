import { type Cancel, noop, offsetOf, wasSetBack } from '../ports/clock';
import type { Frame } from '../ports/ports';
import { sizeOf } from '../recorder/trace';
import type { SocketContext } from '../socket/context';
import type { ResolvedHeartbeat } from '../socket/resolve-options';
import type { Heartbeat, HeartbeatHost, HeartbeatStart } from './heartbeat-host';
import { createPings, type SentPing } from './pings';

/** A probe is answered within so many round trips, and has this long at least. */
const PROBE_TRIPS = 4;
const SHORTEST_PROBE = 1_500;
/** A timer that fires later than this was not ours to judge by: the device slept, or the tab was throttled. */
const LATE = 2_000;
/** The longest time between two pings where pongs tell the server's time: clocks drift. */
const TIME_INTERVAL = 60_000;

/** Makes the heartbeat of a connection that has just opened. */
export function createHeartbeat(
  initial: ResolvedHeartbeat,
  start: HeartbeatStart,
  { ports, turns, trace }: SocketContext,
  host: HeartbeatHost,
): Heartbeat {
  const { evidence, serverClock } = host;
  const pings = createPings();
  let options = initial;
  let { rtt, isPaused } = start;
  let lastInbound = turns.now();
  let lastOutbound = lastInbound;
  let lastPing = lastInbound;
  let lastPong = -Infinity;
  /** From the clock to the wall's, when the last ping went out: another one says that the wall clock was set back since. */
  let wallOffset = 0;
  /** The platform has refused a ping: until then none is tried, but a probe. */
  let refusedUntil = -Infinity;
  let seq = 0;
  let missed = 0;
  let isForgiven = false;
  let isProven = false;
  let isProbing = false;
  /** When the ping that is out has to be answered. */
  let deadline = Infinity;
  /** A silence that was found too late to judge by is death only from here on. */
  let silenceGrace = -Infinity;
  let cancelTimer: Cancel = noop;
  let armedFor = Infinity;

  /** Whether pings are to be answered. */
  const asks = () => options.ping !== false && options.answered;
  /** A line without pings ends by silence. */
  const silence = () => options.silence ?? (options.ping === false ? options.interval + options.pongTimeout : Infinity);
  const silenceEnd = () => Math.max(lastInbound + silence(), silenceGrace);

  function nextPing(): number {
    return options.ping === false ? Infinity : Math.max(plannedPing(), refusedUntil);
  }

  function plannedPing(): number {
    if (!options.answered) return lastOutbound + options.interval;
    const interval = Math.min(options.interval, evidence.longestSilence);
    const next = (options.always ? lastPing : lastInbound) + interval;
    return options.serverTime ? Math.min(next, lastPing + TIME_INTERVAL) : next;
  }

  /** The one timer. Frames do not move it, which would cost on each of them: it looks when it fires. */
  function arm(): void {
    if (isPaused) return;
    const now = turns.now();
    // Without pings, a look at each interval finds out whether timers are late.
    const look = options.ping === false ? lastInbound + options.interval : Infinity;
    const dueAt = Math.min(deadline === Infinity ? nextPing() : deadline, silenceEnd(), look > now ? look : Infinity);
    // One that is armed for this moment stays: after a clock was set back, it alone knows how much of the wait has passed.
    if (dueAt === armedFor) return;
    disarm();
    if (dueAt === Infinity) return;
    armedFor = dueAt;
    cancelTimer = host.after(Math.max(dueAt - now, 0), () => {
      armedFor = Infinity;
      wake(turns.now() - dueAt > LATE);
    });
  }

  function disarm(): void {
    cancelTimer();
    armedFor = Infinity;
  }

  function wake(isLate: boolean): void {
    const now = turns.now();
    if (isLate && options.answered) evidence.doubt();
    if (now >= deadline) return expire(isLate);
    if (isLate && !isForgiven && silence() !== Infinity) {
      isForgiven = true;
      silenceGrace = now + options.pongTimeout;
    } else if (now >= silenceEnd()) return die();
    if (deadline === Infinity && now >= nextPing()) {
      // A pong came, and fewer than were asked for: the others never come. Unless the device slept, which nobody sees for sure.
      if (!isLate && lastPong >= lastPing && now - lastPing >= options.pongTimeout) pings.giveUp();
      ping(isLate ? probeTimeout() : options.pongTimeout);
    }
    arm();
  }

  /** A deadline has passed without an answer. */
  function expire(isLate: boolean): void {
    if (isLate && !isForgiven) {
      isForgiven = true;
      isProbing = true;
    } else {
      missed += 1;
      if (missed >= options.missed) return die();
    }
    ping(isProbing ? probeTimeout(isLate ? 0 : turns.now() - lastPing) : options.pongTimeout);
    arm();
  }

  /** A ping that has `waited` for so long says that a round trip takes at least that. */
  function probeTimeout(waited = 0): number {
    isProbing = true;
    const trip = Math.max(rtt ?? 0, waited);
    return Math.min(Math.max(SHORTEST_PROBE, PROBE_TRIPS * trip), options.pongTimeout);
  }

  /** Sends a ping. One that is to be answered sets a deadline, also when its function fails: silence is death then too. */
  function ping(timeout: number): void {
    seq += 1;
    const frame = options.ping === false ? undefined : host.ping({ seq, now: ports.clock.wall(), rtt });
    // Only now, for the user's function has taken its time.
    const now = turns.now();
    if (asks()) deadline = now + timeout;
    // Where there is none, the next is due an interval later all the same.
    lastPing = now;
    lastOutbound = now;
    wallOffset = offsetOf(ports.clock);
    if (frame === undefined) return;
    noteSent({ seq, at: now }, frame);
    host.send(frame, () => {
      // It did not go out: nothing answers it, and the line is judged on show.
      if (lastPing !== now) return;
      deadline = Infinity;
      evidence.proved();
      refusedUntil = now + options.interval;
      arm();
    });
  }

  function noteSent(sent: SentPing, frame: Frame): void {
    trace({ type: 'ping', size: sizeOf(frame) });
    if (!asks()) return;
    pings.sent(sent);
    evidence.asked(sent.at, rtt);
  }

  function die(): void {
    isPaused = true;
    disarm();
    host.dead(`no sign of life for ${turns.now() - lastInbound} ms`);
  }

  /** Takes the round trip from a pong that came at this time, and the server's time with it. */
  function measure(at: number, seq: number | undefined, serverTime: number | undefined): void {
    const trip = pings.answered(at, seq);
    const isSetBack = wasSetBack(ports.clock, wallOffset);
    if (trip > options.pongTimeout || !options.answered || isSetBack) return;
    rtt = trip;
    trace({ type: 'pong', rtt: trip });
    host.measured(trip);
    if (typeof serverTime === 'number' && Number.isFinite(serverTime)) serverClock.sample(serverTime, trip);
  }

  function prove(): void {
    evidence.proved();
    isProven = true;
    missed = 0;
    isForgiven = false;
    isProbing = false;
    if (deadline === Infinity) return;
    deadline = Infinity;
    arm();
  }

  if (start.early && asks()) {
    seq = 1;
    lastPing = start.early.at;
    wallOffset = start.early.wallOffset;
    deadline = lastPing + options.pongTimeout;
    noteSent(start.early, start.early.frame);
  }
  arm();

  return {
    begin() {
      if (seq === 0 && options.ping !== false && !isPaused) ping(options.pongTimeout);
      arm();
    },
    received(at) {
      lastInbound = at;
      if (!options.onlyPong || !asks()) prove();
    },
    pong(at, seq, serverTime) {
      lastInbound = at;
      lastPong = at;
      measure(at, seq, serverTime);
      prove();
    },
    sent(at) {
      lastOutbound = at;
      if (!asks() || isPaused || deadline !== Infinity || at - lastInbound <= options.pongTimeout) return;
      ping(options.pongTimeout);
      arm();
    },
    probe() {
      // Nobody answers a keep-alive, so nothing would end the doubt.
      if (options.answered) evidence.doubt();
      const isResumed = isPaused;
      isPaused = false;
      if (asks()) {
        // While it rested, nobody knows for how long an answer was really waited for.
        const timeout = probeTimeout(deadline === Infinity || isResumed ? 0 : turns.now() - lastPing);
        // A ping that must be answered even sooner is probe enough.
        if (isResumed || deadline - turns.now() > timeout) ping(timeout);
      }
      arm();
    },
    pause() {
      isPaused = true;
      disarm();
    },
    tune(newest) {
      const isSame = timingOf(newest) === timingOf(options);
      options = newest;
      if (isSame) return;
      // An answer that nobody waits for any more is not missed.
      if (!asks()) {
        deadline = Infinity;
        evidence.proved();
      }
      arm();
    },
    hasten: arm,
    isOverdue: () => turns.now() > Math.min(deadline, silenceEnd()),
    isProven: () => isProven,
  };
}

/** All that moves the timer. Options are new objects at each render, and most of them say the same. */
function timingOf({ interval, pongTimeout, silence, answered, always, ping, serverTime }: ResolvedHeartbeat): string {
  return [interval, pongTimeout, silence, answered, always, ping === false, serverTime === undefined].join();
}
