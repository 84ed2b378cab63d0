import type { UseHeartbeatSocketResult } from '@heartbeat-socket/taro';
import { fireEvent, render, renderHook, screen, waitFor } from '@testing-library/react';
import type { ComponentType } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { importBlock } from './page-blocks';
import { clearStage, connectToStarted, SOON } from './stage';
import { startedPort, WebSocketServer } from './ws-on-loopback';

type Socket = UseHeartbeatSocketResult<unknown, unknown>;
type FreshToken = () => Promise<string>;

const SERVERS = {
  url: 'searchParams',
  header: 'headers.authorization',
  protocol: 'handleProtocols',
  message: 'no login',
};
const login = (token: string) => JSON.stringify({ type: 'login', token });

afterEach(clearStage);

describe.each(['docs/logging-in.md', 'docs/logging-in.zh-CN.md'])('%s', (page) => {
  /** What the server of the page logs: who said what. */
  let log: unknown[][];

  /** Starts a server of the page. `users` has its users by token, or by the whole login. */
  async function serve(where: keyof typeof SERVERS, users: Record<string, string>): Promise<void> {
    log = [];
    vi.spyOn(console, 'log').mockImplementation((...words) => log.push(words));
    vi.stubGlobal('userOf', (token: string | null | undefined) => users[token ?? ''] ?? null);
    await importBlock(page, SERVERS[where]);
    await connectToStarted();
  }

  async function expectToTalk(socket: { readonly current: Socket }, message: unknown = 'bid', said = 'bid') {
    await waitFor(() => expect(socket.current.status).toBe('open'), SOON);
    socket.current.send(message);
    await waitFor(() => expect(log).toContainEqual(['ann', said]), SOON);
  }

  it('logs in by the url, on each attempt with the token that it asks for', async () => {
    await serve('url', { right: 'ann' });
    const { useLot } = await importBlock<{ useLot(lot: string, token: FreshToken): Socket }>(page, 'function useLot');
    const token = vi.fn().mockResolvedValueOnce('stale').mockResolvedValue('right');
    const { result } = renderHook(() => useLot('7', token));
    await waitFor(
      () => expect(result.current.cause).toMatchObject({ kind: 'server', code: 4401, retry: 'backoff' }),
      SOON,
    );
    await expectToTalk(result);
    expect(token).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['right', 1],
    ['stale', 0],
  ])('has a server that knows the header "%s" or not', async (token, greeted) => {
    await serve('header', { right: 'ann' });
    const headers = { Authorization: `Bearer ${token}` };
    const socket = new WebSocket(`ws://127.0.0.1:${await startedPort()}`, { headers });
    const closes: number[] = [];
    socket.on('open', () => socket.send('bid')).on('close', (code) => closes.push(code));
    await waitFor(() => expect([log.length, closes]).toEqual([greeted, greeted ? [] : [4401]]), SOON);
    socket.terminate();
  });

  it('logs in by a sub-protocol, and gets the other one back', async () => {
    await serve('protocol', { right: 'ann' });
    const { useBids } = await importBlock<{ useBids(token: FreshToken): Socket }>(page, "protocols: ['bid.v1'");
    const { result } = renderHook(() => useBids(async () => 'right'));
    await expectToTalk(result);
    expect(result.current.protocol).toBe('bid.v1');
  });

  it('logs in by the first message, before anything that waits', async () => {
    await serve('message', { [login('right')]: 'ann' });
    const { useBids } = await importBlock<{ useBids(token: FreshToken): Socket }>(
      page,
      'await freshToken() }),\n      acc',
    );
    const { result } = renderHook(() => useBids(async () => 'right'));
    const bid = { type: 'bid', amount: 1 };
    expect(result.current.send(bid)).toBe('queued');
    await expectToTalk(result, bid, JSON.stringify(bid));
  });

  it('shows a refused login, and tries again only when the user has logged in', async () => {
    await serve('message', { [login('right')]: 'ann' });
    const { useBids } = await importBlock<{ useBids(token: FreshToken): Socket }>(
      page,
      'await freshToken() }),\n      acc',
    );
    const { Login } = await importBlock<{ Login: ComponentType<{ socket: Socket; logIn(): Promise<void> }> }>(
      page,
      'Login(',
    );
    let token = 'stale';
    const asked = vi.fn(async () => token);
    const { result } = renderHook(() => useBids(asked));
    const logIn = async () => {
      token = 'right';
    };
    render(<Login socket={result.current} logIn={logIn} />);
    await screen.findByText('log in again', {}, SOON);
    expect(result.current).toMatchObject({ status: 'closed', cause: { kind: 'refused', retry: 'never' } });
    expect(asked).toHaveBeenCalledTimes(1);
    fireEvent.click(screen.getByRole('button'));
    await expectToTalk(result, { type: 'bid', amount: 1 }, '{"type":"bid","amount":1}');
  });

  it('renews a token after 4401, and goes nowhere when the user has to log in again', async () => {
    await serve('url', { renewed: 'ann' });
    type Session = { token: FreshToken; renewed(): Promise<string | null> };
    const { useBids } = await importBlock<{ useBids(session: Session): Socket }>(page, 'await renewed()');
    const renewed = vi.fn(async () => 'renewed');
    const { result } = renderHook(() => useBids({ token: async () => 'stale', renewed }));
    await expectToTalk(result);
    expect(renewed).toHaveBeenCalledTimes(1);

    const gone = renderHook(() => useBids({ token: async () => 'stale', renewed: async () => null }));
    await waitFor(() => expect(gone.result.current.status).toBe('closed'), SOON);
    expect(gone.result.current.cause?.kind).toBe('disconnect');
  });

  it('tries again with another token after "expired", and not after any other refusal', async () => {
    const denied = ['expired', 'no such user'].values();
    new WebSocketServer({}).on('connection', (socket) => {
      socket.once('message', () => socket.send(JSON.stringify({ type: 'denied', reason: denied.next().value })));
    });
    await connectToStarted();
    type Session = { token: FreshToken; forgetToken(): void };
    const { useBids } = await importBlock<{ useBids(session: Session): Socket }>(page, 'forgetToken();');
    const session = { token: vi.fn(async () => 'stale'), forgetToken: vi.fn() };
    const { result } = renderHook(() => useBids(session));
    await waitFor(() => expect(result.current.status).toBe('closed'), SOON);
    expect(result.current.cause).toMatchObject({ kind: 'refused', reason: 'no such user' });
    expect(session.token).toHaveBeenCalledTimes(2);
    expect(session.forgetToken).toHaveBeenCalledTimes(1);
  });
});
