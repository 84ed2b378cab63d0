import { createEarlyPing } from '../heartbeat/early-ping';
import { createFreshness, type FreshnessJudge } from '../heartbeat/freshness';
import { type Heartbeat, startHeartbeat } from '../heartbeat/heartbeat';
import { createPingSuspicion } from '../heartbeat/ping-suspicion';
import { createServerClock, type ServerClock } from '../heartbeat/server-clock';
import { type Cancel, noop } from '../ports/clock';
import type { Connection, ConnectionEvent, Frame, Ports, Transport } from '../ports/ports';
import { isFrame } from '../protocol/codec';
import { sizeOf, type Trace } from '../recorder/trace';
import type { SocketUrl } from '../socket/options';
import type { ResolvedOptions } from '../socket/resolve-options';
import { openAttempt } from './attempt';
import type { CloseCause, Loss } from './close-cause';
import { CloseCode } from './close-code';
import { REPLACED, transition } from './machine';
import { atRest, type Effect, initialState, type MachineEvent, type MachineState } from './machine-state';
import { attachPlatform } from './platform-events';
import { type Guard, judge } from './retry-policy';
import { createRetryTimer } from './retry-timer';
import type { Status } from './status';
import { withoutQueries } from './without-queries';

/** What the engine asks of the socket that it drives, and tells it. */
export interface EngineHost {
  readonly ports: Ports;
  /** The newest options. */
  options(): Omit<ResolvedOptions<never, never>, 'codec' | 'outbox' | 'request'>;
  url(): SocketUrl;
  /** Calls a function of the user; what it throws is reported, and is `undefined` here. */
  readonly guard: Guard;
  statusChanged(status: Status, previous: Status): void;
  /** The connection is open; `begin` starts its heartbeat, whose first ping must not come before what `onOpen` sends. */
  opened(begin: () => void): void;
  lost(cause: CloseCause): void;
  /** A frame came in then, by the wall clock, that is no ping or pong. */
  received(frame: Frame, at: number): void;
  /** Something came in that is no frame. */
  unreadable(data: unknown): void;
  /** Something that the snapshot shows has changed. */
  changed(): void;
  readonly trace: Trace;
  /** A watcher threw. */
  threw(thrown: unknown): void;
  /** An event and all that it caused are through. */
  settled(): void;
}

/** Runs the machine: performs its effects, and feeds it with what comes of them. */
export interface Engine {
  dispatch(event: MachineEvent): void;
  state(): MachineState;
  retryAt(): number | null;
  rtt(): number | null;
  /** The server's clock, as the heartbeats of this destination have told it. */
  readonly serverClock: ServerClock;
  /** How far the connection of now can be trusted. */
  readonly freshness: FreshnessJudge;
  /** Changes with each connection and each end of one; what was begun under another generation is over. */
  generation(): number;
  /** Sends on the open connection; `onFail` hears, perhaps at once, that the platform did not take it. */
  send(frame: Frame, onFail: () => void): void;
}

