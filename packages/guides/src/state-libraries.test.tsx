import type { HeartbeatSocket, SocketSource } from '@heartbeat-socket/taro';
import { createHeartbeatSocket, jsonCodec } from '@heartbeat-socket/taro';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, renderHook, waitFor } from '@testing-library/react';
import type { ComponentType, PropsWithChildren } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { importBlock } from './page-blocks';
import { clearStage, connectToStarted, SOON } from './stage';
import { WebSocketServer } from './ws-on-loopback';

afterEach(clearStage);

describe.each(['docs/state-libraries.md', 'docs/state-libraries.zh-CN.md'])('%s', (page) => {
  /** What is true on the server: the quote of a lot. */
  let quote: { lot: string; id: string; seq: number; price: number };
  let server: WebSocketServer;

  async function serve(): Promise<void> {
    quote = { lot: '7', id: '7', seq: 1, price: 100 };
    server = new WebSocketServer({});
    server.on('connection', (socket) => socket.on('message', (data) => String(data) === 'ping' && socket.send('{}')));
    await connectToStarted();
  }

  function bid(price: number): void {
    quote = { ...quote, seq: quote.seq + 1, price };
    for (const socket of server.clients) socket.send(JSON.stringify(quote));
  }

  /** The line is lost, and the price moves while nobody hears it. */
  function loseALineAndABid(price: number): void {
    for (const socket of server.clients) socket.terminate();
    bid(price);
  }

  it('feeds a zustand store, and what was missed too', async () => {
    await serve();
    vi.stubGlobal('fetchQuotes', async () => [quote]);
    type Market = { status: string; quotes: Record<string, { price: number }> };
    type Store = { getState(): Market; subscribe(listener: (market: Market) => void): () => void };
    type Feeds = { socket: HeartbeatSocket<unknown, unknown>; useMarket: Store };
    const { socket, useMarket } = await importBlock<Feeds>(page, 'useMarket = create');
    const { App } = await importBlock<{ App: ComponentType<PropsWithChildren<{ socket: Feeds['socket'] }>> }>(
      page,
      'App(',
    );
    const price = () => useMarket.getState().quotes['7']?.price;
    // Of the store itself, for a state that lasts some milliseconds is past before anybody looks.
    const statuses: string[] = [];
    useMarket.subscribe(({ status }) => status !== statuses.at(-1) && statuses.push(status));
    const app = render(<App socket={socket} />);
    await waitFor(() => expect(price()).toBe(100), SOON);
    bid(200);
    await waitFor(() => expect(price()).toBe(200), SOON);
    loseALineAndABid(300);
    await waitFor(() => expect(price()).toBe(300), SOON);
    app.unmount();
    expect(statuses).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open', 'closed']);
  });

  it('keeps a query fresh, and fetches it again after a loss', async () => {
    await serve();
    const fetchLot = vi.fn(async () => quote);
    vi.stubGlobal('fetchLot', fetchLot);
    type UseLot = (socket: SocketSource<unknown, unknown>, id: string) => { data?: { price: number } };
    const { useLot } = await importBlock<{ useLot: UseLot }>(page, 'function useLot');
    const socket = createHeartbeatSocket('wss://bid.example.com/ws', { codec: jsonCodec() });
    const client = new QueryClient();
    const wrapper = ({ children }: PropsWithChildren) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    );
    const { result } = renderHook(() => useLot(socket, '7'), { wrapper });
    act(() => socket.connect());
    await waitFor(() => expect(socket.getSnapshot()).toMatchObject({ status: 'open', syncing: false }), SOON);
    await waitFor(() => expect(result.current.data?.price).toBe(100), SOON);
    const fetches = fetchLot.mock.calls.length;
    bid(200);
    await waitFor(() => expect(result.current.data?.price).toBe(200), SOON);
    expect(fetchLot).toHaveBeenCalledTimes(fetches);
    loseALineAndABid(300);
    await waitFor(() => expect(result.current.data?.price).toBe(300), SOON);
    socket.destroy();
    client.clear();
  });
});
