import type { Attempt } from '../connection/attempt';
import type { Loss } from '../connection/close-cause';
import type { Engine } from '../connection/engine-host';
import { atRest } from '../connection/machine-state';
import type { Status } from '../connection/status';
import { HeartbeatSocketError, textOf } from '../errors';
import { noop } from '../ports/clock';
import type { Frame } from '../ports/ports';
import { encodeFrame } from '../protocol/codec';
import { sizeOf } from '../recorder/trace';
import type { SocketContext } from '../socket/context';
import type { ResolvedOptions } from '../socket/resolve-options';
import { createOutbox, type Hears, type Outgoing } from './outbox';
import type { OpenRequests } from './requests';
import type { DropReason, RequestOptions, SendOptions, SendResult } from './sending-options';
import { createStanding } from './standing';

/** What sending needs of the socket. */
interface SendingHost<In, Out> {
  readonly engine: Pick<Engine, 'state' | 'attempt' | 'send' | 'write'>;
  options(): Pick<ResolvedOptions<In, Out>, 'outbox' | 'request' | 'codec' | 'protocol'>;
  /** Whether somebody is about to connect, though nobody has yet. */
  isExpected(): boolean;
  dropped(message: Out, reason: DropReason): void;
}

/** Everything that goes out but pings: at once, or when the connection opens, or not at all and told. */
export interface Sending<In, Out> {
  send(message: Out, options?: SendOptions): SendResult;
  request<Result>(data: Out, options?: RequestOptions): Promise<Result>;
  /** Says whether the message is the answer to an open request, which it then settles. */
  answers(message: In): boolean;
  /** Says something on every connection. Returns the end of it. */
  standing(message: Out, farewell: Out | undefined): () => void;
  pending(): number;
  /** `onOpen` runs: what it sends goes first. */
  greet(): void;
  /** `onOpen` has run: what waits goes now. */
  flush(): void;
  /** The app was shown again: the platform takes sends again. */
  resume(): void;
  /** The connection is gone. */
  lost(): void;
  statusChanged(status: Status): void;
}