/** Makes an engine at rest. */
export function createEngine(host: EngineHost): Engine {
  const { clock, random, warn = noop } = host.ports;
  const { guard, trace } = host;
  let state = initialState;
  const serverClock = createServerClock(() => clock.now());
  let generation = 0;
  let connection: Connection | null = null;
  let heartbeat: Heartbeat | null = null;
  let rtt: number | null = null;
  let connectBy = 0;
  let cancelConnect: Cancel = noop;
  let cancelUptime: Cancel = noop;
  let detachPlatform: Cancel = noop;

  const retry = createRetryTimer({
    clock,
    random,
    guard,
    options: () => host.options().reconnect,
    due: () => dispatch({ type: 'retryDue' }),
  });
  const suspectPing = createPingSuspicion(warn);
  const freshness = createFreshness({
    clock,
    isOpen: () => state.status === 'open',
    rtt: () => rtt,
    hastened: () => heartbeat?.hasten(),
    settled: () => host.settled(),
    threw: host.threw,
  });

  const earlyPing = createEarlyPing({
    clock,
    options: () => host.options().heartbeat,
    guard,
    generation: () => generation,
    send: (frame, onFail) => connection?.send(frame, onFail),
    failed: () => heartbeat?.probe(),
  });

  const transport: Transport = {
    open(request, emit) {
      trace({ type: 'attempt', url: withoutQueries(request.url) });
      return host.ports.transport.open(request, emit);
    },
  };

  const queue: Array<readonly [MachineEvent, number]> = [];
  let running = false;

  /** Events run to completion: one that comes up inside an effect waits for the effects before it. */
  function dispatch(event: MachineEvent): void {
    queue.push([event, generation]);
    if (!running) {
      running = true;
      for (let next = queue.shift(); next; next = queue.shift()) step(...next);
      running = false;
    }
    host.settled();
  }

  function step(event: MachineEvent, born: number): void {
    // What a connection told before it was replaced, and nobody has come to since, is no news of the next one.
    if (born !== generation && (event.type === 'lost' || event.type === 'opened')) return;
    const { background, reconnect } = host.options();
    const rules = {
      now: clock.now(),
      background,
      maxAttempts: reconnect?.maxAttempts ?? 1,
      minDelay: reconnect?.minDelay ?? 0,
    };
    const previous = state;
    const [next, effects] = transition(previous, event, rules);
    state = next;
    if (atRest(previous) && !atRest(next))
      detachPlatform = attachPlatform(host.ports, dispatch, () => heartbeat?.isOverdue() ?? false, trace);
    if (next.status !== previous.status) host.statusChanged(next.status, previous.status);
    const hadConnection = connection !== null;
    for (const effect of effects) perform[effect]();
    if (atRest(next) && !atRest(previous)) detachPlatform();
    if (effects.includes('abandon') && hadConnection) host.lost(next.cause ?? REPLACED);
    const isSeen =
      next.status !== previous.status || next.attempt !== previous.attempt || next.cause !== previous.cause;
    if (isSeen) host.changed();
  }

  const perform: Readonly<Record<Effect, () => void>> = {
    openConnection,
    // A wall clock that was set back must not make it longer than it was.
    resumeConnectTimer: () =>
      armConnectTimer(Math.min(Math.max(connectBy - clock.now(), 0), host.options().connectTimeout)),
    disarmConnectTimer,
    startHeartbeat: () => host.opened(beginHeartbeat),
    pauseHeartbeat() {
      freshness.pause();
      heartbeat?.pause();
    },
    probe() {
      freshness.doubt();
      heartbeat?.probe();
    },
    armUptimeTimer,
    disarmUptimeTimer: () => cancelUptime(),
    armRetryTimer: () => retry.arm(state),
    armResumeTimer: retry.armResume,
    disarmRetryTimer: retry.disarm,
    abandon,
  };

  function openConnection(): void {
    retry.disarm();
    const mine = ++generation;
    const { connectTimeout, protocols, header } = host.options();
    connectBy = clock.now() + connectTimeout;
    armConnectTimer(connectTimeout);
    connection = openAttempt(transport, host.url(), { protocols, header }, (event) => {
      if (mine === generation) hear(event);
    });
  }

  function armConnectTimer(delay: number): void {
    cancelConnect();
    cancelConnect = clock.after(delay, () => {
      lose({ kind: 'connect-timeout', message: `not open within ${host.options().connectTimeout} ms` });
    });
  }

  function hear(event: ConnectionEvent): void {
    if (event.type === 'lost') return lose(event.loss);
    if (event.type === 'unsure') return state.status === 'connecting' ? earlyPing.arm() : undefined;
    const mine = generation;
    // A message proves that the connection is open, even if the platform forgot to say so.
    if (state.status === 'connecting') dispatch({ type: 'opened' });
    if (event.type === 'opened' || mine !== generation) return;
    const { data } = event;
    if (!isFrame(data)) return host.unreadable(data);
    // Asked once for all: a clock is among the dearest things that a message costs.
    const at = clock.now();
    const role = heartbeat?.received(data, at);
    if (mine !== generation) return;
    if (role === undefined || role === 'message') host.received(data, at);
    host.settled();
  }

  function disarmConnectTimer(): void {
    cancelConnect();
    earlyPing.disarm();
  }

  /** The one way in for every loss; the cause says what follows from it. */
  function lose(loss: Loss): void {
    const cause = judge(loss, host.options().reconnect, typeof host.url() === 'function', guard);
    dispatch({ type: 'lost', cause });
  }

  function beginHeartbeat(): void {
    const mine = generation;
    heartbeat = startHeartbeat({
      clock,
      early: earlyPing.take(),
      // The app may have been hidden in onOpen, which comes before.
      startsPaused: state.hiddenAt !== null && host.options().background === 'pause',
      options: () => host.options().heartbeat,
      // A function of the user may have replaced the connection while it made the frame.
      send: (frame) => mine === generation && send(frame, noop),
      dead: (message) => lose({ kind: 'pong-timeout', message }),
      measured(trip) {
        rtt = trip;
        trace({ type: 'pong', rtt: trip });
        host.changed();
      },
      told: serverClock.sample,
      doubted(isLate) {
        serverClock.doubt();
        if (isLate) freshness.doubt();
      },
      asked({ frame, at }) {
        if (mine !== generation) return;
        trace({ type: 'ping', size: sizeOf(frame) });
        freshness.asked(at);
      },
      proved: () => mine === generation && freshness.forget(),
      longestSilence: freshness.longestSilence,
      settled: () => host.settled(),
      guard,
    });
  }

  function send(frame: Frame, onFail: () => void): void {
    const mine = generation;
    connection?.send(frame, (message) => {
      onFail();
      if (mine === generation) lose({ kind: 'network', message });
    });
  }

  function armUptimeTimer(): void {
    const { reconnect } = host.options();
    cancelUptime();
    cancelUptime = clock.after(reconnect ? reconnect.minUptime : Infinity, () => dispatch({ type: 'uptimeReached' }));
  }

  function abandon(): void {
    const { kind, code, reason } = state.cause ?? REPLACED;
    generation += 1;
    disarmConnectTimer();
    earlyPing.take();
    cancelUptime();
    retry.disarm();
    if (kind === 'pong-timeout' && heartbeat) suspectPing(heartbeat.isProven());
    heartbeat?.stop();
    heartbeat = null;
    freshness.forget();
    rtt = null;
    const left = connection;
    connection = null;
    if (kind === 'disconnect') left?.close(code as number, reason);
    else left?.close(kind === 'pong-timeout' ? CloseCode.PongTimeout : CloseCode.NormalClosure, kind);
  }

  return {
    dispatch,
    state: () => state,
    retryAt: retry.dueAt,
    rtt: () => rtt,
    serverClock,
    freshness,
    generation: () => generation,
    send(frame, onFail) {
      send(frame, onFail);
      heartbeat?.sent();
    },
  };
}
