import type { Guard } from '../connection/retry-policy';
import { HeartbeatSocketError, textOf } from '../errors';
import { type Cancel, type Clock, LONGEST_DELAY, noop } from '../ports/clock';
import type { Outgoing } from './outbox';
import type { DropReason, RequestOptions, RequestSettings } from './sending-options';

/** How the messages of requests travel. */
interface RequestHost<In, Out> {
  readonly clock: Clock;
  readonly guard: Guard;
  settings(): RequestSettings<In, Out> | undefined;
  /** A part of every id that no other socket, and no other run of the app, has. */
  readonly origin: string;
  /** Makes a frame of a message, under the next number; undefined when that cannot be done. */
  pack(message: Out, expiresAt: number, dropped: (reason: DropReason) => void): Outgoing | undefined;
  /** Sends now, or queues. */
  send(message: Outgoing): void;
  /** Queues what was on a connection that is gone. */
  sendAgain(message: Outgoing): void;
  /** Takes it out of the queue. */
  forget(message: Outgoing): void;
  /** Something happened by itself, and is through. */
  settled(): void;
}

/** Requests that have not been answered. */
export interface Requests<In, Out> {
  begin<Result>(data: Out, options?: RequestOptions): Promise<Result>;
  /** Says whether the message is the answer to an open request, which it then settles. */
  answer(message: In): boolean;
  /** It was handed to the platform. */
  sent(message: Outgoing): void;
  /** The connection that it was sent on is gone, or the platform failed to send it. */
  lost(message: Outgoing): void;
  /** The connection is gone, with all that was sent on it. */
  lostAll(): void;
  /** Rejects all. */
  end(why: string): void;
}

const TIMEOUT = 10_000;

interface OpenRequest {
  readonly outgoing: Outgoing;
  readonly retry: boolean;
  /** Never handed to the platform; on the present connection; or on one that is gone. */
  whereabouts: 'unsent' | 'sent' | 'lost';
  resolve(value: unknown): void;
  reject(error: HeartbeatSocketError): void;
}

/** Makes the requests of one socket. */
export function createRequests<In, Out>(host: RequestHost<In, Out>): Requests<In, Out> {
  const open = new Map<string, OpenRequest>();
  let count = 0;

  /** Rejects with what is known of it: nothing was sent, or nobody knows. */
  function fail(request: OpenRequest, why: string): void {
    const isUnsent = request.whereabouts === 'unsent';
    const fate = isUnsent ? 'it was not sent' : 'it was sent, and nobody knows what became of it';
    request.reject(new HeartbeatSocketError(isUnsent ? 'not-sent' : 'unknown', `${why}; ${fate}`));
  }

  function timeOut(request: OpenRequest, timeout: number): void {
    const why = `no answer within ${timeout} ms`;
    if (request.whereabouts === 'sent') request.reject(new HeartbeatSocketError('request-timeout', why));
    else fail(request, why);
  }

  function lost(request: OpenRequest): void {
    if (request.whereabouts !== 'sent') return;
    request.whereabouts = 'lost';
    if (request.retry) host.sendAgain(request.outgoing);
    else fail(request, 'the connection was lost');
  }

  const of = (outgoing: Outgoing) => [...open.values()].find((request) => request.outgoing === outgoing);

  function start(
    data: Out,
    { timeout = TIMEOUT, retry = false }: RequestOptions,
    resolve: (value: unknown) => void,
    reject: (error: HeartbeatSocketError) => void,
  ): void {
    const settings = host.settings();
    if (!settings) throw invalid('request() needs the option request: { tag, match }, got none');
    if (!(typeof timeout === 'number' && timeout >= 1 && timeout <= LONGEST_DELAY))
      throw invalid(`timeout: expected a number from 1 to ${LONGEST_DELAY}, got ${String(timeout)}`);
    count += 1;
    const id = `${host.origin}-${count}`;
    const message = settings.tag(data, id);
    const outgoing = host.pack(message, host.clock.now() + timeout, (reason) => fail(request, `dropped, ${reason}`));
    if (!outgoing) throw new HeartbeatSocketError('encode', 'no frame could be made of it');
    let cancelTimer: Cancel = noop;
    const settle =
      <Value>(how: (value: Value) => void) =>
      (value: Value) => {
        if (!open.delete(id)) return;
        cancelTimer();
        host.forget(outgoing);
        how(value);
      };
    const request: OpenRequest = {
      outgoing,
      retry,
      whereabouts: 'unsent',
      resolve: settle(resolve),
      reject: settle(reject),
    };
    open.set(id, request);
    cancelTimer = host.clock.after(timeout, () => {
      timeOut(request, timeout);
      host.settled();
    });
    host.send(outgoing);
  }

  return {
    begin<Result>(data: Out, options: RequestOptions = {}) {
      const promise = new Promise<Result>((resolve, reject) => {
        try {
          start(data, options, resolve as (value: unknown) => void, reject);
        } catch (thrown) {
          const isOurs = thrown instanceof HeartbeatSocketError;
          reject(isOurs ? thrown : new HeartbeatSocketError('encode', `request.tag threw: ${textOf(thrown)}`, thrown));
        }
      });
      // A page that has gone by then has nobody left to catch it.
      promise.catch(noop);
      host.settled();
      return promise;
    },
    answer(message) {
      const settings = open.size > 0 ? host.settings() : undefined;
      const answer = settings && host.guard(() => settings.match(message));
      const request = answer && open.get(answer.id);
      if (!request) return false;
      const { error, value } = answer;
      if (error === undefined) request.resolve(value);
      else request.reject(new HeartbeatSocketError('request-rejected', textOf(error), error));
      return true;
    },
    sent(outgoing) {
      const request = of(outgoing);
      if (request) request.whereabouts = 'sent';
    },
    lost(outgoing) {
      const request = of(outgoing);
      if (request) lost(request);
    },
    lostAll() {
      for (const request of [...open.values()]) lost(request);
    },
    end(why) {
      for (const request of [...open.values()]) fail(request, why);
    },
  };
}

function invalid(message: string): HeartbeatSocketError {
  return new HeartbeatSocketError('invalid-option', message);
}
