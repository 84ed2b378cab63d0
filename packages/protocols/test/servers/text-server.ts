import { createServer } from 'node:http';
import { type HeartbeatOptions, handshake, jsonCodec, requests } from '@heartbeat-socket/core';
import { WebSocketServer } from 'ws';
import { listen } from './node-server';
import type { Running, Trial } from './trial';

/** What the app and its server say to each other. */
type Message = { readonly type: string; readonly text?: string; readonly id?: string };

/** How the server treats a client. */
interface Manners {
  /** It answers a text `ping` with `pong`, as a text handler does; else it reads it, and says nothing. */
  readonly answers: boolean;
  /** Milliseconds without a frame from the client after which it hangs up. */
  readonly readIdle?: number;
  /** Milliseconds between two quotes that it sends to everybody. */
  readonly quotes?: number;
}

/** Starts a server of JSON texts with a login in band. */
export function startTextServer(port: number, { answers, readIdle, quotes }: Manners): Promise<Running> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket) => {
    const say = (message: Message) => socket.send(JSON.stringify(message));
    const idle = readIdle === undefined ? null : setTimeout(() => socket.close(), readIdle);
    const quoting = quotes === undefined ? null : setInterval(() => say({ type: 'quote' }), quotes);
    let watches = false;
    socket.on('close', () => {
      clearTimeout(idle ?? undefined);
      clearInterval(quoting ?? undefined);
    });
    socket.on('message', (data) => {
      idle?.refresh();
      if (String(data) === 'ping') return answers && socket.send('pong');
      const { type, text = '', id = '' } = JSON.parse(String(data)) as Message;
      if (type === 'login') say(text === 'right' ? { type: 'welcome' } : { type: 'denied', text: 'no such token' });
      if (type === 'watch') watches = true;
      if (type === 'say' && watches) say({ type: 'said', text });
      if (type === 'ask') say({ type: 'answer', id });
    });
  });
  return listen(http, port);
}

/** A trial of that server, or of a proxy before it. */
export function textTrial(
  trial: Pick<Trial<Message, Message>, 'name' | 'idleLimit' | 'hangsUp' | 'start'> & {
    readonly heartbeat: HeartbeatOptions;
  },
): Trial<Message, Message> {
  return {
    ...trial,
    url: (port) => `ws://127.0.0.1:${port}/ws`,
    options: (token) => ({
      codec: jsonCodec<Message>(),
      handshake: handshake<Message, Message>({
        hello: { type: 'login', text: token },
        accepted: ({ type }) => type === 'welcome',
        refused: ({ type, text }) => type === 'denied' && text,
      }),
      request: requests<Message, Message>({
        tag: (message, id) => ({ ...message, id }),
        match: ({ type, id }) => (type === 'answer' && id ? { id, value: 'answered' } : undefined),
      }),
      heartbeat: trial.heartbeat,
    }),
    subscription: { type: 'watch' },
    say: (text) => ({ type: 'say', text }),
    read: ({ type, text }) => (type === 'quote' ? undefined : type === 'said' ? text : `not said: ${type}`),
    question: { type: 'ask' },
    answer: 'answered',
  };
}
