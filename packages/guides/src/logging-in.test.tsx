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
type UseBids = (userId: string, token: FreshToken) => Socket;

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
    const { useLot } = await importBlock<{ useLot(lot: string, userId: string, token: FreshToken): Socket }>(
      page,
      'function useLot',
    );
    const token = vi.fn().mockResolvedValueOnce('stale').mockResolvedValue('right');
    // Of every render: a wait at random may be too short to be looked for.
    const causes: Socket['cause'][] = [];
    const { result } = renderHook(() => {
      const socket = useLot('7', 'ann', token);
      if (socket.cause) causes.push(socket.cause);
      return socket;
    });
    await waitFor(() => expect(token).toHaveBeenCalledTimes(2), SOON);
    expect(causes.at(-1)).toMatchObject({ kind: 'server', code: 4401, retry: 'backoff' });
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
    const { useBids } = await importBlock<{ useBids: UseBids }>(page, "protocols: ['bid.v1'");
    const { result } = renderHook(() => useBids('ann', async () => 'right'));
    await expectToTalk(result);
    expect(result.current.protocol).toBe('bid.v1');
  });

  it('logs in by the first message, before anything that waits', async () => {
    await serve('message', { [login('right')]: 'ann' });
    const { useBids } = await importBlock<{ useBids: UseBids }>(page, 'await freshToken() }),\n      acc');
    const { result } = renderHook(() => useBids('ann', async () => 'right'));
    const bid = { type: 'bid', amount: 1 };
    expect(result.current.send(bid)).toBe('queued');
    await expectToTalk(result, bid, JSON.stringify(bid));
  });

  it('shows a refused login, and tries again only when the user has logged in', async () => {
    await serve('message', { [login('right')]: 'ann' });
    const { useBids } = await importBlock<{ useBids: UseBids }>(page, 'await freshToken() }),\n      acc');
    const { Login } = await importBlock<{ Login: ComponentType<{ socket: Socket; logIn(): Promise<void> }> }>(
      page,
      'Login(',
    );
    let token = 'stale';
    const asked = vi.fn(async () => token);
    const { result } = renderHook(() => useBids('ann', asked));
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
    type Session = { userId: string; token: FreshToken; renewed(): Promise<string | null> };
    const { useBids } = await importBlock<{ useBids(session: Session): Socket }>(page, 'await renewed()');
    const renewed = vi.fn(async () => 'renewed');
    const { result } = renderHook(() => useBids({ userId: 'ann', token: async () => 'stale', renewed }));
    // Before that, the line may be open for a moment: the server closes it with 4401 only then.
    await waitFor(() => expect(renewed).toHaveBeenCalledTimes(1), SOON);
    await expectToTalk(result);
    expect(renewed).toHaveBeenCalledTimes(1);

    const gone = renderHook(() => useBids({ userId: 'ann', token: async () => 'stale', renewed: async () => null }));
    await waitFor(() => expect(gone.result.current.status).toBe('closed'), SOON);
    expect(gone.result.current.cause?.kind).toBe('disconnect');
  });

  it('tries again with another token after "expired", and not after any other refusal', async () => {
    const denied = ['expired', 'no such user'].values();
    new WebSocketServer({}).on('connection', (socket) => {
      socket.once('message', () => socket.send(JSON.stringify({ type: 'denied', reason: denied.next().value })));
    });
    await connectToStarted();
    type Session = { userId: string; token: FreshToken; forgetToken(): void };
    const { useBids } = await importBlock<{ useBids(session: Session): Socket }>(page, 'forgetToken();');
    const session = { userId: 'ann', token: vi.fn(async () => 'stale'), forgetToken: vi.fn() };
    const { result } = renderHook(() => useBids(session));
    await waitFor(() => expect(result.current.status).toBe('closed'), SOON);
    expect(result.current.cause).toMatchObject({ kind: 'refused', reason: 'no such user' });
    expect(session.token).toHaveBeenCalledTimes(2);
    expect(session.forgetToken).toHaveBeenCalledTimes(1);
  });

  describe('when the user changes', () => {
    type Session = { userId: string | null; freshToken: FreshToken; forgetUser(): void };

    /** Who is connected now, who ever was, and who said what. */
    let online: string[];
    let seen: string[];
    let said: string[];

    async function useLine() {
      [online, seen, said] = [[], [], []];
      new WebSocketServer({}).on('connection', (socket, request) => {
        const user = new URL(request.url ?? '/', 'ws://localhost').searchParams.get('token') ?? 'nobody';
        online.push(user);
        seen.push(user);
        socket.on('close', () => online.splice(online.indexOf(user), 1));
        socket.on('message', (data) => {
          if (String(data) === 'ping') socket.send('pong');
          else said.push(`${user}: ${data}`);
        });
      });
      await connectToStarted();
      const block = await importBlock<{ useLine(session: Session): { socket: Socket; signOut(): void } }>(
        page,
        'function useLine',
      );
      const forgetUser = vi.fn();
      const session = (userId: string | null): Session => ({ userId, freshToken: async () => `${userId}`, forgetUser });
      const hook = renderHook(block.useLine, { initialProps: session('lin') });
      const become = (userId: string | null) => hook.rerender(session(userId));
      return { result: hook.result, rerender: hook.rerender, become, session, forgetUser };
    }

    /** The user is connected, alone, and on a connection of their own. */
    async function expectAlone({ current }: { current: { socket: Socket } }, user: string) {
      await waitFor(() => expect(online).toEqual([user]), SOON);
      await waitFor(() => expect(current.socket.status).toBe('open'), SOON);
      current.socket.send('bid');
      await waitFor(() => expect(said).toContain(`${user}: bid`), SOON);
    }

    it.each<[string, ReadonlyArray<string | null>]>([
      ['after a sign-out, within the linger', [null, 'wang']],
      ['from one render to the next', ['wang']],
    ])('gives the next user another connection %s', async (_, users) => {
      const { result, become } = await useLine();
      await expectAlone(result, 'lin');
      for (const user of users) become(user);
      await expectAlone(result, 'wang');
      expect(seen).toEqual(['lin', 'wang']);
    });

    it('drops what the last user has queued', async () => {
      const { result, rerender, become, session } = await useLine();
      await expectAlone(result, 'lin');
      // His next connection waits for a token that never comes.
      rerender({ ...session('lin'), freshToken: () => new Promise(() => {}) });
      result.current.socket.reconnect();
      await waitFor(() => expect(online).toEqual([]), SOON);
      expect(result.current.socket.send('too late')).toBe('queued');
      become('wang');
      await expectAlone(result, 'wang');
      expect(said).toEqual(['lin: bid', 'wang: bid']);
    });

    it('closes at the sign-out, before the session is forgotten', async () => {
      const { result, become, forgetUser } = await useLine();
      await expectAlone(result, 'lin');
      const { socket, signOut } = result.current;
      forgetUser.mockImplementation(() => expect(socket.status).toBe('closed'));
      signOut();
      expect(forgetUser).toHaveBeenCalledTimes(1);
      become(null);
      await waitFor(() => expect(online).toEqual([]), SOON);
      become('wang');
      await expectAlone(result, 'wang');
    });
  });
});
