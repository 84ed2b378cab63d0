import { createHeart } from '../heartbeat/heart';
import { type Cancel, noop } from '../ports/clock';
import type { Frame } from '../ports/ports';
import { isFrame } from '../protocol/codec';
import type { SocketContext } from '../socket/context';
import { type Attempt, type AttemptEvent, createAttempt, NO_ATTEMPT } from './attempt';
import type { Loss } from './close-cause';
import { NORMAL_CLOSURE, PONG_TIMEOUT } from './close-code';
import { createDiagnosis } from './diagnosis';
import type { Engine, EngineHost } from './engine-host';
import { createLine, type Line } from './line';
import { REPLACED, transition } from './machine';
import { atRest, type Effect, initialState, type MachineEvent } from './machine-state';
import { attachPlatform } from './platform-events';
import { createRetry, judge } from './retry';

// Bundlers replace the whole of `process.env.NODE_ENV`, and give no `process`: nothing else of it may be read.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Makes an engine at rest. */
export function createEngine<In, Out>(context: SocketContext, host: EngineHost<In, Out>): Engine {
  const { ports, turns, report, changed } = context;
  const heart = createHeart(context, { transmit, isExcused, lose });
  const { evidence } = heart;
  const diagnose = process.env.NODE_ENV !== 'production' ? createDiagnosis(ports.warn) : noop;
  const retry = createRetry(context, () => dispatch({ type: 'retryDue' }));
  let state = initialState;
  let attempt: Attempt = NO_ATTEMPT;
  let line: Line | null = null;
  let protocol: string | null = null;
  /** Since when the connection is open, or null; and when something went over it last. */
  let openedAt: number | null = null;
  let lastTraffic = 0;
  let connectBy = 0;
  let cancelConnect: Cancel = noop;
  let cancelResumed: Cancel = noop;
  /** From when on the connection counts as healthy; `Infinity` while no time counts. */
  let healthyFrom = Infinity;
  let cancelUptime: Cancel = noop;
  let detachPlatform: Cancel = noop;

  function dispatch(event: MachineEvent): void {
    const { background, reconnect } = host.options();
    const rules = {
      now: turns.now(),
      background,
      maxAttempts: reconnect?.maxAttempts ?? 1,
      minDelay: reconnect?.minDelay ?? 0,
    };
    const previous = state;
    const hadAttempt = !attempt.isOver;
    const [next, effects] = transition(previous, event, rules);
    state = next;
    if (atRest(previous) && !atRest(next)) detachPlatform = attachPlatform(context, hint);
    if (next.status !== previous.status) host.statusChanged(next.status, previous.status);
    for (const effect of effects) perform[effect]();
    if (atRest(next) && !atRest(previous)) detachPlatform();
    if (effects.includes('abandon') && hadAttempt) host.lost(next.cause ?? REPLACED);
    const isSeen =
      next.status !== previous.status || next.attempt !== previous.attempt || next.cause !== previous.cause;
    if (isSeen) changed();
  }

  function hint(type: 'show' | 'hide' | 'online' | 'offline'): void {
    dispatch(type === 'show' ? { type, overdue: heart.beat()?.isOverdue() ?? false } : { type });
    if (type === 'show') line?.shown();
    host.hinted();
  }

  const perform: Readonly<Record<Effect, () => void>> = {
    openConnection,
    resumeConnectTimer() {
      // Beside the first, which after a clock was set back alone knows how much of the time has passed.
      cancelResumed();
      cancelResumed = afterConnecting(Math.max(connectBy - turns.now(), 0));
    },
    disarmConnectTimer() {
      cancelConnect();
      cancelResumed();
    },
    startHeartbeat() {
      openedAt = turns.now();
      lastTraffic = openedAt;
      const mine = attempt;
      if (line) heart.start(mine, line, isPaused());
      host.opened(() => mine.isOver || heart.beat()?.begin());
    },
    pauseHeartbeat() {
      evidence.rest();
      heart.beat()?.pause();
    },
    probe() {
      const heartbeat = heart.beat();
      if (heartbeat) heartbeat.probe();
      else evidence.doubt();
    },
    armUptimeTimer() {
      const minUptime = host.options().reconnect?.minUptime ?? Infinity;
      cancelUptime();
      healthyFrom = turns.now() + minUptime;
      cancelUptime = attempt.after(minUptime, () => dispatch({ type: 'uptimeReached' }));
    },
    disarmUptimeTimer,
    armRetryTimer: () => retry.arm(state, host.options().reconnect),
    armResumeTimer: retry.armResume,
    disarmRetryTimer: retry.disarm,
    abandon,
  };

  function disarmUptimeTimer(): void {
    healthyFrom = Infinity;
    cancelUptime();
  }

  function openConnection(): void {
    retry.disarm();
    const { connectTimeout, protocol: spoken, protocols = spoken?.protocols, header, connectOptions } = host.options();
    const request = { protocols, header, connectOptions };
    const next = createAttempt(host.url(), { attempt: state.attempt, cause: state.cause }, request, context, heard);
    attempt = next;
    line = createLine<In, Out>(next, context, {
      options: host.options,
      isReconnect: host.isReconnect,
      send(frame, failed = noop) {
        const refused = transmit(frame, failed);
        if (refused) failed(refused);
      },
      ready: () => dispatch({ type: 'opened' }),
      message: host.received,
      pong: (seq, serverTime) => heart.beat()?.pong(turns.now(), seq, serverTime),
      tuned: retune,
      lose,
    });
    connectBy = turns.now() + connectTimeout;
    cancelConnect = afterConnecting(connectTimeout);
    next.begin();
  }

  /** When the connection has to be open. */
  function afterConnecting(delay: number): Cancel {
    return attempt.after(delay, () => {
      const what = line?.isUp() ? 'open, but not accepted' : 'not open';
      lose({ kind: 'connect-timeout', message: `${what} within ${host.options().connectTimeout} ms` });
    });
  }

  /** Something came from the connection of the present attempt. */
  function heard(event: AttemptEvent): void {
    if (event.type === 'lost') return lose(line?.judged(event.loss) ?? event.loss);
    if (event.type === 'nowhere') return dispatch({ type: 'disconnect', message: 'the url function gave null' });
    if (event.type === 'unsure') return void (line && state.status === 'connecting' && heart.doubtOpen(attempt, line));
    if (event.type === 'opened' && event.protocol) {
      // Perhaps late, when a message or the task's state has proved before that it is open.
      protocol = event.protocol;
      changed();
    }
    // A message proves that the connection is open, even if the platform forgot to say so.
    line?.opened();
    if (event.type === 'opened') return;
    const { data } = event;
    if (!isFrame(data)) {
      const got = Object.prototype.toString.call(data);
      return report('decode', `the platform gave ${got}, expected a string or an ArrayBuffer`);
    }
    lastTraffic = turns.now();
    line?.read(data);
    const heartbeat = heart.beat();
    if (heartbeat) heartbeat.received(lastTraffic);
    else evidence.proved();
  }

  /** The one way in for every loss; the cause says what follows from it. */
  function lose(loss: Loss): void {
    turns.enter(() => {
      // Where timers stood still, in a frozen tab or a device that slept, the loss comes before the timer that is due.
      if (turns.now() >= healthyFrom) dispatch({ type: 'uptimeReached' });
      const cause = judge(loss, host.options().reconnect, typeof host.url() === 'function', turns.ask);
      dispatch({ type: 'lost', cause });
    }, attempt);
  }

  const isPaused = () => state.hiddenAt !== null && host.options().background === 'pause';

  function retune(): void {
    if (state.status === 'open' && line) heart.tune(attempt, line, isPaused());
  }

  /** Hands a frame to the platform. What it does not take ends the connection, unless it only refuses while hidden. */
  function transmit(frame: Frame, onFail: (loss: Loss) => void): Loss | undefined {
    const mine = attempt;
    const failed = (loss: Loss) => {
      if (!mine.isOver && !isExcused(loss)) lose(loss);
    };
    const refused = mine.send(frame, (loss) => {
      onFail(loss);
      failed(loss);
    });
    if (refused) failed(refused);
    else lastTraffic = turns.now();
    return refused;
  }

  function isExcused({ kind }: Loss): boolean {
    return kind === 'interrupted' && state.hiddenAt !== null;
  }

  function abandon(): void {
    const { kind, code, reason } = state.cause ?? REPLACED;
    retry.disarm();
    disarmUptimeTimer();
    const left = heart.beat();
    heart.stop(kind === 'pong-timeout');
    line = null;
    protocol = null;
    if (attempt.isOver) return;
    if (openedAt !== null)
      diagnose({ kind, code, silence: turns.now() - lastTraffic, isProven: left?.isProven() ?? null });
    openedAt = null;
    if (kind === 'disconnect') attempt.end(code as number, reason);
    else attempt.end(kind === 'pong-timeout' ? PONG_TIMEOUT : NORMAL_CLOSURE, kind);
  }

  return {
    dispatch,
    state: () => state,
    retry,
    heart,
    protocol: () => protocol,
    attempt: () => attempt,
    write(message) {
      if (line) return line.write(message);
      throw new TypeError('nothing is open');
    },
    send(frame, onFail) {
      const refused = transmit(frame, onFail);
      if (refused) return refused;
      heart.beat()?.sent(lastTraffic);
      return undefined;
    },
    optionsChanged({ background }) {
      if (background !== host.options().background) dispatch({ type: 'rulesChanged' });
      retune();
    },
  };
}
