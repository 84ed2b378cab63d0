import type { Guard } from '../connection/retry-policy';
import type { Status } from '../connection/status';
import type { Clock } from '../ports/clock';
import type { Frame } from '../ports/ports';
import { sizeOf, type Trace } from '../recorder/trace';
import type { ResolvedOptions } from '../socket/resolve-options';
import { createOutbox, type Outgoing } from './outbox';
import { createRequests } from './requests';
import type { DropReason, RequestOptions, SendOptions, SendResult } from './sending-options';

/** What sending needs of the socket. */
interface SendingHost<In, Out> {
  readonly clock: Clock;
  readonly guard: Guard;
  readonly origin: string;
  options(): Pick<ResolvedOptions<In, Out>, 'outbox' | 'request'>;
  status(): Status;
  generation(): number;
  /** Makes a frame; undefined, and told, when the codec cannot. */
  encode(message: Out): Frame | undefined;
  /** Hands a frame to the open connection. `onFail` hears, perhaps at once, that the platform did not take it. */
  transmit(frame: Frame, onFail: () => void): void;
  dropped(message: Out, reason: DropReason): void;
  readonly trace: Trace;
  /** The number of waiting messages is another one. */
  changed(): void;
  /** Something happened by itself, and is through. */
  settled(): void;
}

/** Everything that goes out but pings: at once, or when the connection opens, or not at all and told. */
export interface Sending<In, Out> {
  send(message: Out, options?: SendOptions): SendResult;
  request<Result>(data: Out, options?: RequestOptions): Promise<Result>;
  /** Says whether the message is the answer to a request, which it then settles. */
  answer(message: In): boolean;
  pending(): number;
  /** `onOpen` runs: what it sends goes first. */
  greet(): void;
  /** `onOpen` has run: what waits goes now. */
  flush(): void;
  /** The connection is gone. */
  lost(): void;
  statusChanged(status: Status): void;
  /** What waits was for another destination. */
  keyChanged(): void;
}

/** Makes the sending of one socket. */
export function createSending<In, Out>(host: SendingHost<In, Out>): Sending<In, Out> {
  const { clock } = host;
  const { changed, settled, trace } = host;
  const outbox = createOutbox({ clock, options: () => host.options().outbox, drop, changed, settled });
  const requests = createRequests<In, Out>({
    clock,
    guard: host.guard,
    origin: host.origin,
    settings: () => host.options().request,
    pack: (message, expiresAt, dropped) => pack(message, expiresAt, dropped, true),
    send: (outgoing) => void dispatch(outgoing, true),
    sendAgain: restore,
    forget: outbox.remove,
    settled,
  });
  let seq = 0;
  /** Changes with each new key. */
  let destination = 0;
  let isFlushing = false;
  let isGreeting = false;
  /** Opens that `onOpen` has not been told of yet. */
  let untold = 0;

  function pack(
    message: Out,
    expiresAt: number,
    dropped: (reason: DropReason) => void,
    isRequest: boolean,
  ): Outgoing | undefined {
    const frame = host.encode(message);
    if (frame === undefined) return undefined;
    seq += 1;
    return { seq, frame, expiresAt, dropped, isRequest, destination, hasFailed: false };
  }

  function drop(outgoing: Outgoing, reason: DropReason): void {
    trace({ type: 'drop', size: sizeOf(outgoing.frame), reason });
    outgoing.dropped(reason);
  }

  const isAtRest = () => host.status() === 'idle' || host.status() === 'closed';

  /** Nothing overtakes what waits, but what onOpen sends: a login has to come first. */
  function isNext(mayQueue: boolean): boolean {
    if (untold > 0 && mayQueue && host.options().outbox) return false;
    return isGreeting || (outbox.size === 0 && !isFlushing);
  }

  function dispatch(outgoing: Outgoing, mayQueue: boolean): void {
    if (host.status() === 'open' && isNext(mayQueue)) transmit(outgoing);
    else if (isAtRest()) drop(outgoing, 'closed');
    else if (mayQueue) queue(outgoing, outbox.add);
    else drop(outgoing, 'not-queued');
  }

  function queue(outgoing: Outgoing, put: (outgoing: Outgoing) => unknown): void {
    put(outgoing);
    if (outbox.has(outgoing)) trace({ type: 'queue', size: sizeOf(outgoing.frame), pending: outbox.size });
  }

  function restore(outgoing: Outgoing): void {
    queue(outgoing, outbox.restore);
  }

  function transmit(outgoing: Outgoing): void {
    const generation = host.generation();
    trace({ type: 'send', size: sizeOf(outgoing.frame) });
    if (outgoing.isRequest) requests.sent(outgoing);
    host.transmit(outgoing.frame, () => {
      failed(outgoing, generation);
      settled();
    });
  }

  /** The platform did not send it: it goes again, once, at its place. The server may have it all the same. */
  function failed(outgoing: Outgoing, generation: number): void {
    // What was on an earlier connection was lost with it; a request that has ended since is not sent again.
    if (outgoing.isRequest) return generation === host.generation() ? requests.lost(outgoing) : undefined;
    if (outgoing.destination !== destination) return drop(outgoing, 'key-changed');
    if (outgoing.hasFailed || isAtRest() || !host.options().outbox) return drop(outgoing, 'send-failed');
    outgoing.hasFailed = true;
    restore(outgoing);
    // The connection of now is another one, and may be open. That of the failure is about to be lost.
    if (generation !== host.generation()) flush();
  }

  function flush(): void {
    if (isFlushing || isGreeting || untold > 0 || host.status() !== 'open') return;
    isFlushing = true;
    const generation = host.generation();
    while (generation === host.generation()) {
      const outgoing = outbox.take();
      if (!outgoing) break;
      transmit(outgoing);
    }
    isFlushing = false;
  }

  return {
    send(message, { queue = true } = {}) {
      let result: SendResult = 'sent';
      const dropped = (reason: DropReason) => {
        result = 'dropped';
        host.dropped(message, reason);
      };
      const ttl = host.options().outbox?.ttl ?? Infinity;
      const outgoing = pack(message, clock.now() + ttl, dropped, false);
      if (!outgoing) dropped('invalid');
      else dispatch(outgoing, queue);
      return outgoing && outbox.has(outgoing) ? 'queued' : result;
    },
    request: requests.begin,
    answer: requests.answer,
    pending: () => outbox.size,
    greet() {
      untold -= 1;
      isGreeting = true;
    },
    flush() {
      isGreeting = false;
      flush();
    },
    lost: requests.lostAll,
    statusChanged(status) {
      if (status === 'open') untold += 1;
      outbox.watch(status === 'connecting' || status === 'waiting');
      if (status !== 'closed') return;
      outbox.clear('closed');
      requests.end('the socket was closed');
    },
    keyChanged() {
      destination += 1;
      outbox.clear('key-changed');
      requests.end('the destination is another one');
    },
  };
}
