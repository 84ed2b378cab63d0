import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startTcpProxy, type TcpProxy } from './tcp-proxy';

/** What is drawn next; without any, what chance draws. */
const drawn = vi.hoisted((): number[] => []);
vi.mock('node:crypto', async (load) => {
  const { randomInt, ...crypto } = await load<typeof import('node:crypto')>();
  return { ...crypto, randomInt: (from: number, to: number) => drawn.shift() ?? randomInt(from, to) };
});

let server: Server;
let proxy: TcpProxy;
/** What the server has heard, and its own ends of the lines. */
let heard: string[];
let remotes: Socket[];
let locals: Socket[];

beforeEach(async () => {
  heard = [];
  remotes = [];
  locals = [];
  server = createServer((socket) => {
    remotes.push(socket);
    socket
      .on('error', () => {})
      .on('data', (data) => {
        heard.push(String(data));
        socket.write(`echo ${data}`);
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await startTcpProxy((server.address() as AddressInfo).port);
});

afterEach(async () => {
  for (const local of locals) local.destroy();
  await proxy.close();
  for (const remote of remotes) remote.destroy();
  server.close();
});

async function dial(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1');
  locals.push(socket);
  await once(socket, 'connect');
  return socket;
}

async function ask(socket: Socket, text: string): Promise<string> {
  const answered = once(socket, 'data');
  socket.write(text);
  return String((await answered)[0]);
}

it('passes on what both ends say', async () => {
  expect(await ask(await dial(), 'a')).toBe('echo a');
});

it('loses every byte once it is cut, and ends no line', async () => {
  const old = await dial();
  await ask(old, 'a');
  proxy.cut();
  old.write('b');
  const late = await dial();
  late.write('c');
  await proxy.mend();
  // A line of after the cut has been there and back: what was to arrive on the others has had its time.
  expect(await ask(await dial(), 'd')).toBe('echo d');
  expect(heard).toEqual(['a', 'd']);
  expect([old.destroyed, late.destroyed]).toEqual([false, false]);
});

it('deafens a line one way only', async () => {
  const socket = await dial();
  await ask(socket, 'a');
  const back: string[] = [];
  socket.on('data', (data) => back.push(String(data)));
  proxy.deafen();
  socket.write('b');
  await expect.poll(() => heard).toEqual(['a', 'b']);
  expect(await ask(await dial(), 'c')).toBe('echo c');
  expect(back).toEqual([]);
});

it('has a port that the system gives to nobody else while it refuses', () => {
  // Linux takes 32 768 and above for whoever asks for any port, or connects; other systems 49 152 and above.
  expect(proxy.port).toBeLessThan(32_768);
});

it('has a port that no other proxy gets while it refuses', async () => {
  await proxy.refuse();
  drawn.push(proxy.port);
  const other = await startTcpProxy((server.address() as AddressInfo).port);
  await other.close();
  expect(drawn).toEqual([]);
  expect(other.port).not.toBe(proxy.port);
  await proxy.mend();
  expect(await ask(await dial(), 'a')).toBe('echo a');
});

it('resets the lines of now, and takes new ones', async () => {
  const socket = await dial();
  await ask(socket, 'a');
  const failed = once(socket, 'error').catch((error: unknown) => [error]);
  socket.on('error', () => {});
  proxy.reset();
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
  expect(await ask(await dial(), 'b')).toBe('echo b');
});

it('refuses new lines until it is mended, on the same port', async () => {
  await proxy.refuse();
  await expect(dial()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await proxy.mend();
  expect(await ask(await dial(), 'a')).toBe('echo a');
});