/** Makes the sending of one socket. */
export function createSending<In, Out>(context: SocketContext, host: SendingHost<In, Out>): Sending<In, Out> {
  const { turns, trace, report } = context;
  const { engine } = host;
  const outbox = createOutbox<Out>(context, { options: () => host.options().outbox, drop });
  const standing = createStanding<Out>(turns, {
    attempt: engine.attempt,
    isClear: () => engine.state().status === 'open' && !isRefused && !isGreeting && untold === 0,
    transmit(message, refused) {
      const outgoing = pack(message, Infinity, {
        dropped: noop,
        failed: noop,
        refused() {
          refused();
          return false;
        },
      });
      if (outgoing) transmit(outgoing);
    },
  });
  /** Those that were ever begun. */
  let requests: OpenRequests<In, Out> | null = null;
  let seq = 0;
  let isFlushing = false;
  let isGreeting = false;
  /** The platform refuses sends while the app is hidden. */
  let isRefused = false;
  /** Opens that `onOpen` has not been told of yet. */
  let untold = 0;

  function encode(make: () => Frame): Frame | undefined {
    try {
      return make();
    } catch (thrown) {
      report('encode', `a message could not be sent: ${textOf(thrown)}`, thrown);
      return undefined;
    }
  }

  /** The session of a protocol makes the frame when it goes out; the codec makes it now, and tells what it cannot. */
  function pack(message: Out, expiresAt: number, hears: Hears): Outgoing<Out> | undefined {
    const { codec, protocol } = host.options();
    const frame = protocol ? null : encode(() => encodeFrame(codec, message));
    if (frame === undefined) return undefined;
    seq += 1;
    return { seq, message, frame, expiresAt, ...hears, hasFailed: false };
  }

  function drop(outgoing: Outgoing<Out>, reason: DropReason): void {
    trace({ type: 'drop', size: sizeOf(outgoing.frame), reason });
    outgoing.dropped(reason);
  }

  const isClosed = () => engine.state().status === 'closed' && !host.isExpected();

  /** Nothing overtakes what waits, but what onOpen sends: a login has to come first. */
  function isNext(mayQueue: boolean): boolean {
    if (untold > 0 && mayQueue && host.options().outbox) return false;
    return isGreeting || (outbox.size === 0 && !isFlushing);
  }

  function dispatch(outgoing: Outgoing<Out>, mayQueue: boolean): void {
    if (engine.state().status === 'open' && isNext(mayQueue)) transmit(outgoing);
    else if (isClosed()) drop(outgoing, 'closed');
    else if (mayQueue) queue(outgoing, outbox.add);
    else drop(outgoing, 'not-queued');
  }

  function queue(outgoing: Outgoing<Out>, put: (outgoing: Outgoing<Out>) => void): void {
    put(outgoing);
    if (outbox.has(outgoing)) trace({ type: 'queue', size: sizeOf(outgoing.frame), pending: outbox.size });
    // A socket that nobody has connected yet has changed no status since.
    if (atRest(engine.state())) outbox.watch(true);
  }

  function restore(outgoing: Outgoing<Out>): void {
    queue(outgoing, outbox.restore);
  }

  /** Hands it to the platform. Says whether what comes after it may go too. */
  function transmit(outgoing: Outgoing<Out>): boolean {
    const attempt = engine.attempt();
    const frame = outgoing.frame ?? encode(() => engine.write(outgoing.message));
    if (frame === undefined) {
      drop(outgoing, 'invalid');
      return true;
    }
    trace({ type: 'send', size: sizeOf(frame) });
    outgoing.sent?.();
    const refused = engine.send(frame, (loss) => failed(outgoing, loss, attempt));
    if (refused) failed(outgoing, refused, attempt);
    return refused === undefined;
  }

  /** The platform did not send it: it goes again, once, at its place. The server may have it all the same. */
  function failed(outgoing: Outgoing<Out>, { kind }: Loss, attempt: Attempt): void {
    if (kind === 'interrupted' && engine.state().hiddenAt !== null && !attempt.isOver) {
      isRefused = true;
      if (outgoing.refused ? outgoing.refused() : host.options().outbox) return restore(outgoing);
      return outgoing.refused ? undefined : drop(outgoing, 'send-failed');
    }
    // What was on an earlier connection was lost with it; a request that has ended since is not sent again.
    if (outgoing.failed) return void (attempt.isOver || outgoing.failed());
    if (outgoing.hasFailed || isClosed() || !host.options().outbox) return drop(outgoing, 'send-failed');
    outgoing.hasFailed = true;
    restore(outgoing);
    // The present connection is another one, and may be open. That of the failure is about to be lost.
    if (attempt.isOver) flush();
  }

  function flush(): void {
    if (isFlushing || isGreeting || isRefused || untold > 0) return;
    isFlushing = true;
    const attempt = engine.attempt();
    standing.say();
    while (engine.state().status === 'open' && !attempt.isOver) {
      const outgoing = outbox.take();
      if (!outgoing || !transmit(outgoing)) break;
    }
    isFlushing = false;
  }

  /** The requests of this socket; the first to ask makes them, by the option `request`. */
  function openRequests(): OpenRequests<In, Out> {
    const { request } = host.options();
    if (!requests && !request)
      throw new HeartbeatSocketError('invalid-option', 'request: expected requests({ tag, match }), got none');
    requests ??= request?.create(context, {
      settings: () => host.options().request,
      pack,
      send: (outgoing) => dispatch(outgoing, true),
      sendAgain: restore,
      forget: outbox.remove,
    }) as OpenRequests<In, Out>;
    return requests;
  }

  return {
    send(message, { queue: mayQueue = true } = {}) {
      let result: SendResult = 'sent';
      const dropped = (reason: DropReason) => {
        result = 'dropped';
        host.dropped(message, reason);
      };
      const ttl = host.options().outbox?.ttl ?? Infinity;
      const outgoing = pack(message, turns.now() + ttl, { dropped });
      if (!outgoing) dropped('invalid');
      else dispatch(outgoing, mayQueue);
      return outgoing && outbox.has(outgoing) ? 'queued' : result;
    },
    request<Result>(data: Out, options?: RequestOptions) {
      try {
        return openRequests().begin<Result>(data, options);
      } catch (thrown) {
        const rejected = Promise.reject<Result>(thrown);
        // A page that has gone by then has nobody left to catch it.
        rejected.catch(noop);
        return rejected;
      }
    },
    answers: (message) => requests?.answer(message) ?? false,
    standing: standing.add,
    pending: () => outbox.size,
    greet() {
      untold -= 1;
      isGreeting = true;
    },
    flush() {
      isGreeting = false;
      flush();
    },
    resume() {
      isRefused = false;
      flush();
    },
    lost() {
      isRefused = false;
      requests?.lostAll();
    },
    statusChanged(status) {
      if (status === 'open') untold += 1;
      outbox.watch(status === 'connecting' || status === 'waiting');
      if (status !== 'closed') return;
      outbox.clear('closed');
      requests?.end('the socket was closed');
    },
  };
}
