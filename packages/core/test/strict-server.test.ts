import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RawData, type WebSocket as ServerSocket, WebSocket, WebSocketServer } from 'ws';
import {
  type CloseCause,
  createSocket,
  handshake,
  jsonCodec,
  listen,
  type Ports,
  requests,
  type SocketOptions,
  systemClock,
  type Transport,
} from '../src';

interface Message {
  readonly type: string;
  readonly id?: string;
}

/** A transport over real connections. */
const transport: Transport = {
  open({ url }, emit) {
    const socket = new WebSocket(url);
    socket.on('open', () => emit({ type: 'opened' }));
    socket.on('message', (data) => emit({ type: 'message', data: String(data) }));
    socket.on('error', () => {});
    socket.on('close', (code, reason) => {
      const loss = {
        kind: code === 1006 ? 'network' : 'server',
        code,
        reason: String(reason),
        message: 'closed',
      } as const;
      emit({ type: 'lost', loss });
    });
    return {
      send: (frame, onFail) =>
        socket.send(frame, (error) => (error ? onFail({ kind: 'network', message: error.message }) : undefined)),
      close: (code, reason) => socket.close(code, reason),
    };
  },
};

const always = { current: () => true, subscribe: () => () => {} };
const PORTS: Ports = { clock: systemClock, transport, network: always, visibility: always, random: () => 0 };

/** What came over one connection, in order. */
type Heard = string[];

let server: WebSocketServer;
let lines: Heard[];
let hangUps: number;
let url: string;
/** What it does with the login of a connection, by the number of that from 0. */
let loggedIn: (index: number, line: ServerSocket, accept: () => void) => void;

/** A real server that hangs up on anything but one login before its acknowledgement. */
beforeEach(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  lines = [];
  hangUps = 0;
  loggedIn = (_index, _line, accept) => accept();
  server.on('connection', (line) => {
    const index = lines.length;
    const heard: Heard = [];
    lines.push(heard);
    let isAccepted = false;
    line.on('message', (data: RawData) => {
      const text = String(data);
      const { type, id } = text === 'ping' ? ({ type: 'ping' } as Message) : (JSON.parse(text) as Message);
      heard.push(type);
      if (isAccepted) {
        if (type === 'ping') line.send('pong');
        if (id) line.send(JSON.stringify({ type: `to ${type}`, id }));
      } else if (type === 'login' && heard.length === 1) {
        loggedIn(index, line, () => {
          isAccepted = true;
          line.send('{"type":"welcome"}');
        });
      } else {
        hangUps += 1;
        line.close(4401, 'log in first');
      }
    });
  });
});
afterEach(async () => {
  for (const line of server.clients) line.terminate();
  await new Promise((resolve) => server.close(resolve));
});

const OPTIONS = {
  codec: jsonCodec<Message>(),
  request: requests<Message, Message>({
    tag: (message, id) => ({ ...message, id }),
    match: ({ type, id }) => (id ? { id, value: type } : undefined),
  }),
  reconnect: { minDelay: 1, maxDelay: 1 },
} satisfies SocketOptions<Message, Message>;

/** A socket with a bid, a request and a resync that wait, and what became of them. */
function bid(login: boolean) {
  const socket = createSocket(PORTS, url, {
    ...OPTIONS,
    handshake: login
      ? handshake<Message, Message>({ hello: { type: 'login' }, accepted: ({ type }) => type === 'welcome' })
      : undefined,
  });
  const lost = new Promise<CloseCause>((resolve) => socket.on('close', resolve));
  const fetched = new Promise<unknown>((resolve) => {
    listen(socket, {
      onMessage() {},
      resync: ({ request }) => request<string>({ type: 'missed' }),
      onResynced: resolve,
    });
  });
  const sent = socket.send({ type: 'bid' });
  const answer = socket.request<string>({ type: 'ask' }, { retry: true });
  socket.connect();
  return { socket, sent, answer, fetched, lost };
}

describe('a real server that hangs up on anything before its acknowledgement', () => {
  it('hears the login first, and what waited after it, once', async () => {
    const { socket, sent, answer, fetched } = bid(true);
    expect([sent, await answer, await fetched]).toEqual(['queued', 'to ask', 'to missed']);
    socket.destroy();
    expect([lines, hangUps]).toEqual([[['login', 'ping', 'bid', 'ask', 'missed']], 0]);
  });

  it('hears it once on the connection on which it acknowledges, whatever became of those before', async () => {
    loggedIn = (index, line, accept) => {
      if (index === 0) line.terminate();
      else if (index === 1) line.close(1012);
      // Late: what did not wait for it would have come by then.
      else setTimeout(accept, 50);
    };
    const { socket, answer, fetched } = bid(true);
    expect([await answer, await fetched]).toEqual(['to ask', 'to missed']);
    socket.destroy();
    expect([lines, hangUps]).toEqual([[['login'], ['login'], ['login', 'ping', 'bid', 'ask', 'missed']], 0]);
  });

  it('hangs up on who does not log in', async () => {
    const { socket, lost } = bid(false);
    expect(await lost).toMatchObject({ kind: 'server', code: 4401 });
    socket.destroy();
    expect(hangUps).toBeGreaterThan(0);
  });
});
