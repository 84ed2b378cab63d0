import type { CloseCause } from '../connection/close-cause';
import { fitReason, isSendableCode, NORMAL_CLOSURE } from '../connection/close-code';
import { createEngine } from '../connection/engine';
import { atRest, initialState } from '../connection/machine-state';
import type { Status } from '../connection/status';
import { textOf } from '../errors';
import { createDelivery } from '../messages/delivery';
import type { Requests } from '../messages/requests';
import { createSending } from '../messages/sending';
import { containPorts } from '../ports/contained-ports';
import { createEmitter } from '../ports/emitter';
import type { Frame, Ports } from '../ports/ports';
import { createTurns, type Turns } from '../ports/turns';
import type { TraceEvent } from '../recorder/trace';
import type { Hooks } from './feature';
import { createFeatures } from './features';
import type { AskOf, HeartbeatSocket } from './heartbeat-socket';
import { createHolders, type Owner } from './holders';
import type { SocketOptions, SocketUrl } from './options';
import { resolveOptions } from './resolve-options';
import { readyStateOf, type SnapshotChange, type SocketSnapshot } from './snapshot';

/**
 * Makes a socket over the given ports, for one destination. It is inert until `connect()`, a hold that connects, or a
 * message that waits. One whose owner is `'holders'` connects for nobody else: its `connect()` does nothing, with a
 * warning, while nobody holds it.
 *
 * @throws HeartbeatSocketError `invalid-option`, in development
 */
