import {
  type Codec,
  jsonCodec,
  type RequestSettings,
  type SocketCallbacks,
  type UseHeartbeatSocketResult,
  useSharedSocket,
} from '@heartbeat-socket/taro';
import { useSyncExternalStore } from 'react';
import type { ClientMessage, ServerMessage, User } from '../../server/src/messages';
import { parseServerMessage, pongTime } from './answers';
import { recorderOf } from './line-recorder';
import { openSession, socketUrlOf } from './server-api';

/** What greets a new connection. It answers no ping, so it is no pong: it would be measured as one. */
const GREETING = { type: 'greeting' } as const;

/** What comes in. */
export type LineMessage = ServerMessage | typeof GREETING;

/** What goes out: a request gets its id on the way. */
export type LineRequest = ClientMessage extends infer Message
  ? Message extends { id: string }
    ? Omit<Message, 'id'>
    : Message
  : never;

/** The socket of the app. */
export type AppLine = UseHeartbeatSocketResult<LineMessage, LineRequest>;

const json = jsonCodec<LineMessage, LineRequest>(parseServerMessage);
const codec: Codec<LineMessage, LineRequest> = {
  encode: json.encode,
  decode: (frame) => (frame === 'SUCCESS' ? GREETING : json.decode(frame)),
};

const heartbeat = {
  ping: JSON.stringify({ type: 'ping' } satisfies LineRequest),
  isPong: (frame: string | ArrayBuffer) => pongTime(frame) !== undefined,
  serverTime: pongTime,
  interval: Number(process.env.TARO_APP_HEARTBEAT_INTERVAL),
  pongTimeout: Number(process.env.TARO_APP_PONG_TIMEOUT),
};

const request: RequestSettings<LineMessage, LineRequest> = {
  tag: (message, id) => ({ ...message, id }),
  match(message) {
    if (!('id' in message) || message.id === undefined) return undefined;
    const { id } = message;
    if (message.type === 'snapshot') return { id, value: message };
    return message.type === 'bid-result' && message.ok ? { id, value: message.quote } : { id, error: message };
  },
};

let user: User | null = null;
const userListeners = new Set<() => void>();

/** Logs in anew before each attempt: a token has its day. */
async function lineUrl(): Promise<string> {
  const session = await openSession();
  user = session.user;
  for (const listener of [...userListeners]) listener();
  return socketUrlOf(session);
}

function onUserChange(listener: () => void): () => void {
  userListeners.add(listener);
  return () => void userListeners.delete(listener);
}

/** Who we are; null before the first session. */
export function useUser(): User | null {
  return useSyncExternalStore(onUserChange, () => user);
}

/** The one line of the app to the bidding server, which its pages share: it outlives a change of page. */
export function useAppLine(callbacks: SocketCallbacks<LineMessage, LineRequest> = {}): AppLine {
  const line = useSharedSocket(lineUrl, { key: 'bidding', codec, heartbeat, request, ...callbacks });
  recorderOf(line);
  return line;
}
