import {
  type Ask,
  type Codec,
  jsonCodec,
  requests,
  type SocketCallbacks,
  type UseHeartbeatSocketResult,
  useSharedSocket,
} from '@heartbeat-socket/taro';
import type { ClientMessage, ServerMessage } from '../../server/src/messages';
import { parseServerMessage, pongTime } from './answers';
import { recorderOf } from './line-recorder';
import { socketUrlOf } from './server-api';
import { currentSession, refuseSession } from './session';

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
export type AppLine = UseHeartbeatSocketResult<LineMessage, LineRequest, Ask<LineRequest>>;

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

const request = requests<LineMessage, LineRequest>({
  tag: (message, id) => ({ ...message, id }),
  match(message) {
    if (!('id' in message) || message.id === undefined) return undefined;
    const { id } = message;
    if (message.type === 'snapshot') return { id, value: message };
    return message.type === 'bid-result' && message.ok ? { id, value: message.quote } : { id, error: message };
  },
});

/** How a line speaks with the bidding server. */
export const lineOptions = { codec, heartbeat, request };

async function lineUrl(): Promise<string> {
  return socketUrlOf(await currentSession());
}

const heard = new WeakSet<AppLine['core']>();

/** Hears that the server refuses our token: by its frame, for Alipay tells its apps no close code. */
export function hearRefusals({ core }: AppLine): void {
  if (heard.has(core)) return;
  heard.add(core);
  core.on('message', (message) => {
    if (message.type === 'error' && message.code === 'unauthorized') refuseSession();
  });
}

/** The one line of the app to the bidding server, which its pages share: it outlives a change of page. */
export function useAppLine(callbacks: SocketCallbacks<LineMessage, LineRequest> = {}): AppLine {
  const line = useSharedSocket(lineUrl, { key: 'bidding', ...lineOptions, ...callbacks });
  recorderOf(line);
  hearRefusals(line);
  return line;
}
