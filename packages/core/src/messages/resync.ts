import type { CloseCause } from '../connection/close-cause';
import type { Engine } from '../connection/engine';
import { textOf } from '../errors';
import { type Cancel, noop } from '../ports/clock';
import type { Turns } from '../ports/turns';
import type { MessageInfo } from '../socket/callbacks';
import { type Check, clamp } from '../socket/check';
import type { Delivery } from './delivery';
import type { RequestOptions, SendOptions, SendResult } from './sending-options';

/** What a resync is told, and what it may ask with. */
export interface ResyncContext<Out> {
  readonly isReconnect: boolean;
  /** Milliseconds without a connection; 0 for the first. */
  readonly downtime: number;
  /** Why the last connection was lost; null for the first. */
  readonly cause: CloseCause | null;
  send(message: Out, options?: SendOptions): SendResult;
  request<Result>(data: Out, options?: RequestOptions): Promise<Result>;
}

/** A listener of messages that can fetch what it has missed. */
export interface MessageListener<In, Out, Result = unknown> {
  /** Called for each message, in order; while `resync` runs, messages wait. */
  onMessage(message: In, info: MessageInfo): void;
  /**
   * Fetches what was missed. Called on each open, after `onOpen`, and when the listener joins an open connection. What
   * comes in meanwhile is held until it settles. When it throws, rejects or takes too long, what was held is forgotten,
   * `onError` hears of it (`resync-failed`), and it is called again after the reconnect's delays; until then nothing is
   * held, for the next call fetches it. The connection stays.
   */
  resync?: ((context: ResyncContext<Out>) => Result | Promise<Result>) | undefined;
  /** Takes what `resync` gave, before what was held. By default an array's elements go to `onMessage`. */
  onResynced?: ((result: Result) => void) | undefined;
  /**
   * Milliseconds after which a resync has failed, from 1. A changed one holds from the next resync on.
   *
   * @defaultValue 15_000
   */
  resyncTimeout?: number | undefined;
  /**
   * The most messages that are held while `resync` runs, a whole number from 1: with one more it has failed.
   *
   * @defaultValue 1_000
   */
  holdLimit?: number | undefined;
}

/** What is told of a connection that has opened. */
type Opened = Pick<ResyncContext<never>, 'isReconnect' | 'downtime' | 'cause'>;

/** What the gate of a listener needs of the socket. */
interface GateHost<In, Out> {
  readonly turns: Turns;
  readonly check: Check;
  readonly delivery: Delivery<In, Out>;
  readonly engine: Pick<Engine, 'state' | 'attempt'>;
  readonly context: Pick<ResyncContext<Out>, 'send' | 'request'>;
  /** The wait before the next try, when it has failed for so many milliseconds. */
  retryDelay(downtime: number): number;
  /** Whether any of them is fetching has changed. */
  changed(): void;
  /** Epoch milliseconds. */
  wall(): number;
  warn(message: string): void;
}

/** Stands before one listener and holds its messages while its resync runs. */
interface Gate<In> {
  /**
   * Messages pass; or they are held, for the resync runs; or they are left out, for the next one fetches them, or for
   * the connection is gone and what is still told of it has a gap before it.
   */
  readonly phase: 'passing' | 'fetching' | 'missing' | 'gone';
  opened(info: Opened): void;
  message(message: In, info: MessageInfo): void;
  /** The connection is gone, or the listener. */
  lost(): void;
}

const TIMEOUT = 15_000;
const HOLD_LIMIT = 1_000;
const RESYNC_TIMEOUT = { from: 1, otherwise: TIMEOUT };
const HOLD = { from: 1, otherwise: HOLD_LIMIT, isCount: true };
/** So many connections in a row that died during a resync are told. */
const DEADLY = 2;

