import { plainBackoff } from '../connection/backoff';
import type { CloseCause } from '../connection/close-cause';
import { CloseCode, fitReason, isSendableCode } from '../connection/close-code';
import { createEngine } from '../connection/engine';
import { type ErrorCode, HeartbeatSocketError, textOf } from '../errors';
import { createDelivery } from '../messages/delivery';
import { createGates } from '../messages/gates';
import { createSending } from '../messages/sending';
import type { SendOptions, SendResult } from '../messages/sending-options';
import { noop } from '../ports/clock';
import { createEmitter } from '../ports/emitter';
import type { Frame, Ports } from '../ports/ports';
import { createCoding } from '../protocol/coding';
import type { TraceEvent } from '../recorder/trace';
import type { HeartbeatSocket } from './heartbeat-socket';
import type { SocketOptions, SocketUrl } from './options';
import { RECONNECT_DEFAULTS, resolveOptions } from './resolve-options';
import { readyStateOf, type SnapshotChange, type SocketSnapshot } from './snapshot';
import { createSteering } from './steering';
import type { Owner } from './wish';

/**
 * Makes a socket over the given ports. It is inert until `connect()` or `hold()`. One whose owner is `'holders'`
 * connects for nobody else: its `connect()` does nothing, with a warning, while nobody holds it.
 *
 * @throws HeartbeatSocketError `invalid-option`
 */
