import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp, URL } from '../../test/set-up';
import type { ConnectionEvent, Transport } from '../ports/ports';
import type { SocketUrl } from './options';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe('connecting', () => {
  it('opens nothing until it is asked to', () => {
    const { transport, status, app, network } = setUp();
    expect([status(), transport.connections.length, app.size(), network.size()]).toEqual(['idle', 0, 0, 0]);
  });

  it('shows the sub-protocol that the platform tells late, and keeps it', () => {
    let emit: (event: ConnectionEvent) => void = () => {};
    const open: Transport['open'] = (_request, tell) => {
      emit = tell;
      return { send() {}, close() {} };
    };
    const { socket } = setUp({ ...QUIET, ports: { transport: { open } } });
    socket.connect();
    emit({ type: 'message', data: 'news' });
    const shown: unknown[] = [socket.getSnapshot().protocol];
    socket.subscribe(() => shown.push(socket.getSnapshot().protocol));
    emit({ type: 'opened', protocol: 'v1' });
    emit({ type: 'opened' });
    shown.push(socket.getSnapshot().protocol);
    expect(shown).toEqual([null, 'v1', 'v1']);
  });

  it('opens the url with protocols and header, at once', () => {
    const { socket, transport, status } = setUp({ protocols: ['v1'], header: { a: 'b' } });
    socket.connect();
    expect(transport.last.request).toEqual({ url: URL, protocols: ['v1'], header: { a: 'b' } });
    expect(status()).toBe('connecting');
    transport.last.open();
    expect(status()).toBe('open');
  });

  it('does nothing more when it is connecting or open', () => {
    const { socket, transport } = setUp();
    socket.connect();
    socket.connect();
    transport.last.open();
    socket.connect();
    expect(transport.connections.length).toBe(1);
  });

  it('is lost when it has not opened within connectTimeout', () => {
    const { socket, transport, status } = setUp({ connectTimeout: 800 });
    socket.connect();
    elapse(799);
    expect(status()).toBe('connecting');
    elapse(1);
    expect(status()).toBe('waiting');
    expect(socket.getSnapshot().cause).toEqual({
      kind: 'connect-timeout',
      code: null,
      reason: '',
      retry: 'backoff',
      message: 'not open within 800 ms',
    });
    expect(transport.live).toEqual([]);
  });

  it('takes a message for proof that it is open', () => {
    const { socket, transport, told } = setUp();
    socket.connect();
    transport.last.say('a quote');
    transport.last.open();
    expect(told.map(([type]) => type)).toEqual(['status', 'status', 'open', 'message']);
  });

  it.each(['a quote', {} as string])('tells nothing of %j when disconnect() inside onOpen came before it', (data) => {
    const { socket, transport, told } = setUp();
    socket.on('open', () => socket.disconnect());
    socket.connect();
    transport.last.say(data);
    expect(told.slice(-2).map(([type, what]) => [type, what])).toEqual([
      ['status', 'closed'],
      ['close', 'disconnect'],
    ]);
  });

  it('that opens before the transport has given the connection is told after it, and what onOpen sends goes out', async () => {
    const { socket, told, transport } = setUp({
      ...QUIET,
      outbox: false,
      url: async () => URL,
      onAttempt: (connection) => connection.open(),
    });
    socket.on('open', () => socket.send('hello'));
    socket.connect();
    await vi.advanceTimersByTimeAsync(0);
    expect(transport.last.received).toEqual(['hello']);
    expect(told.map(([type]) => type)).toEqual(['status', 'status', 'open']);
  });

  it('takes what goes wrong before the attempt is even returned', () => {
    const { socket, status } = setUp({ onAttempt: (connection) => connection.lose({ kind: 'connect-failed' }) });
    socket.connect();
    expect(status()).toBe('waiting');
    expect(vi.getTimerCount()).toBe(1);
  });

  it('counts one loss when an attempt fails twice over', () => {
    const { socket, transport, told } = setUp({ onAttempt: (connection) => [connection.lose(), connection.lose()] });
    socket.connect();
    transport.last.lose();
    expect(socket.getSnapshot().attempt).toBe(1);
    expect(told.filter(([type]) => type === 'close').length).toBe(1);
  });
});