function createGate<In, Out>(listener: MessageListener<In, Out>, host: GateHost<In, Out>): Gate<In> {
  const { turns, delivery } = host;
  let phase: Gate<In>['phase'] = 'passing';
  let held: Array<readonly [In, MessageInfo]> = [];
  /** Changes with each call of `resync` and each end of one: a late settlement has no say. */
  let run = 0;
  let failingSince: number | null = null;
  let present: Opened = { isReconnect: false, downtime: 0, cause: null };
  let cancelTimer: Cancel = noop;

  function become(next: Gate<In>['phase']): void {
    if (next === phase) return;
    phase = next;
    host.changed();
  }

  function deliver(message: In, info: MessageInfo): void {
    try {
      listener.onMessage(message, info);
    } catch (thrown) {
      delivery.threw(thrown);
    }
  }

  function begin(): void {
    const { resync } = listener;
    if (!resync) return;
    const resyncTimeout = clamp.number('resyncTimeout', listener.resyncTimeout ?? TIMEOUT, RESYNC_TIMEOUT);
    const mine = ++run;
    held = [];
    become('fetching');
    cancelTimer = turns.after(resyncTimeout, () => fail(`no end within ${resyncTimeout} ms`));
    let isSettled = false;
    const once =
      (settle: (value: unknown) => void) =>
      (value: unknown): void => {
        if (isSettled) return;
        isSettled = true;
        turns.enter(() => mine === run && settle(value));
      };
    const failed = (thrown: unknown): void => fail(textOf(thrown), thrown);
    try {
      const answer = resync({ ...present, ...host.context });
      if (isThenable(answer)) answer.then(once(synced), once(failed));
      // In its own resync a listener may have left.
      else if (mine === run) synced(answer);
    } catch (thrown) {
      // A thenable may have settled before it threw.
      if (mine !== run) delivery.report('resync-failed', `resync failed: ${textOf(thrown)}`, thrown);
      else if (!isSettled) failed(thrown);
      isSettled = true;
    }
  }

  /** It has settled: what it gave is told after the turn, then what was held. */
  function synced(result: unknown): void {
    const mine = run;
    cancelTimer();
    failingSince = null;
    delivery.queue(() => {
      if (mine !== run) return;
      deliverResult(result);
      // A listener may end the connection, and messages may come in meanwhile: they wait behind the others.
      for (let at = 0; mine === run && at < held.length; at += 1) deliver(...(held[at] as readonly [In, MessageInfo]));
      if (mine !== run) return;
      held = [];
      become('passing');
    });
  }

  function deliverResult(result: unknown): void {
    const mine = run;
    if (listener.onResynced) {
      try {
        listener.onResynced(result);
      } catch (thrown) {
        delivery.threw(thrown);
      }
    } else if (Array.isArray(result)) {
      for (const message of result) if (mine === run) deliver(message, { raw: null, at: host.wall() });
    }
  }

  function fail(message: string, thrown?: unknown): void {
    const mine = ++run;
    held = [];
    cancelTimer();
    become('missing');
    failingSince ??= turns.now();
    const delay = host.retryDelay(turns.now() - failingSince);
    // A jitter function may have made the listener leave.
    if (mine === run) cancelTimer = turns.after(delay, begin);
    delivery.report('resync-failed', `resync failed, and is tried again: ${message}`, thrown);
  }

  return {
    get phase() {
      return phase;
    },
    opened(info) {
      failingSince = null;
      present = info;
      become('passing');
      begin();
    },
    message(message, info) {
      if (phase === 'passing') return listener.onMessage(message, info);
      if (phase !== 'fetching') return;
      held.push([message, info]);
      const limit = clamp.number('holdLimit', listener.holdLimit ?? HOLD_LIMIT, HOLD);
      if (held.length > limit) turns.enter(() => fail(`more than ${limit} messages came while it ran`));
    },
    lost() {
      run += 1;
      cancelTimer();
      held = [];
      if (phase !== 'passing') become('gone');
    },
  };
}

/** The message listeners of one socket. Each may fetch what it has missed. */
export interface Listeners<In, Out> {
  /** Whether any of them is fetching. */
  isSyncing(): boolean;
  listen<Result>(listener: MessageListener<In, Out, Result>): () => void;
  /** A connection has opened, and `onOpen` has been told. */
  opened(info: Opened): void;
  lost(cause: CloseCause): void;
}

/** Makes the listeners of one socket; there are none yet. */
export function createListeners<In, Out>(host: GateHost<In, Out>): Listeners<In, Out> {
  const { turns, delivery, engine } = host;
  const gates = new Set<Gate<In>>();
  let deaths = 0;

  /** A listener that comes to an open connection has missed what came before. */
  function join(gate: Gate<In>): void {
    if (gates.has(gate) && engine.state().status === 'open' && gate.phase === 'passing')
      gate.opened({ isReconnect: false, downtime: 0, cause: null });
  }

  return {
    isSyncing() {
      // Asked for each snapshot, so for each message: no copy is made for it.
      for (const { phase } of gates) if (phase === 'fetching' || phase === 'missing') return true;
      return false;
    },
    listen(listener) {
      const { check } = host;
      check.number('resyncTimeout', listener.resyncTimeout ?? TIMEOUT, RESYNC_TIMEOUT);
      check.number('holdLimit', listener.holdLimit ?? HOLD_LIMIT, HOLD);
      const gate = createGate<In, Out>(listener as MessageListener<In, Out>, host);
      const off = delivery.on('message', gate.message);
      gates.add(gate);
      // Not in this call: whoever listens has nothing to end it with yet.
      turns.enter(() => {
        if (engine.state().status === 'open') delivery.afterwards(() => join(gate), engine.attempt());
      });
      return () => {
        off();
        if (!gates.delete(gate)) return;
        gate.lost();
        turns.enter(host.changed);
      };
    },
    opened(info) {
      for (const gate of [...gates]) if (gates.has(gate)) gate.opened(info);
    },
    lost(cause) {
      const isDeadly = cause.kind === 'pong-timeout' && [...gates].some(({ phase }) => phase === 'fetching');
      deaths = isDeadly ? deaths + 1 : 0;
      if (deaths === DEADLY)
        host.warn(
          `${DEADLY} connections in a row died of a pong timeout while a resync ran: a large snapshot keeps the pong behind it. ` +
            'Fetch it over HTTP, send it in parts, or raise heartbeat.pongTimeout.',
        );
      for (const gate of gates) gate.lost();
    },
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function';
}
