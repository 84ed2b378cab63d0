import { backoff } from '../connection/retry';
import { textOf } from '../errors';
import { type Cancel, noop } from '../ports/clock';
import { isThenable } from '../ports/thenable';
import type { MessageInfo } from '../socket/callbacks';
import { checkNumber, clamp } from '../socket/check';
import type { Inside, Opened } from '../socket/feature';
import { resolveReconnect } from '../socket/resolve-options';
import type { RequestOptions, SendOptions, SendResult } from './sending-options';

/** What a resync is told, and what it may ask with. */
export interface ResyncContext<Out> extends Opened {
  send(message: Out, options?: SendOptions): SendResult;
  request<Result>(data: Out, options?: RequestOptions): Promise<Result>;
}

/** How long a resync may take, and how much may come in meanwhile. */
export interface ResyncNumbers {
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

/** A listener of messages that can fetch what it has missed. */
export interface MessageListener<In, Out, Result = unknown> extends ResyncNumbers {
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
}

/** Stands before one listener and holds its messages while its resync runs. */
export interface Gate<In> {
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

const RESYNC_TIMEOUT = { from: 1, otherwise: 15_000 };
const HOLD = { from: 1, otherwise: 1_000, isCount: true };

/** The numbers of a listener, in range. @throws HeartbeatSocketError `invalid-option`, in development */
export function checkListener({ resyncTimeout, holdLimit }: ResyncNumbers): void {
  checkNumber('resyncTimeout', resyncTimeout, RESYNC_TIMEOUT);
  checkNumber('holdLimit', holdLimit, HOLD);
}

/** Makes the gate of one listener; messages pass. */
export function createGate<In, Out>(
  listener: MessageListener<In, Out>,
  { ports, turns, report, changed, delivery, asks, options }: Inside<In, Out>,
): Gate<In> {
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
    changed();
  }

  function deliver(message: In, info: MessageInfo): void {
    try {
      listener.onMessage(message, info);
    } catch (thrown) {
      delivery.threw(thrown, 'onMessage');
    }
  }

  function begin(): void {
    const { resync } = listener;
    // A failed one may have been tried again, had it not been taken away since.
    if (!resync) return become('passing');
    const resyncTimeout = clamp(listener.resyncTimeout, RESYNC_TIMEOUT);
    const mine = ++run;
    held = [];
    become('fetching');
    cancelTimer = turns.after(resyncTimeout, () => fail(`no end within ${resyncTimeout} ms`));
    const later =
      (settle: (value: unknown) => void) =>
      (value: unknown): void =>
        turns.enter(() => mine === run && settle(value));
    const failed = (thrown: unknown): void => fail(textOf(thrown), thrown);
    try {
      const answer = resync({ ...present, ...asks });
      // Whoever wrote the promise may settle it twice.
      if (isThenable(answer)) Promise.resolve(answer).then(later(synced), later(failed));
      // In its own resync a listener may have left.
      else if (mine === run) synced(answer);
    } catch (thrown) {
      if (mine === run) failed(thrown);
      else report('resync-failed', `resync failed: ${textOf(thrown)}`, thrown);
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
        delivery.threw(thrown, 'onResynced');
      }
    } else if (Array.isArray(result)) {
      for (const message of result) if (mine === run) deliver(message, { raw: null, at: ports.clock.wall() });
    }
  }

  function fail(message: string, thrown?: unknown): void {
    const mine = ++run;
    held = [];
    cancelTimer();
    become('missing');
    const now = turns.now();
    failingSince ??= now;
    const reconnect = options().reconnect ?? resolveReconnect();
    const downtime = now - failingSince;
    const delay = turns.ask('reconnect.jitter', () => backoff(reconnect, downtime, ports.random)) ?? reconnect.maxDelay;
    // A jitter function may have made the listener leave.
    if (mine === run) cancelTimer = turns.after(delay, begin);
    report('resync-failed', `resync failed, and is tried again: ${message}`, thrown);
  }

  return {
    get phase() {
      return phase;
    },
    opened(info) {
      failingSince = null;
      present = info;
      begin();
    },
    message(message, info) {
      if (phase === 'passing') return listener.onMessage(message, info);
      if (phase !== 'fetching') return;
      held.push([message, info]);
      const limit = clamp(listener.holdLimit, HOLD);
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
