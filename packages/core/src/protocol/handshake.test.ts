import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp } from '../../test/set-up';
import { listen } from '../messages/listeners';
import { requests } from '../messages/requests';
import type { SocketOptions, SocketUrl } from '../socket/options';
import { type HandshakeOptions, handshake } from './handshake';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const LOGIN: HandshakeOptions<string, string> = {
  hello: 'login',
  accepted: (message) => message === 'welcome',
  refused: (message) => message.startsWith('denied') && message.slice(7),
};

const ASKING = requests<string, string>({
  tag: (data, id) => `${data}#${id}`,
  match: (message) => (message.startsWith('answer#') ? { id: message.slice(7), value: 'won' } : undefined),
});

interface Login extends SocketOptions<string, string> {
  login?: Partial<HandshakeOptions<string, string>>;
  url?: SocketUrl;
}

/** A socket that logs in, and has been told to connect. */
function loggingIn({ login = {}, ...options }: Login = {}) {
  const parts = setUp<string, string>({
    ...QUIET,
    reconnect: { delay: () => 1_000 },
    ...options,
    handshake: handshake({ ...LOGIN, ...login }),
  });
  parts.socket.connect();
  const types = () => parts.told.map(([type]) => type);
  return { ...parts, types };
}

describe('a login', () => {
  it('is said first, and the socket is open once the server has accepted it', () => {
    const { transport, status, told } = loggingIn();
    transport.last.open();
    expect([transport.last.received, status()]).toEqual([['login'], 'connecting']);
    transport.last.say('welcome');
    expect([transport.last.received, status()]).toEqual([['login'], 'open']);
    expect(told.filter(([type]) => type === 'message')).toEqual([]);
  });

  it('comes before all that waits, and then all comes in order', () => {
    const { socket, transport } = loggingIn({ heartbeat: {}, request: ASKING });
    socket.send('bid');
    void socket.request('ask', { retry: true });
    socket.standing('watch');
    listen(socket, { onMessage() {}, resync: ({ send }) => void send('resync') });
    socket.on('open', () => socket.send('greeting'));
    transport.last.open();
    elapse(5_000);
    expect(transport.last.received).toEqual(['login']);
    transport.last.say('welcome');
    const [, ...after] = transport.last.received;
    expect(after).toEqual(['greeting', 'ping', 'watch', 'bid', expect.stringMatching(/^ask#/), 'resync']);
  });

  it('is said anew on each connection, with what it is told, and may be a promise', async () => {
    const hello = vi.fn(async ({ isReconnect }: { isReconnect: boolean }) => `login ${isReconnect}`);
    const { transport } = loggingIn({ login: { hello } });
    transport.last.open();
    await vi.advanceTimersByTimeAsync(0);
    transport.last.say('welcome');
    transport.last.lose();
    await vi.advanceTimersByTimeAsync(1_000);
    transport.last.open();
    await vi.advanceTimersByTimeAsync(0);
    expect(transport.connections.map(({ received }) => received)).toEqual([['login false'], ['login true']]);
  });

  it('that is not accepted in time is lost, with what stood', () => {
    const { socket, transport, told } = loggingIn({ connectTimeout: 3_000 });
    transport.last.open();
    elapse(3_000);
    expect(told).toContainEqual(['close', 'connect-timeout', 'backoff', expect.any(Number)]);
    expect(socket.getSnapshot().cause?.message).toBe('open, but not accepted within 3000 ms');
  });

  it('that is refused ends in closed, and what waited is told', () => {
    const { socket, transport, told, status } = loggingIn();
    socket.send('bid');
    transport.last.open();
    transport.last.say('denied no such user');
    expect(status()).toBe('closed');
    expect(socket.getSnapshot().cause).toMatchObject({ kind: 'refused', reason: 'no such user', retry: 'never' });
    expect(told).toContainEqual(['drop', 'bid', 'closed']);
    elapse(600_000);
    expect(transport.connections).toHaveLength(1);
    expect(told.filter(([type]) => type === 'message' || type === 'open')).toEqual([]);
  });

  it('that is refused is tried again where shouldReconnect says so', () => {
    const shouldReconnect = vi.fn(({ kind }: { kind: string }) => kind === 'refused');
    const { transport, status } = loggingIn({ reconnect: { jitter: 'none', shouldReconnect } });
    transport.last.open();
    transport.last.say('denied for now');
    expect(status()).toBe('waiting');
    elapse(1_000);
    transport.last.open();
    transport.last.say('welcome');
    expect(status()).toBe('open');
  });

  it('lets other messages through, before it is accepted and after', () => {
    const { transport, told } = loggingIn();
    transport.last.open();
    transport.last.say('maintenance at noon');
    transport.last.say('welcome');
    transport.last.say('welcome');
    transport.last.say('denied is a word');
    expect(told.filter(([type]) => type === 'message').map(([, message]) => message)).toEqual([
      'maintenance at noon',
      'welcome',
      'denied is a word',
    ]);
  });

  it('after which a server hangs up on everything else costs nothing', () => {
    const { socket, transport } = loggingIn({ request: ASKING });
    socket.send('bid');
    void socket.request('ask', { retry: true });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      transport.last.open();
      transport.last.lose({ kind: 'server', code: 4401 });
      elapse(1_000);
    }
    expect(transport.connections.map(({ received }) => received)).toEqual([['login'], ['login'], ['login'], []]);
  });

  it.each<[string, HandshakeOptions<string, string>['hello']]>([
    [
      'throws',
      () => {
        throw new Error('no token');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no token'))],
  ])('whose hello %s is lost and tried again', async (_how, hello) => {
    const { socket, transport, status, types } = loggingIn({ login: { hello } });
    transport.last.open();
    await vi.advanceTimersByTimeAsync(0);
    expect(status()).toBe('waiting');
    expect(socket.getSnapshot().cause).toMatchObject({
      kind: 'connect-failed',
      message: 'the handshake failed: no token',
    });
    expect(types()).not.toContain('error');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(transport.connections).toHaveLength(2);
  });

  it('whose hello never settles is ended by connectTimeout', () => {
    const { transport, status } = loggingIn({ login: { hello: () => new Promise(() => {}) } });
    transport.last.open();
    elapse(10_000);
    expect([status(), transport.last.received]).toEqual(['waiting', []]);
  });

  it('whose hello settles when the line is gone says nothing', async () => {
    let settle = (_text: string) => {};
    const hello = () =>
      new Promise<string>((resolve) => {
        settle = resolve;
      });
    const { transport } = loggingIn({ login: { hello } });
    transport.last.open();
    const late = settle;
    transport.last.lose();
    elapse(1_000);
    transport.last.open();
    late('login of before');
    await vi.advanceTimersByTimeAsync(0);
    expect(transport.connections.map(({ received }) => received)).toEqual([[], []]);
  });

  it('whose accepted throws is told, and waits on', () => {
    const accepted = (message: string) => {
      if (message === 'odd') throw new Error('what is this');
      return message === 'welcome';
    };
    const { transport, told, status } = loggingIn({ login: { accepted } });
    transport.last.open();
    transport.last.say('odd');
    expect(told).toContainEqual(['error', 'decode', expect.stringContaining('what is this')]);
    transport.last.say('welcome');
    expect(status()).toBe('open');
  });

  it.each(['accepted', 'refused'])('whose %s is async has accepted nobody, and is told', (name) => {
    const { transport, told, status } = loggingIn({ login: { [name]: async () => false } as never });
    transport.last.open();
    transport.last.say('anything');
    expect(status()).toBe('connecting');
    expect(told).toContainEqual(['error', 'decode', expect.stringContaining('must not be async')]);
  });
});

describe('a login that the platform refuses while the app is hidden', () => {
  function refused() {
    const parts = loggingIn({ background: 'keep' });
    parts.app.set(false);
    parts.transport.last.open();
    parts.transport.last.failSends('send:fail interrupted', 'interrupted');
    parts.transport.last.received.length = 0;
    return parts;
  }

  it('is said on show, on the same line', () => {
    const { app, transport, status } = refused();
    elapse(1_000);
    expect([transport.last.received, status()]).toEqual([[], 'connecting']);
    app.set(true);
    expect(transport.last.received).toEqual(['login']);
    transport.last.say('welcome');
    expect([status(), transport.connections.length]).toEqual(['open', 1]);
  });

  it('is said once, however often the app is shown', () => {
    const { app, transport } = refused();
    for (const isShown of [true, false, true]) app.set(isShown);
    expect(transport.last.received).toEqual(['login']);
  });

  it('is not said again on a line that the server has accepted all the same', () => {
    const { app, transport } = refused();
    transport.last.say('welcome');
    app.set(true);
    expect(transport.last.received).toEqual([]);
  });
});

describe('a login where nobody says that the line is open', () => {
  it('is said after a moment, in place of the early ping', () => {
    const { transport, status } = loggingIn({ heartbeat: {} });
    transport.last.unsure();
    elapse(1_000);
    expect(transport.last.received).toEqual(['login']);
    transport.last.say('welcome');
    expect([transport.last.received, status()]).toEqual([['login', 'ping'], 'open']);
  });

  it('is not said twice when the platform says so after all', () => {
    const { transport } = loggingIn();
    transport.last.unsure();
    elapse(1_000);
    transport.last.open();
    expect(transport.last.received).toEqual(['login']);
  });

  it('is said again when the platform was not open yet', () => {
    const { transport, status } = loggingIn();
    transport.last.unsure();
    transport.last.refuseSends = 'not open yet';
    elapse(1_000);
    expect([transport.last.received, status()]).toEqual([[], 'connecting']);
    transport.last.refuseSends = null;
    transport.last.open();
    expect(transport.last.received).toEqual(['login']);
  });

  it('is said when the failure of the first is told after the open', () => {
    const { transport } = loggingIn();
    transport.last.unsure();
    elapse(1_000);
    transport.last.open();
    transport.last.failSends('it was not open');
    expect(transport.last.received).toEqual(['login', 'login']);
  });

  it('is not said again once the server has accepted it, whatever the platform says of the first', () => {
    const { transport, status } = loggingIn();
    transport.last.unsure();
    elapse(1_000);
    transport.last.say('welcome');
    transport.last.failSends('it was not open');
    expect([transport.last.received, status()]).toEqual([['login'], 'open']);
  });

  it('is said before the first frame is read', () => {
    const { transport, status } = loggingIn();
    transport.last.unsure();
    transport.last.say('welcome');
    expect([transport.last.received, status()]).toEqual([['login'], 'open']);
  });
});
