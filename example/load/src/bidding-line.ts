import {
  type Ask,
  type Codec,
  createSocket,
  type HeartbeatSocket,
  jsonCodec,
  type Ports,
  requests,
  systemClock,
} from '@heartbeat-socket/core';
import {
  type ClientMessage,
  GREETING,
  type PongMessage,
  type ServerMessage,
  type SessionRequest,
  type SessionResponse,
} from '../../server/src/messages';
import { wsTransport } from './ws-transport';

/** What comes in. */
export type Incoming = ServerMessage | { readonly type: 'greeting' };

/** What goes out: a request gets its id on the way. */
export type Outgoing = ClientMessage extends infer Message
  ? Message extends { id: string }
    ? Omit<Message, 'id'>
    : Message
  : never;

/** So many connections the server lets one user have, on all servers of a database together. */
export const PER_USER = 20;

/** A socket of the core that speaks with the bidding server. */
export interface BiddingLine {
  readonly socket: HeartbeatSocket<Incoming, Outgoing, Ask<Outgoing>>;
  /** Who it is, from its first session on. */
  userId(): string | null;
}

const always = { current: () => true, subscribe: () => () => {} };
const ports: Ports = {
  clock: systemClock,
  transport: wsTransport,
  network: always,
  visibility: always,
  random: Math.random,
};

const json = jsonCodec<Incoming, Outgoing>();
const codec: Codec<Incoming, Outgoing> = {
  encode: json.encode,
  decode: (frame) => (frame === GREETING ? { type: 'greeting' } : json.decode(frame)),
};

const heartbeat = {
  ping: JSON.stringify({ type: 'ping' }),
  isPong: (frame: string | ArrayBuffer) => pongOf(frame) !== null,
  serverTime: (frame: string | ArrayBuffer) => pongOf(frame)?.now,
  interval: 5_000,
  pongTimeout: 5_000,
};

const request = requests<Incoming, Outgoing>({
  tag: (message, id) => ({ ...message, id }),
  match(message) {
    if (!('id' in message) || message.id === undefined) return undefined;
    return message.type === 'error' ? { id: message.id, error: message } : { id: message.id, value: message };
  },
});

/**
 * Makes a line of its own user, inert until `connect()`. Each attempt opens a session first, at the server whose turn it
 * is: one that is gone is followed by the next.
 *
 * @param urls - where the servers are, as in `http://127.0.0.1:8787`
 * @param first - the index of the one to begin with
 */
export function createBiddingLine(name: string, urls: readonly string[], first: number): BiddingLine {
  let session: SessionResponse | null = null;
  let turn = first;

  async function socketUrl(): Promise<string> {
    const url = urls[turn++ % urls.length];
    if (!url) throw new Error('no server is known');
    session = await openSession(url, session ? { name, token: session.token } : { name });
    return `${url.replace(/^http/, 'ws')}/ws?token=${session.token}`;
  }

  const socket = createSocket(ports, socketUrl, {
    codec,
    heartbeat,
    request,
    reconnect: { minDelay: 200, maxDelay: 2_000 },
    outbox: { ttl: Number.POSITIVE_INFINITY },
  });
  return { socket, userId: () => session?.user.id ?? null };
}

/** Logs in, as a new user or as the one of a token. Rejects with what the server says. */
export async function openSession(url: string, body: SessionRequest): Promise<SessionResponse> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) throw new Error(`${url} gave no session: ${response.status} ${await response.text()}`);
  return (await response.json()) as SessionResponse;
}

function pongOf(frame: string | ArrayBuffer): PongMessage | null {
  return typeof frame === 'string' && frame.startsWith('{"type":"pong"') ? JSON.parse(frame) : null;
}
