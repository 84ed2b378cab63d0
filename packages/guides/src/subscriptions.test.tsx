import {
  createHeartbeatSocket,
  jsonCodec,
  type SocketSource,
  type UseHeartbeatSocketResult,
} from '@heartbeat-socket/taro';
import { act, render, renderHook, screen, waitFor } from '@testing-library/react';
import type { ComponentType } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { importBlock } from './page-blocks';
import { clearStage, connectToStarted, SOON } from './stage';
import { WebSocketServer } from './ws-on-loopback';

afterEach(clearStage);

describe.each(['docs/subscriptions.md', 'docs/subscriptions.zh-CN.md'])('%s', (page) => {
  it('has several channels on one socket, and goes from one to another on the same connection', async () => {
    const said: unknown[] = [];
    const server = new WebSocketServer({});
    server.on('connection', (socket) => {
      socket.on('message', (data) => {
        if (String(data) === 'ping') return socket.send('{}');
        const { type, channel } = JSON.parse(String(data));
        said.push(`${type} ${channel}`);
        if (type === 'subscribe') socket.send(JSON.stringify({ channel, data: `hello ${channel}` }));
      });
    });
    await connectToStarted();
    type UseChannel = (
      channel: string | null,
      onData: (data: string) => void,
    ) => UseHeartbeatSocketResult<unknown, unknown>;
    const { useChannel } = await importBlock<{ useChannel: UseChannel }>(page, 'function useChannel');
    const [first, second] = [vi.fn(), vi.fn()];
    const news = renderHook(({ channel }) => useChannel(channel, first), { initialProps: { channel: 'news' } });
    renderHook(() => useChannel('bids', second));
    await waitFor(
      () => expect([first.mock.calls, second.mock.calls]).toEqual([[['hello news']], [['hello bids']]]),
      SOON,
    );
    news.rerender({ channel: 'sport' });
    await waitFor(() => expect(first).toHaveBeenLastCalledWith('hello sport'), SOON);
    expect(said).toEqual(['subscribe news', 'subscribe bids', 'unsubscribe news', 'subscribe sport']);
    expect(server.clients.size).toBe(1);
    for (const socket of server.clients) socket.terminate();
    await waitFor(() => expect(said.slice(4).sort()).toEqual(['subscribe bids', 'subscribe sport']), SOON);
  });

  it('has a server that sends the price of a watched lot', async () => {
    vi.stubGlobal('commandOf', (text: string) =>
      text.startsWith('{') ? JSON.parse(text) : { type: 'watch', lot: '' },
    );
    vi.stubGlobal('quoteOf', () => ({ seq: 1, price: 12 }));
    await importBlock(page, 'const watchers = new Map');
    await connectToStarted();
    const socket = createHeartbeatSocket('wss://bid.example.com/ws', { codec: jsonCodec<unknown>() });
    type Props = { socket: SocketSource<unknown, unknown>; lot: string };
    const { Price } = await importBlock<{ Price: ComponentType<Props> }>(page, 'function Price');
    render(<Price socket={socket} lot="7" />);
    act(() => socket.connect());
    await screen.findByText('12', {}, SOON);
    socket.destroy();
  });
});