export function createSocket<In = string, Out = Frame, Request extends Requests<In, Out> | undefined = undefined>(
  givenPorts: Ports,
  initialUrl: SocketUrl,
  options: SocketOptions<In, Out> & { readonly request?: Request } = {},
  owner: Owner = 'caller',
): HeartbeatSocket<In, Out, AskOf<Out, Request>> {
  const ports = containPorts(givenPorts, (port, thrown) =>
    turns.enter(() => delivery.report('port', `${port} threw: ${textOf(thrown)}`, thrown)),
  );
  const { clock, warn } = ports;
  const traces = createEmitter<[event: TraceEvent, at: number]>(subscriberThrew);
  const subscribers = createEmitter<[change: SnapshotChange]>(subscriberThrew);
  const delivery = createDelivery<In, Out>(() => turns, warn, notify, trace);
  const turns: Turns = createTurns(clock, delivery.threw, delivery.flush, delivery.goesOn);
  const context = { ports, turns, trace, report: delivery.report, changed };

  let url = initialUrl;
  let resolved = resolveOptions(options, ports, owner);
  /** What was wrong with the last options, until they are right again. */
  let wrong: string | null = null;
  let lastMessage: In | null = null;
  let online = true;
  let snapshot: SocketSnapshot<In> | null = null;
  let news: SnapshotChange | null = null;
  let wasOpen = false;
  let isDestroyed = false;
  let lostAt: number | null = null;
  let lastCause: CloseCause | null = null;

  const network = { current: ports.network.current, subscribe: subscribeNetwork };
  const engine = createEngine<In, Out>(
    { ...context, ports: { ...ports, network } },
    {
      options: () => resolved,
      url: () => url,
      isReconnect: () => wasOpen,
      statusChanged(status, previous) {
        trace({ type: 'status', status, previous });
        delivery.tell('statusChange', status, previous);
        sending.statusChanged(status);
      },
      opened(begin) {
        const attempt = engine.attempt();
        const downtime = lostAt === null ? 0 : turns.now() - lostAt;
        const info = { isReconnect: wasOpen, downtime, cause: lastCause };
        delivery.afterwards(sending.greet);
        delivery.tell('open', { isReconnect: wasOpen, downtime }, undefined, attempt);
        delivery.afterwards(() => {
          begin();
          sending.flush();
        });
        delivery.afterwards(() => features.tell((part) => part.opened?.(info)), attempt);
        wasOpen = true;
        lostAt = null;
      },
      lost(cause) {
        if (wasOpen) lostAt ??= turns.now();
        lastCause = cause;
        features.tell((part) => part.lost?.(cause));
        const retryAt = engine.retry.dueAt();
        trace({ type: 'close', cause, retryAt });
        delivery.tell('close', cause, { retryAt });
        sending.lost();
      },
      received,
      hinted: () => engine.state().hiddenAt === null && sending.resume(),
    },
  );

  const sending = createSending<In, Out>(context, {
    engine,
    options: () => resolved,
    isExpected: () => holders.isExpected(),
    dropped: (message, reason) => delivery.tell('drop', message, reason),
  });

  const holders = createHolders(context, {
    owner,
    engine,
    hasUrl: () => url !== null,
    // What waited for it is dropped, as when the socket closes.
    unexpected: () => atRest(engine.state()) && sending.statusChanged('closed'),
  });

  const send: HeartbeatSocket<In, Out>['send'] = (message, sendOptions) =>
    turns.call(() => sending.send(message, sendOptions), 'queued');

  const asks = { send, request: sending.request };
  const features = createFeatures<In, Out>({ ...context, engine, delivery, asks, options: () => resolved });

  function received(message: In, frame: Frame | null): void {
    if (sending.answers(message)) return;
    lastMessage = message;
    snapshot = null;
    news ??= 'message';
    delivery.tell('message', message, { raw: frame, at: clock.wall() }, engine.attempt());
  }

  function trace(event: TraceEvent): void {
    if (traces.size() > 0) traces.emit(event, clock.wall());
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
    if (isDestroyed) subscribers.clear();
    features.tell(tellNews);
  }

  function subscriberThrew(thrown: unknown): void {
    warn(`a subscriber threw: ${textOf(thrown)}`, thrown);
  }

  function subscribeNetwork(listener: (online: boolean) => void): () => void {
    online = ports.network.current();
    return ports.network.subscribe((report) => {
      if (report !== online) changed();
      online = report;
      listener(report);
    });
  }

  function setOptions(newest: SocketOptions<In, Out>, newestUrl: SocketUrl): void {
    url = newestUrl;
    const previous = resolved;
    try {
      resolved = resolveOptions(newest, ports, owner);
      wrong = null;
    } catch (thrown) {
      const message = textOf(thrown);
      // Options come with each render: what stays wrong is told once.
      if (message !== wrong) delivery.report('invalid-option', message, thrown);
      wrong = message;
    }
    holders.follow();
    engine.optionsChanged(previous);
  }

  function disconnect(code: number, reason: string): void {
    const isSendable = isSendableCode(code);
    if (!isSendable)
      delivery.report('invalid-close-code', `disconnect(${code}): expected 1000 or 3000 to 4999; closing with 1000`);
    holders.refuse(isSendable ? code : NORMAL_CLOSURE, fitReason(reason));
  }

  /** A socket that components hold is connecting from then on, though none of them has connected yet. */
  function shownStatus(): Status {
    const { status } = engine.state();
    return atRest(engine.state()) && holders.isExpected() ? 'connecting' : status;
  }

  function readSnapshot(status: Status): SocketSnapshot<In> {
    // Of a socket that is about to connect nothing is told of what was before.
    const { attempt, cause } = status === engine.state().status ? engine.state() : initialState;
    const pending = sending.pending();
    const shown = { status, readyState: readyStateOf(status), attempt, retryAt: engine.retry.dueAt(), cause };
    return {
      ...shown,
      rtt: engine.heart.rtt(),
      online,
      protocol: engine.protocol(),
      pending,
      syncing: features.isSyncing(),
      lastMessage,
    };
  }

  const socket: HeartbeatSocket<In, Out, AskOf<Out, Request>> = {
    getSnapshot() {
      const status = shownStatus();
      if (snapshot?.status !== status) snapshot = readSnapshot(status);
      return snapshot;
    },
    subscribe: subscribers.add,
    on: delivery.on,
    setOptions: (newest, newestUrl = url) => turns.call(() => setOptions(newest, newestUrl), undefined),
    send,
    request: sending.request as AskOf<Out, Request>,
    standing: (message, farewell) => sending.standing(message, farewell),
    connect: () => turns.call(() => holders.want('connect'), undefined),
    disconnect: (code = NORMAL_CLOSURE, reason = '') => turns.call(() => disconnect(code, reason), undefined),
    reconnect: () => turns.call(() => holders.want('reconnect'), undefined),
    retryIn: engine.retry.left,
    serverNow: engine.heart.serverClock.now,
    extend: features.extend,
    attach: (attach) => attach(socket),
    trace: traces.add,
    canBegin: (afresh = false) => holders.canBegin(afresh),
    hold: (afresh = false) => holders.hold(afresh),
    destroy() {
      turns.call(() => {
        isDestroyed = true;
        features.tell((part) => part.end?.());
        holders.end();
        delivery.end();
        traces.clear();
      }, undefined);
    },
  };
  return socket;
}

/** One function for all messages. */
const tellNews = (part: Hooks): void => part.told?.();
