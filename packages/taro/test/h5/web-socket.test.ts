import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import { TaroWebSocket } from '../../src/web-socket';
import type { AnyWebSocketClass, Ground } from '../web-socket/ground';
import { describeStandard } from '../web-socket/standard';

let server: WebSocketServer;
let url: string;
let line: ServerSocket | null = null;
let received: Array<string | number[]> = [];
let closedBy: { code: number; reason: string } | null = null;

beforeAll(async () => {
  server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    verifyClient: ({ req }: { req: IncomingMessage }) => req.url !== '/refused',
    handleProtocols: (protocols) => [...protocols].pop() ?? false,
  });
  await once(server, 'listening');
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('connection', (socket) => {
    line = socket;
    socket.on('message', (data, isBinary) => received.push(isBinary ? [...(data as Buffer)] : data.toString()));
    socket.on('close', (code, reason) => {
      closedBy = { code, reason: reason.toString() };
    });
  });
});
afterEach(() => {
  line = null;
  received = [];
  closedBy = null;
});
afterAll(async () => {
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => server.close(resolve));
});

/** It keeps the buffer that it is given, counts nothing after the close, and adds listeners whose signal has aborted. */
const JSDOM_FAILS = [
  'takes the bytes of now: what becomes of the buffer later does not matter',
  'after the close drops it, and counts its bytes',
  'may be objects, come once, be the same, be taken off, and go with a signal',
];

function groundOf(WebSocketClass: unknown, fails: readonly string[]): Ground {
  return {
    WebSocket: WebSocketClass as AnyWebSocketClass,
    get url() {
      return url;
    },
    refusing: '/refused',
    fails,
    tellsCodes: true,
    until: (holds) => vi.waitFor(() => expect(holds()).toBe(true), { timeout: 3_000, interval: 5 }),
    aWhile: () => new Promise((resolve) => setTimeout(resolve, 30)),
    received: () => received,
    say: (data) => line?.send(data),
    end: (code, reason) => line?.close(code, reason),
    closedBy: () => closedBy,
  };
}

// The same tests on a WebSocket of another maker, so that they say what the standard says and not what we do.
describe.each([
  ['TaroWebSocket on Taro’s own H5 files', TaroWebSocket, []],
  ['jsdom’s WebSocket', WebSocket, JSDOM_FAILS],
])('%s, by the standard:', (_name, WebSocketClass, fails) => describeStandard(groundOf(WebSocketClass, fails)));

describe('TaroWebSocket on Taro’s own H5 files', () => {
  it('tells which of several sub-protocols the server has chosen', async () => {
    const socket = new TaroWebSocket(url, ['mqttv3.1', 'mqtt']);
    await vi.waitFor(() => expect(socket.readyState).toBe(1));
    expect(socket.protocol).toBe('mqtt');
    socket.close();
    await vi.waitFor(() => expect(socket.readyState).toBe(3));
  });
});
