import type { CloseCause } from '../connection/close-cause';
import type { Guard } from '../connection/retry-policy';
import { HeartbeatSocketError, textOf } from '../errors';
import { type Cancel, type Clock, noop } from '../ports/clock';
import type { MessageInfo } from '../socket/callbacks';
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
   * `onError` hears of it (`resync-failed`), and it is called again after the reconnect's delays; the connection stays.
   */
  resync?: ((context: ResyncContext<Out>) => Result | Promise<Result>) | undefined;
  /** Takes what `resync` gave, before what was held. By default an array's elements go to `onMessage`. */
  onResynced?: ((result: Result) => void) | undefined;
  /**
   * Milliseconds after which a resync has failed.
   *
   * @defaultValue 15_000
   */
  resyncTimeout?: number | undefined;
}

/** What a gate needs of the socket. */
export interface GateHost<Out> {
  readonly clock: Clock;
  readonly guard: Guard;
  send: ResyncContext<Out>['send'];
  request: ResyncContext<Out>['request'];
  /** The wait before the next try after so many failures. */
  retryDelay(failures: number): number;
  report(error: HeartbeatSocketError): void;
  /** Whether it runs has changed. */
  changed(): void;
  /** Something happened by itself, and is through. */
  settled(): void;
}

/** What the gate is told of a connection that has opened. */
export type Opened = Pick<ResyncContext<never>, 'isReconnect' | 'downtime' | 'cause'>;

/** Stands before one listener and holds its messages while its resync runs. */
export interface Gate<In> {
  readonly isSyncing: boolean;
  opened(info: Opened): void;
  message(message: In, info: MessageInfo): void;
  /** The connection is gone, or the listener. */
  lost(): void;
}

const TIMEOUT = 15_000;
/** More than this came while a resync ran: it is too slow for this stream, and memory is not for it to fill. */
const MOST_HELD = 1_000;

const NEVER_OPEN: Opened = { isReconnect: false, downtime: 0, cause: null };

/** Makes the gate of one listener, open. */
export function createGate<In, Out>(listener: MessageListener<In, Out>, host: GateHost<Out>): Gate<In> {
  const { clock, guard } = host;
  const { onMessage, resync, resyncTimeout = TIMEOUT, onResynced = deliverAll } = listener;
  /** What waits; null while messages pass. */
  let held: Array<readonly [In, MessageInfo]> | null = null;
  /** Changes with each call of `resync` and each end of one: a late settlement has no say. */
  let run = 0;
  /** It was lost while messages waited: what is still told of that connection has a gap before it. */
  let hasGap = false;
  let failures = 0;
  let present: Opened = NEVER_OPEN;
  let cancelTimer: Cancel = noop;

  function deliver(message: In, info: MessageInfo): void {
    guard(() => onMessage(message, info));
  }

  function deliverAll(result: unknown): void {
    const mine = run;
    if (!Array.isArray(result)) return;
    for (const message of result) if (mine === run) deliver(message, { raw: null, at: clock.now() });
  }

  function begin(info: Opened): void {
    if (!resync) return;
    const mine = ++run;
    const { send, request } = host;
    present = info;
    held = [];
    host.changed();
    cancelTimer = clock.after(resyncTimeout, () => fail(`no end within ${resyncTimeout} ms`));
    try {
      const answer = resync({ ...info, send, request });
      if (!isThenable(answer)) return mine === run ? synced(answer) : undefined;
      answer.then(
        (result) => mine === run && synced(result),
        (thrown) => mine === run && fail(textOf(thrown), thrown),
      );
    } catch (thrown) {
      // It may have ended the connection, or its listener, before it threw.
      if (mine === run) fail(textOf(thrown), thrown);
    }
  }

  function synced(result: unknown): void {
    const mine = run;
    cancelTimer();
    failures = 0;
    guard(() => onResynced(result));
    // A listener may end the connection, and messages may come in meanwhile: they wait behind the others.
    while (mine === run && held) {
      const next = held.shift();
      if (next) deliver(...next);
      else held = null;
    }
    host.changed();
    host.settled();
  }

  function fail(message: string, thrown?: unknown): void {
    run += 1;
    failures += 1;
    held = [];
    cancelTimer();
    cancelTimer = clock.after(host.retryDelay(failures), () => begin(present));
    host.report(new HeartbeatSocketError('resync-failed', `resync failed, and is tried again: ${message}`, thrown));
    host.settled();
  }

  return {
    get isSyncing() {
      return held !== null;
    },
    opened(info) {
      failures = 0;
      hasGap = false;
      begin(info);
    },
    message(message, info) {
      if (hasGap) return;
      if (!held) return onMessage(message, info);
      held.push([message, info]);
      if (held.length > MOST_HELD) fail(`more than ${MOST_HELD} messages came while it ran`);
    },
    lost() {
      run += 1;
      cancelTimer();
      if (held) {
        hasGap = true;
        host.changed();
      }
      held = null;
    },
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function';
}