export function createSocket<In = string, Out = Frame>(
  ports: Ports,
  url: SocketUrl,
  options: SocketOptions<In, Out> = {},
  owner: Owner = 'caller',
): HeartbeatSocket<In, Out> {
  const { clock, network, visibility, warn = noop } = ports;
  const traces = createEmitter<[event: TraceEvent, at: number]>(subscriberThrew);
  const delivery = createDelivery<In, Out>(warn, notify, trace);
  const subscribers = createEmitter<[change: SnapshotChange]>(subscriberThrew);

  let resolved = resolveOptions(options, ports.background);
  let key = keyOf('');
  let lastMessage: In | null = null;
  let online = true;
  let snapshot: SocketSnapshot<In> | null = null;
  let news: SnapshotChange | null = null;
  let isDestroyed = false;
  let wasOpen = false;
  let lostAt = 0;
  let lastCause: CloseCause | null = null;

  const engine = createEngine({
    ports: { ...ports, network: { current: network.current, subscribe: subscribeNetwork } },
    options: () => resolved,
    url: () => url,
    guard: delivery.guard,
    statusChanged(status, previous) {
      trace({ type: 'status', status, previous });
      delivery.tell('statusChange', [status, previous]);
      sending.statusChanged(status);
    },
    opened(begin) {
      const downtime = wasOpen ? clock.now() - lostAt : 0;
      const isStale = staleness();
      delivery.afterwards(sending.greet);
      delivery.tell('open', [{ isReconnect: wasOpen, downtime }], isStale);
      const info = { isReconnect: wasOpen, downtime, cause: lastCause };
      delivery.afterwards(() => {
        if (!isStale()) begin();
        sending.flush();
        if (!isStale()) gates.opened(info);
      });
      wasOpen = true;
      lostAt = 0;
    },
    lost(cause) {
      if (lostAt === 0) lostAt = clock.now();
      lastCause = cause;
      gates.lost();
      const retryAt = engine.retryAt();
      trace({ type: 'close', cause, retryAt });
      delivery.tell('close', [cause, { retryAt }]);
      sending.lost();
    },
    received,
    unreadable(data) {
      report(
        'decode',
        `the platform gave ${Object.prototype.toString.call(data)}, expected a string or an ArrayBuffer`,
      );
      delivery.flush();
    },
    changed,
    trace,
    threw: subscriberThrew,
    settled: delivery.flush,
  });

  const sending = createSending<In, Out>({
    clock,
    guard: delivery.guard,
    origin: `${clock.now().toString(36)}${ports.random().toString(36).slice(2)}`,
    options: () => resolved,
    status: () => engine.state().status,
    generation: engine.generation,
    encode: (message) => coding.encode(message),
    transmit: engine.send,
    dropped: (message, reason) => delivery.tell('drop', [message, reason]),
    changed,
    trace,
    settled: delivery.flush,
  });

  /** Says later whether the connection of now is gone. */
  function staleness(): () => boolean {
    const mine = engine.generation();
    return () => mine !== engine.generation();
  }

  function received(frame: Frame, at: number): void {
    const decoded = coding.decode(frame);
    if (!decoded) return;
    const { message } = decoded;
    if (sending.answer(message)) return delivery.flush();
    lastMessage = message;
    snapshot = null;
    news ??= 'message';
    delivery.message([message, { raw: frame, at }], staleness);
  }

  function report(code: ErrorCode, message: string, thrown?: unknown): void {
    delivery.tell('error', [new HeartbeatSocketError(code, message, thrown)]);
  }

  function trace(event: TraceEvent): void {
    if (traces.size() > 0) traces.emit(event, clock.now());
  }

  function changed(): void {
    snapshot = null;
    news = 'any';
  }

  /** React is told once the callbacks have run, so that what they set renders together with what they saw. */
  function notify(): void {
    const change = news;
    if (change) {
      news = null;
      subscribers.emit(change);
    }
    engine.freshness.tell();
  }

  function subscriberThrew(thrown: unknown): void {
    warn(`a subscriber threw: ${textOf(thrown)}`);
  }

  function subscribeNetwork(listener: (online: boolean) => void): () => void {
    online = network.current();
    return network.subscribe((now) => {
      if (now !== online) changed();
      online = now;
      listener(now);
    });
  }

  /** Names the destination. Nowhere is no other destination: after it, the last one is no new one. */
  function keyOf(last: string): string {
    return resolved.key ?? (typeof url === 'string' ? url : url === null ? last : '');
  }

  const steering = createSteering({
    owner,
    hasDestination: () => !isDestroyed && url !== null,
    state: engine.state,
    dispatch: engine.dispatch,
    isVisible: visibility.current,
    warn,
  });

  const coding = createCoding(() => resolved.codec, report);

  const gates = createGates<In, Out>({
    clock,
    guard: delivery.guard,
    delivery,
    isOpen: () => engine.state().status === 'open',
    staleness,
    send,
    request: sending.request,
    retryDelay: (failures) => plainBackoff(resolved.reconnect ?? RECONNECT_DEFAULTS, failures, ports.random),
    report: (error) => delivery.tell('error', [error]),
    changed,
    settled: delivery.flush,
  });

  function send(message: Out, sendOptions?: SendOptions): SendResult {
    const result = sending.send(message, sendOptions);
    delivery.flush();
    return result;
  }

  return {
    getSnapshot() {
      const { status, attempt, cause } = engine.state();
      snapshot ??= {
        status,
        readyState: readyStateOf(status),
        attempt,
        retryAt: engine.retryAt(),
        cause,
        rtt: engine.rtt(),
        online,
        pending: sending.pending(),
        syncing: gates.isSyncing(),
        lastMessage,
      };
      return snapshot;
    },
    subscribe: subscribers.add,
    on: delivery.on,
    listen: gates.listen,
    setOptions(newest, newestUrl = url) {
      url = newestUrl;
      const { background } = resolved;
      try {
        resolved = resolveOptions(newest, ports.background);
      } catch (thrown) {
        delivery.tell('error', [thrown as HeartbeatSocketError]);
        // What was asked for wrongly must not keep the page on a destination that it has left.
        resolved = { ...resolved, key: newest.key };
      }
      const previous = key;
      key = keyOf(previous);
      if (key !== previous) {
        sending.keyChanged();
        lastMessage = null;
        wasOpen = false;
        lastCause = null;
        engine.serverClock.forget();
        steering.allow();
        changed();
      }
      if (!steering.follow() && key !== previous) steering.goOn('newKey');
      // The app may be hidden, and that may no longer matter.
      else if (background !== resolved.background && engine.state().status === 'suspended') steering.goOn('connect');
      delivery.flush();
    },
    send,
    request: sending.request,
    connect: () => steering.want('connect'),
    disconnect(code = CloseCode.NormalClosure, reason = '') {
      steering.refuse();
      const isSendable = isSendableCode(code);
      if (!isSendable)
        report('invalid-close-code', `disconnect(${code}): expected 1000 or 3000 to 4999; closing with 1000`);
      steering.follow({ code: isSendable ? code : CloseCode.NormalClosure, reason: fitReason(reason) });
      delivery.flush();
    },
    reconnect: () => steering.want('reconnect'),
    serverNow: engine.serverClock.now,
    freshness: engine.freshness.now,
    watch: engine.freshness.watch,
    trace: traces.add,
    hold(afresh = false) {
      if (afresh) steering.allow();
      return steering.hold();
    },
    destroy() {
      isDestroyed = true;
      delivery.clear();
      subscribers.clear();
      engine.freshness.clear();
      steering.follow();
      traces.clear();
    },
  };
}
