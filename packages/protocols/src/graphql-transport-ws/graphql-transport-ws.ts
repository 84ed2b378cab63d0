import type { Frame, Protocol, RequestSettings, Session, Sink } from '@heartbeat-socket/core';

/** What a server is told of who connects. */
type Params = Readonly<Record<string, unknown>>;

/** How a GraphQL server is spoken to. */
export interface GraphqlTransportWsOptions {
  /**
   * The payload of `connection_init`. A function is asked on each connection. When it throws or rejects, the attempt is lost (`connect-failed`).
   */
  connectionParams?: Params | (() => Params | Promise<Params>) | undefined;
}

/** What an app may say to a GraphQL server; the session itself says `connection_init`, `ping` and `pong`. */
export type GraphqlCommand =
  | {
      readonly type: 'subscribe';
      /** Unique among the operations that are open on the connection. */
      readonly id: string;
      readonly payload: GraphqlOperation;
      /** Set by `graphqlRequests`: the operation has one result, and the `complete` after it is not told. */
      readonly once?: boolean | undefined;
    }
  /** Ends an operation. */
  | { readonly type: 'complete'; readonly id: string };

/** An operation, as GraphQL servers take it. */
export interface GraphqlOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** A result of an operation; unchecked, for only the app knows its schema. */
export interface GraphqlResult {
  readonly data?: unknown;
  /** Errors of its execution. */
  readonly errors?: readonly unknown[] | undefined;
}

/** What a GraphQL server says of an operation. */
export type GraphqlMessage =
  | { readonly type: 'next'; readonly id: string; readonly payload: GraphqlResult }
  /** It was not executed, and is over. */
  | { readonly type: 'error'; readonly id: string; readonly payload: readonly unknown[] }
  /** It is over. */
  | { readonly type: 'complete'; readonly id: string };

/**
 * What another attempt with the same login and the same subscriptions would only repeat: invalid message, unauthorized,
 * forbidden (`CloseCode` of graphql-ws), wrong sub-protocol, an `id` twice, `connection_init` twice. 4408 and 4500 may pass.
 */
const REFUSALS = [4400, 4401, 4403, 4406, 4409, 4429];

/** So many operations with one result are remembered; the oldest is forgotten for one more. */
const OPEN_ONCE = 1_000;

/**
 * GraphQL over WebSocket (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md), sub-protocol
 * `graphql-transport-ws`. `connection_ack` is ready. Pings go both ways; ours carry their number, which servers give back. A frame that is none of the protocol ends the
 * connection, as "Invalid message" says, and the next attempt comes with back-off. Subscribe with a standing message; `graphqlRequests` makes
 * requests of queries and mutations.
 *
 * A server refuses with a close code, which Alipay does not tell: there, a refused login is tried again, with back-off.
 */
export function graphqlTransportWs({
  connectionParams,
}: GraphqlTransportWsOptions = {}): Protocol<GraphqlMessage, GraphqlCommand> {
  const init = (payload: Params | undefined) => JSON.stringify({ type: 'connection_init', payload });

  function start(): Session<GraphqlMessage, GraphqlCommand> {
    /** The open operations with one result: whether it has come. */
    const once = new Map<string, boolean>();
    let isReady = false;
    let isOver = false;

    function take(message: Incoming, to: Sink<GraphqlMessage>): void {
      switch (message.type) {
        case 'connection_ack':
          isReady = true;
          return to.ready();
        case 'ping':
          return to.reply(JSON.stringify({ type: 'pong', payload: message.payload }));
        case 'pong':
          return to.pong(seqOf(message.payload));
      }
      if (!isReady) throw new TypeError(`expected connection_ack, got ${message.type}`);
      const hasResult = once.get(message.id);
      if (message.type !== 'next') once.delete(message.id);
      else if (hasResult === false) once.set(message.id, true);
      // The result of a request is its answer; that there is no other need not be told.
      if (message.type !== 'complete' || !hasResult) to.message(message);
    }

    return {
      hello() {
        if (typeof connectionParams !== 'function') return init(connectionParams);
        return Promise.resolve(connectionParams()).then(init);
      },
      read(frame, to) {
        if (isOver) return;
        try {
          take(parse(frame), to);
        } catch (error) {
          isOver = true;
          to.refuse(`graphql-transport-ws: ${(error as Error).message}`, 'backoff');
        }
      },
      write(command) {
        if (command.type !== 'subscribe') return JSON.stringify(command);
        const { once: isOnce, ...message } = command;
        if (isOnce) {
          once.set(message.id, false);
          if (once.size > OPEN_ONCE) once.delete(once.keys().next().value as string);
        }
        return JSON.stringify(message);
      },
      ping: ({ seq }) => JSON.stringify({ type: 'ping', payload: { seq } }),
    };
  }

  return { protocols: ['graphql-transport-ws'], refusals: REFUSALS, start };
}

/**
 * Queries and mutations: `request: requests(graphqlRequests)`. They resolve with the {@link GraphqlResult}. When the server
 * does not execute them, they reject with an error whose `cause` has its `errors`; when it completes them without a result,
 * they reject too. The `id` of the command may be left empty: each request gets its own.
 */
export const graphqlRequests: RequestSettings<GraphqlMessage, GraphqlCommand> = {
  tag: (command, id) => (command.type === 'subscribe' ? { ...command, id, once: true } : command),
  match(message) {
    const { id } = message;
    switch (message.type) {
      case 'next':
        return { id, value: message.payload };
      case 'error':
        return { id, error: errorOf(message.payload) };
      case 'complete':
        return { id, error: new Error('the server completed it without a result') };
    }
  },
};

type Incoming = GraphqlMessage | { readonly type: 'connection_ack' | 'ping' | 'pong'; readonly payload?: unknown };

/** graphql-ws has a parser too, in a module that needs the package `graphql` and syntax of ES2020. */
function parse(frame: Frame): Incoming {
  if (typeof frame !== 'string') throw new TypeError('expected a text frame, got a binary one');
  let message: Partial<Record<'type' | 'id' | 'payload', unknown>> | null;
  try {
    message = JSON.parse(frame);
  } catch {
    throw new TypeError(`expected JSON, got ${quoted(frame)}`);
  }
  const { type, id, payload } = message ?? {};
  const isOperation = typeof id === 'string' && id !== '';
  switch (type) {
    case 'connection_ack':
    case 'ping':
    case 'pong':
      return { type, payload };
    case 'next':
      if (isOperation && typeof payload === 'object' && payload !== null) return { type, id, payload };
      break;
    case 'error':
      if (isOperation && Array.isArray(payload)) return { type, id, payload };
      break;
    case 'complete':
      if (isOperation) return { type, id };
  }
  throw new TypeError(`expected a message of the protocol, got ${quoted(frame)}`);
}

function quoted(frame: string): string {
  return JSON.stringify(frame.length > 60 ? `${frame.slice(0, 60)}…` : frame);
}

function seqOf(payload: unknown): number | undefined {
  const { seq } = (payload ?? {}) as { seq?: unknown };
  return typeof seq === 'number' ? seq : undefined;
}

function errorOf(errors: readonly unknown[]): unknown {
  const [first] = errors as readonly [{ message?: unknown } | undefined];
  const message = typeof first?.message === 'string' ? first.message : 'the server did not execute it';
  return Object.assign(new Error(message), { errors });
}
