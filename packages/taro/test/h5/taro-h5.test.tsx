import { connectSocket } from '@tarojs/taro';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHeartbeatSocket, rawCodec, useHeartbeatSocket } from '../../src';
import { startServer } from '../real-server';

const WAIT = { timeout: 5_000 };
const QUICK = { heartbeat: { interval: 100, pongTimeout: 100 }, reconnect: { minDelay: 10, maxDelay: 50 } };

let server: Awaited<ReturnType<typeof startServer>>;

beforeEach(async () => {
  server = await startServer();
});
afterEach(async () => {
  cleanup();
  await server.stop();
});

describe('on Taro’s own H5 files and a real server, the hook', () => {
  it('connects, hears quotes and sends', async () => {
    const quotes: string[] = [];
    const { result } = renderHook(() => useHeartbeatSocket(server.url, { onMessage: (quote) => quotes.push(quote) }));
    await waitFor(() => expect(result.current.status).toBe('open'), WAIT);
    for (let price = 1; price <= 20; price += 1) server.sockets[0]?.send(`${price}`);
    await waitFor(() => expect(quotes).toEqual(Array.from({ length: 20 }, (_, index) => `${index + 1}`)), WAIT);
    expect(result.current.send('bid')).toBe('sent');
    await waitFor(() => expect(server.received).toContain('bid'), WAIT);
    await waitFor(() => expect(result.current.rtt).not.toBeNull(), WAIT);
  });

  it('sees a close by the server with 4001 as 4001', async () => {
    const { result } = renderHook(() => useHeartbeatSocket(server.url, { reconnect: false }));
    await waitFor(() => expect(result.current.status).toBe('open'), WAIT);
    server.sockets[0]?.close(4001, 'lot closed');
    await waitFor(() => expect(result.current.status).toBe('closed'), WAIT);
    expect(result.current.cause).toMatchObject({ kind: 'server', code: 4001, reason: 'lot closed' });
  });

  it('closes with a code and a reason that reach the server', async () => {
    const { result } = renderHook(() => useHeartbeatSocket(server.url));
    await waitFor(() => expect(result.current.status).toBe('open'), WAIT);
    act(() => result.current.disconnect(4000, '再见'));
    await waitFor(() => expect(server.closes).toEqual([{ code: 4000, reason: '再见' }]), WAIT);
  });

  it('comes back after the server closed, each time, on a page that has only five slots', async () => {
    const { result } = renderHook(() => useHeartbeatSocket(server.url, QUICK));
    for (let connection = 0; connection < 7; connection += 1) {
      await waitFor(() => expect(server.sockets.length).toBe(connection + 1), WAIT);
      server.sockets[connection]?.close(1011);
    }
    await waitFor(() => expect(server.sockets.length).toBe(8), WAIT);
    await waitFor(() => expect(result.current.status).toBe('open'), WAIT);
  });

  it('replaces lines that died in silence, six in a row on one page', async () => {
    // A socket that is not read has no pong and no close handshake: half-open, as far as the page can tell.
    await server.stop();
    server = await startServer((socket) => socket.pause());
    const { result } = renderHook(() => useHeartbeatSocket(server.url, QUICK));
    await waitFor(() => expect(server.sockets.length).toBeGreaterThanOrEqual(7), { timeout: 20_000 });
    expect(['connecting', 'open', 'waiting']).toContain(result.current.status);
    expect(result.current.cause?.kind ?? 'pong-timeout').toBe('pong-timeout');
  }, 30_000);

  it('reads binary frames as ArrayBuffers, and sends them', async () => {
    const frames: unknown[] = [];
    const { result } = renderHook(() =>
      useHeartbeatSocket(server.url, { codec: rawCodec, onMessage: (frame) => frames.push(frame) }),
    );
    await waitFor(() => expect(result.current.status).toBe('open'), WAIT);
    server.sockets[0]?.send(new Uint8Array([1, 2, 3]));
    await waitFor(() => expect(frames.length).toBe(1), WAIT);
    expect([...new Uint8Array(frames[0] as ArrayBuffer)]).toEqual([1, 2, 3]);
    result.current.send(new Uint8Array([9, 9]).buffer);
    await waitFor(() => expect(server.received).toContain('binary 2'), WAIT);
  });

  it('takes a server that refuses for a failed attempt', async () => {
    const { url } = server;
    await server.stop();
    const { result } = renderHook(() => useHeartbeatSocket(url, { reconnect: { minDelay: 20_000, jitter: 'none' } }));
    await waitFor(() => expect(result.current.status).toBe('waiting'), WAIT);
    expect(result.current.cause?.kind).toBe('connect-failed');
    server = await startServer();
  });

  it('leaves nothing on the server when it unmounts, also before it is open', async () => {
    const early = renderHook(() => useHeartbeatSocket(server.url));
    early.unmount();
    const late = renderHook(() => useHeartbeatSocket(server.url));
    await waitFor(() => expect(late.result.current.status).toBe('open'), WAIT);
    late.unmount();
    await waitFor(() => expect(server.sockets.filter(({ readyState }) => readyState !== 3)).toEqual([]), WAIT);
    // All of Taro's five slots are free again: it takes five more sockets.
    const tasks = await Promise.all(Array.from({ length: 5 }, () => connectSocket({ url: server.url })));
    for (const task of tasks) task.close({});
  });

  it('goes by the browser’s online and offline, which Taro does not tell', async () => {
    const socket = createHeartbeatSocket(server.url);
    socket.connect();
    await waitFor(() => expect(socket.getSnapshot().status).toBe('open'), WAIT);
    window.dispatchEvent(new Event('offline'));
    expect(socket.getSnapshot().online).toBe(false);
    window.dispatchEvent(new Event('online'));
    expect(socket.getSnapshot().online).toBe(true);
    socket.destroy();
    window.dispatchEvent(new Event('offline'));
    expect(socket.getSnapshot().online).toBe(true);
  });
});
