import { HeartbeatSocketError, textOf } from '../errors';
import { type Cancel, noop } from '../ports/clock';
import { atOnce } from '../ports/thenable';
import { checkNumber } from '../socket/check';
import type { SocketContext } from '../socket/context';
import type { Hears, Outgoing } from './outbox';
import type { RequestOptions } from './sending-options';

/** How requests and their answers look on this server. */
export interface RequestSettings<In, Out> {
  /** Puts the id of the request into its message. What it throws rejects the request, with `encode`. */
  tag(data: Out, id: string): Out;
  /**
   * Reads the id of a message that is an answer; `undefined` for any other. With an `error` that is not null, the request
   * is rejected with it, else resolved with `value`. An answer is not told to `onMessage`, unless nobody waits for it any more.
   */
  match(message: In): { readonly id: string; readonly error?: unknown; readonly value?: unknown } | null | undefined;
}

/** What {@link requests} makes: the option `request`. */
export interface Requests<In, Out> extends RequestSettings<In, Out> {
  /** Makes the requests of one socket. */
  create(context: SocketContext, host: RequestHost<In, Out>): OpenRequests<In, Out>;
}

/** How the messages of requests travel. */
export interface RequestHost<In, Out> {
  settings(): RequestSettings<In, Out> | undefined;
  /** Makes it ready to go out, under the next number; undefined when that cannot be done. */
  pack(message: Out, expiresAt: number, hears: Hears): Outgoing<Out> | undefined;
  /** Sends now, or queues. */
  send(message: Outgoing<Out>): void;
  /** Queues what was on a connection that is gone. */
  sendAgain(message: Outgoing<Out>): void;
  /** Takes it out of the queue. */
  forget(message: Outgoing<Out>): void;
}

/** Requests that have not been answered. */
export interface OpenRequests<In, Out> {
  begin<Result>(data: Out, options?: RequestOptions): Promise<Result>;
  /** Says whether the message is the answer to an open request, which it then settles. */
  answer(message: In): boolean;
  /** The connection is gone, with all that was sent on it. */
  lostAll(): void;
  /** Rejects all. */
  end(why: string): void;
}

/**
 * Lets a socket ask, with `request(data)`: each request gets an id, and its answer settles it.
 *
 * @example
 * ```ts
 * const socket = useHeartbeatSocket('wss://bid.example.com/ws', {
 *   codec: jsonCodec<FromServer, ToServer>(),
 *   request: requests<FromServer, ToServer>({
 *     tag: (message, id) => ({ ...message, id }),
 *     match: (message) => (message.type === 'result' ? { id: message.id, value: message } : undefined),
 *   }),
 * });
 * ```
 */
export function requests<In, Out>({ tag, match }: RequestSettings<In, Out>): Requests<In, Out> {
  return { tag, match, create: createRequests };
}

const TIMEOUT = 10_000;

interface OpenRequest<Out> {
  readonly outgoing: Outgoing<Out>;
  readonly retry: boolean;
  /** Never handed to the platform; on the present connection; or on one that is gone. */
  whereabouts: 'unsent' | 'sent' | 'lost';
  resolve(value: unknown): void;
  reject(error: HeartbeatSocketError): void;
}

function createRequests<In, Out>({ ports, turns }: SocketContext, host: RequestHost<In, Out>): OpenRequests<In, Out> {
  /** A part of every id that no other socket, and no other run of the app, has. */
  const origin = `${ports.clock.wall().toString(36)}${ports.random().toString(36).slice(2)}`;
  const open = new Map<string, OpenRequest<Out>>();
  let count = 0;

  /** Rejects with what is known of it: nothing was sent, or nobody knows. */
  function fail(request: OpenRequest<Out>, why: string): void {
    const isUnsent = request.whereabouts === 'unsent';
    const fate = isUnsent ? 'it was not sent' : 'it was sent, and nobody knows what became of it';
    request.reject(new HeartbeatSocketError(isUnsent ? 'not-sent' : 'unknown', `${why}; ${fate}`));
  }

  function timeOut(request: OpenRequest<Out>, timeout: number): void {
    const why = `no answer within ${timeout} ms`;
    if (request.whereabouts === 'sent') request.reject(new HeartbeatSocketError('request-timeout', why));
    else fail(request, why);
  }

  function lost(request: OpenRequest<Out>): void {
    if (request.whereabouts !== 'sent') return;
    request.whereabouts = 'lost';
    if (request.retry) host.sendAgain(request.outgoing);
    else fail(request, 'the connection was lost');
  }

  function start(
    data: Out,
    { timeout: given, retry = false }: RequestOptions,
    resolve: (value: unknown) => void,
    reject: (error: HeartbeatSocketError) => void,
  ): void {
    const settings = host.settings();
    if (!settings)
      throw new HeartbeatSocketError('invalid-option', 'request: expected requests({ tag, match }), got none');
    const timeout = checkNumber('timeout', given, { from: 1, otherwise: TIMEOUT });
    count += 1;
    const id = `${origin}-${count}`;
    const message = atOnce(settings.tag(data, id));
    const outgoing = host.pack(message, turns.now() + timeout, {
      dropped: (reason) => fail(request, `dropped, ${reason}`),
      sent() {
        before = request.whereabouts;
        request.whereabouts = 'sent';
      },
      refused() {
        request.whereabouts = before;
        return open.has(id);
      },
      failed: () => open.has(id) && lost(request),
    });
    if (!outgoing) throw new HeartbeatSocketError('encode', 'no frame could be made of it');
    let before: OpenRequest<Out>['whereabouts'] = 'unsent';
    let cancelTimer: Cancel = noop;
    const settle =
      <Value>(how: (value: Value) => void) =>
      (value: Value) => {
        if (!open.delete(id)) return;
        cancelTimer();
        host.forget(outgoing);
        how(value);
      };
    const request: OpenRequest<Out> = {
      outgoing,
      retry,
      whereabouts: 'unsent',
      resolve: settle(resolve),
      reject: settle(reject),
    };
    open.set(id, request);
    cancelTimer = turns.after(timeout, () => timeOut(request, timeout));
    host.send(outgoing);
  }

  return {
    begin<Result>(data: Out, options: RequestOptions = {}) {
      const promise = new Promise<Result>((resolve, reject) => {
        // In a question, it begins after the turn.
        turns.call(() => {
          try {
            start(data, options, resolve as (value: unknown) => void, reject);
          } catch (thrown) {
            const isOurs = thrown instanceof HeartbeatSocketError;
            reject(
              isOurs ? thrown : new HeartbeatSocketError('encode', `request.tag threw: ${textOf(thrown)}`, thrown),
            );
          }
        }, undefined);
      });
      // A page that has gone by then has nobody left to catch it.
      promise.catch(noop);
      return promise;
    },
    answer(message) {
      const settings = open.size > 0 ? host.settings() : undefined;
      const answer = settings && turns.ask('request.match', () => settings.match(message));
      const request = answer && open.get(answer.id);
      if (!request) return false;
      const { error, value } = answer;
      // Servers that answer with both leave one of them null.
      if (error === undefined || error === null) request.resolve(value);
      else request.reject(new HeartbeatSocketError('request-rejected', textOf(error), error));
      return true;
    },
    lostAll() {
      for (const request of [...open.values()]) lost(request);
    },
    end(why) {
      for (const request of [...open.values()]) fail(request, why);
    },
  };
}
