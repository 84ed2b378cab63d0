import type { HeartbeatSocket, UseHeartbeatSocketResult } from '@heartbeat-socket/taro';
import { renderHook, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, type Mock, vi } from 'vitest';
import { importBlock } from './page-blocks';
import { clearStage, connectToStarted, SOON } from './stage';
import { WebSocketServer } from './ws-on-loopback';

type Socket = UseHeartbeatSocketResult<unknown, unknown>;
type Listen = (message: unknown) => void;

/** The ping of the page's class, and a pong that is never the same text twice. */
const TIMED_PONG = { '{"type":"ping"}': '{"type":"pong","at":1764222222222}' };

afterEach(clearStage);

describe.each(['docs/moving.md', 'docs/moving.zh-CN.md'])('%s', (page) => {
  /** What came in. */
  let received: string[];

  /** A server of the old code: it answers the old pings, and greets with a quote. */
  async function serve(pings: Record<string, string>, quote: string): Promise<void> {
    received = [];
    new WebSocketServer({}).on('connection', (socket) => {
      socket.on('message', (data) => {
        received.push(String(data));
        const pong = pings[String(data)];
        if (pong) socket.send(pong);
      });
      socket.send(quote);
    });
    await connectToStarted();
  }

  async function expectLive(
    socket: { readonly current: Socket },
    heard: Mock<Listen>,
    message: unknown,
  ): Promise<void> {
    await waitFor(() => expect(socket.current.rtt).not.toBeNull(), SOON);
    // The quote, and no pong.
    expect(heard.mock.calls.map(([first]) => first)).toEqual([message]);
  }

  it('moves code of one’s own', async () => {
    await serve(TIMED_PONG, '{"type":"quote","price":1}');
    type UseBids = { useBids(type: string, listener: Listen): Socket };
    const { useBids } = await importBlock<UseBids>(page, 'useSharedSocket');
    const heard = vi.fn();
    const { result } = renderHook(() => useBids('quote', heard));
    await expectLive(result, heard, { type: 'quote', price: 1 });
  });

  it('moves a bus outside React, which asks for another url for the next user', async () => {
    await serve(TIMED_PONG, '{"type":"quote","lot":"7","price":1}');
    let user = 'lin';
    const freshToken = vi.fn(async () => user);
    vi.stubGlobal('session', { freshToken });
    type Bus = {
      logIn(): void;
      logOut(): void;
      send(message: unknown): string;
      on(type: string, listener: Listen): () => void;
      socket: HeartbeatSocket<unknown, unknown>;
    };
    const { bus } = await importBlock<{ bus: Bus }>(page, 'export const bus');
    const [quotes, notices, all] = [vi.fn<Listen>(), vi.fn<Listen>(), vi.fn<Listen>()];
    const end = bus.on('quote', quotes);
    bus.on('notice', notices);
    bus.socket.on('message', all);
    const expectLiveBus = () => waitFor(() => expect(bus.socket.getSnapshot().rtt).not.toBeNull(), SOON);

    bus.logIn();
    await expectLiveBus();
    expect([quotes, notices, all].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 1]);
    bus.logOut();
    expect(bus.socket.getSnapshot().status).toBe('closed');
    user = 'wang';
    end();
    bus.logIn();
    await expectLiveBus();
    await expect(Promise.all(freshToken.mock.results.map(({ value }) => value))).resolves.toEqual(['lin', 'wang']);
    expect([quotes, notices, all].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 2]);
    bus.socket.destroy();
  });

  it('moves websocket-heartbeat-miniprogram', async () => {
    await serve({ heartbeat: 'anything' }, 'quote');
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const { task } = await importBlock<{ task: HeartbeatSocket<string, string> }>(page, 'export const task');
    await waitFor(() => expect(log).toHaveBeenCalledWith('quote'), SOON);
    await waitFor(() => expect(received).toEqual(['hello', 'heartbeat']), SOON);
    task.disconnect();
    await waitFor(() => expect(log).toHaveBeenCalledWith('closed'), SOON);
  });

  it('moves ahooks', async () => {
    await serve({ ping: 'pong' }, 'quote');
    const { useBids } = await importBlock<{ useBids(onMessage: Listen): Socket }>(page, 'maxAttempts: 4');
    const heard = vi.fn();
    const { result } = renderHook(() => useBids(heard));
    expect(result.current.send('early')).toBe('dropped');
    await expectLive(result, heard, 'quote');
  });

  it('moves react-use-websocket', async () => {
    await serve({ ping: 'pong' }, '{"price":1}');
    const { useBids } = await importBlock<{ useBids(onMessage: Listen): Socket }>(page, 'maxAttempts: 21');
    const heard = vi.fn();
    const { result } = renderHook(() => useBids(heard));
    expect(result.current.send({ amount: 1 })).toBe('queued');
    await expectLive(result, heard, { price: 1 });
    await waitFor(() => expect(received).toContain('{"amount":1}'), SOON);
  });

  it('moves partysocket', async () => {
    await serve({ ping: 'pong' }, 'quote');
    type UseRoom = {
      useRoom(room: string, userId: string, freshToken: () => Promise<string>, onMessage: Listen): Socket;
    };
    const { useRoom } = await importBlock<UseRoom>(page, 'function useRoom');
    const heard = vi.fn();
    const { result } = renderHook(() => useRoom('7', 'lin', async () => 'a/b', heard));
    await expectLive(result, heard, 'quote');
  });
});
