import type { HeartbeatSocket, UseHeartbeatSocketResult } from '@heartbeat-socket/taro';
import { renderHook, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, type Mock, vi } from 'vitest';
import { importBlock } from './page-blocks';
import { clearStage, connectToStarted, SOON } from './stage';
import { WebSocketServer } from './ws-on-loopback';

type Socket = UseHeartbeatSocketResult<unknown, unknown>;
type Listen = (message: unknown) => void;

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
    await serve({ '{"type":"ping"}': '{"type":"pong"}' }, '{"type":"quote","price":1}');
    type UseBids = { useBids(type: string, listener: Listen): Socket };
    const { useBids } = await importBlock<UseBids>(page, 'useSharedSocket');
    const heard = vi.fn();
    const { result } = renderHook(() => useBids('quote', heard));
    await expectLive(result, heard, { type: 'quote', price: 1 });
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
    type UseRoom = { useRoom(room: string, freshToken: () => Promise<string>, onMessage: Listen): Socket };
    const { useRoom } = await importBlock<UseRoom>(page, 'function useRoom');
    const heard = vi.fn();
    const { result } = renderHook(() => useRoom('7', async () => 'a/b', heard));
    await expectLive(result, heard, 'quote');
  });
});