describe('url', () => {
  it.each(['http://bid.example.com', 'bid.example.com', 'ws://', '', 'see wss://bid.example.com'])(
    '%j ends in invalid-url, and no attempt is made',
    (url) => {
      const { socket, transport, status } = setUp({ url });
      socket.connect();
      expect([status(), socket.getSnapshot().cause?.kind, transport.connections.length]).toEqual([
        'closed',
        'invalid-url',
        0,
      ]);
      expect(socket.getSnapshot().cause?.message).toMatch(/ws:\/\/ or wss:\/\//);
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it.each<[unknown, string]>([
    [
      'http://me:pass@bid.example.com/ws?token=secret',
      '"http://bid.example.com/ws": did you mean "ws://bid.example.com/ws"?',
    ],
    ['https://bid.example.com', '"https://bid.example.com": did you mean "wss://bid.example.com"?'],
    ['/ws?token=secret', '"/ws"'],
    ['', '""'],
    [undefined, 'undefined'],
  ])('%j is told to the developer, once for each socket', (url, got) => {
    const toldOf = (given: SocketUrl) => {
      const { socket, warn } = setUp({ url: given });
      socket.connect();
      socket.reconnect();
      elapse(60_000);
      socket.destroy();
      return warn.mock.calls;
    };
    const sentence = `expected a url that begins with ws:// or wss://, got ${got}`;
    if (typeof url === 'string') expect(toldOf(url)).toEqual([[sentence]]);
    expect(toldOf(() => url as string)).toEqual([[sentence]]);
  });

  it('that is none is not told in production', () => {
    vi.stubEnv('NODE_ENV', 'production');
    const { socket, warn } = setUp({ url: 'http://bid.example.com' });
    socket.connect();
    expect(warn).not.toHaveBeenCalled();
  });

  it.each(['ws://bid.example.com', 'wss://bid.example.com', 'WSS://bid.example.com'])('%j is one', (url) => {
    const { socket, transport } = setUp({ url });
    socket.connect();
    expect(transport.last.request.url).toBe(url);
  });

  it('that is none is shown in the cause, without its query', () => {
    const { socket } = setUp({ url: 'bid.example.com/ws?token=secret' });
    socket.connect();
    expect(socket.getSnapshot().cause?.message).toContain('got "bid.example.com/ws"');
  });

  it.each([
    [7, 'got number'],
    [undefined, 'got undefined'],
    [{ url: 'bid.example.com?token=secret' }, 'got "bid.example.com"'],
    [{ url: null }, 'got object'],
    [{}, 'got undefined'],
    [['wss://bid.example.com'], 'got undefined'],
  ])('function that gives %j is told what it gave', (given, message) => {
    const { socket } = setUp({ url: () => given as unknown as string });
    socket.connect();
    expect(socket.getSnapshot().cause?.message).toContain(message);
  });

  it('is asked of a function before every attempt', () => {
    let count = 0;
    const { socket, transport } = setUp({ url: () => `wss://bid.example.com/${++count}` });
    socket.connect();
    transport.last.lose();
    elapse(1_000);
    expect(transport.connections.map(({ request }) => request.url)).toEqual([
      'wss://bid.example.com/1',
      'wss://bid.example.com/2',
    ]);
  });

  it('may come later, and an answer to an abandoned attempt is ignored', async () => {
    const answers: Array<(url: string) => void> = [];
    const { socket, transport } = setUp({ url: () => new Promise<string>((resolve) => answers.push(resolve)) });
    socket.connect();
    elapse(1);
    socket.reconnect();
    answers[0]?.('wss://bid.example.com/old');
    await vi.advanceTimersByTimeAsync(0);
    expect(transport.connections).toEqual([]);
    answers[1]?.('wss://bid.example.com/new');
    await vi.advanceTimersByTimeAsync(0);
    expect(transport.connections.map(({ request }) => request.url)).toEqual(['wss://bid.example.com/new']);
  });

  it.each<[string, () => string | Promise<string>]>([
    [
      'throws',
      () => {
        throw new Error('no token');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no token'))],
    ['gives another scheme', () => 'https://bid.example.com?token=secret'],
    ['gives no text', () => 7 as unknown as string],
  ])('function that %s is url-failed, and tried again', async (_name, url) => {
    const { socket, status } = setUp({ url });
    socket.connect();
    await vi.advanceTimersByTimeAsync(0);
    const { cause } = socket.getSnapshot();
    expect([status(), cause?.kind, cause?.retry]).toEqual(['waiting', 'url-failed', 'backoff']);
    expect(cause?.message).toMatch(/^the url function failed: no token$|, got /);
    expect(cause?.message).not.toContain('secret');
  });

  it('function that never settles runs into connectTimeout', () => {
    const { socket } = setUp({ url: () => new Promise<string>(() => {}), connectTimeout: 500 });
    socket.connect();
    elapse(500);
    expect(socket.getSnapshot().cause?.kind).toBe('connect-timeout');
  });

  it('of null is not wanted, until there is one', () => {
    const { socket, transport, status } = setUp({ url: null });
    socket.connect();
    expect([status(), transport.connections.length]).toEqual(['idle', 0]);
    socket.setOptions({}, URL);
    expect(status()).toBe('connecting');
    socket.setOptions({}, null);
    expect([status(), transport.live.length]).toEqual(['closed', 0]);
  });

  it.each(['bid.example.com/ws?token=secret', '?token=secret', 'http://x#token=secret', 'http://x/\n?token=secret'])(
    'keeps its query out of the cause even when it is none: %j',
    (url) => {
      const { socket } = setUp({ url });
      socket.connect();
      expect(socket.getSnapshot().cause?.message).not.toContain('secret');
    },
  );

  it.each([
    [
      "wss://me:secret@bid.example.com/ws?a=1 and 'wss://bid.example.com/b' failed",
      "/ws and 'wss://bid.example.com/b'",
    ],
    ['wss://me:secret@bid.example.com/ws failed', '/ws'],
  ])('keeps user and password out of every cause: %s', (message, kept) => {
    const { socket, transport } = setUp();
    socket.connect();
    transport.last.lose({ message });
    expect(socket.getSnapshot().cause?.message).toBe(`wss://bid.example.com${kept} failed`);
  });

  it('keeps its query out of every cause', () => {
    const { socket, transport } = setUp();
    socket.connect();
    transport.last.lose({ message: `fail url ${URL}#x not in domain list`, reason: `see ${URL}` });
    expect(JSON.stringify(socket.getSnapshot().cause)).not.toContain('secret');
    expect(socket.getSnapshot().cause?.message).toBe('fail url wss://bid.example.com/ws not in domain list');
  });
});
