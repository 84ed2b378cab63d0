import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp, setUpOpen } from '../../test/set-up';
import { type FlightEvent, recordSocket } from './flight-recorder';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Options with delays that a test can name. */
const PLAIN = { reconnect: { jitter: 'none' } } as const;

/** What was recorded, without when and where. */
function plain(events: readonly FlightEvent[]) {
  return events.map(({ at: _at, connection: _connection, ...event }) => event);
}

describe('the flight recorder', () => {
  it('keeps a whole life in order, with its times and its connections', () => {
    const { socket, transport } = setUp({ heartbeat: { pongTimeout: 400 }, ...PLAIN });
    const recorder = recordSocket(socket);
    socket.connect();
    elapse(50);
    transport.last.open();
    elapse(30);
    transport.last.say('pong');
    elapse(25_000 + 400);
    elapse(1_000);
    const url = 'wss://bid.example.com/ws';
    const cause = { kind: 'pong-timeout', code: null, reason: '', retry: 'backoff' };
    expect(recorder.events()).toEqual([
      { type: 'status', status: 'connecting', previous: 'idle', at: 1_000_000, connection: 0 },
      { type: 'attempt', url, at: 1_000_000, connection: 1 },
      { type: 'status', status: 'open', previous: 'connecting', at: 1_000_050, connection: 1 },
      { type: 'ping', size: 4, at: 1_000_050, connection: 1 },
      { type: 'pong', rtt: 30, at: 1_000_080, connection: 1 },
      { type: 'ping', size: 4, at: 1_025_080, connection: 1 },
      { type: 'status', status: 'waiting', previous: 'open', at: 1_025_480, connection: 1 },
      { type: 'close', cause: expect.objectContaining(cause), retryAt: 1_026_480, at: 1_025_480, connection: 1 },
      { type: 'status', status: 'connecting', previous: 'waiting', at: 1_026_480, connection: 1 },
      { type: 'attempt', url, at: 1_026_480, connection: 2 },
    ]);
  });

  it('keeps what is sent, what waits and what is dropped, as lengths', () => {
    const { socket, transport } = setUp({ ...QUIET, outbox: { limit: 1 } });
    const recorder = recordSocket(socket);
    socket.connect();
    socket.send('密码 123');
    socket.send('密码');
    transport.last.open();
    socket.send(new ArrayBuffer(7));
    socket.disconnect();
    socket.send('later');
    expect(plain(recorder.events()).filter(({ type }) => ['send', 'queue', 'drop'].includes(type))).toEqual([
      { type: 'queue', size: 6, pending: 1 },
      { type: 'drop', size: 6, reason: 'full' },
      { type: 'queue', size: 2, pending: 1 },
      { type: 'send', size: 2 },
      { type: 'send', size: 7 },
      { type: 'drop', size: 5, reason: 'closed' },
    ]);
    expect(recorder.exportLog()).not.toContain('密码');
  });

  it('keeps a message that goes back into the outbox', () => {
    const { socket, transport } = setUpOpen(QUIET);
    const recorder = recordSocket(socket);
    socket.send('1');
    transport.last.failSends('the line is busy');
    expect(plain(recorder.events()).slice(0, 2)).toEqual([
      { type: 'send', size: 1 },
      { type: 'queue', size: 1, pending: 1 },
    ]);
  });

  it('keeps what the platform tells of app and network', () => {
    const { socket, app, network } = setUpOpen({ ...QUIET, background: 'keep' });
    const recorder = recordSocket(socket);
    app.set(false);
    network.set(false);
    app.set(true);
    expect(plain(recorder.events())).toEqual([
      { type: 'app', visible: false },
      { type: 'network', online: false },
      { type: 'app', visible: true },
    ]);
  });

  it('keeps errors, and takes the warning of them from nobody', () => {
    const { socket, transport, told } = setUpOpen({
      ...QUIET,
      codec: {
        encode: String,
        decode() {
          throw new Error('no message of wss://bid.example.com/ws?token=secret');
        },
      },
    });
    const recorder = recordSocket(socket);
    transport.last.say('{');
    expect(plain(recorder.events())).toEqual([
      { type: 'error', code: 'decode', message: expect.stringContaining('wss://bid.example.com/ws') },
    ]);
    expect(told.filter(([type]) => type === 'error')).toHaveLength(1);
  });

  it('shows no token, wherever it comes from', () => {
    const { socket, transport } = setUp({ ...QUIET, ...PLAIN });
    const recorder = recordSocket(socket);
    socket.on('message', () => {
      throw new Error('at https://bid.example.com/api?token=secret');
    });
    socket.connect();
    transport.last.lose({ message: 'failed: wss://bid.example.com/ws?token=secret', reason: 'ws://a?token=secret' });
    elapse(1_000);
    transport.last.open();
    transport.last.say('x');
    expect(recorder.events().map(({ type }) => type)).toEqual(expect.arrayContaining(['close', 'error', 'attempt']));
    expect(recorder.exportLog()).not.toContain('secret');
  });

  it.each(["?name=O'Brien&token=secret", '?name=John Smith&token=secret', "o'brien?token=secret"])(
    'shows no token of a url that ends in %j',
    (end) => {
      const { socket, transport } = setUp({ ...QUIET, url: `wss://bid.example.com/${end}` });
      const recorder = recordSocket(socket);
      socket.connect();
      expect(transport.last.request.url).toContain('secret');
      expect(recorder.exportLog()).not.toContain('secret');
    },
  );

  it('makes room by forgetting the oldest, and says how many', () => {
    const { socket } = setUpOpen(QUIET);
    const recorder = recordSocket(socket, { size: 2 });
    for (const text of ['1', '22', '333']) socket.send(text);
    expect(plain(recorder.events())).toEqual([
      { type: 'send', size: 2 },
      { type: 'send', size: 3 },
    ]);
    expect(JSON.parse(recorder.exportLog())).toEqual({ version: 1, forgotten: 1, events: recorder.events() });
  });

  it('gives the same array until there is something new, and tells then', () => {
    const { socket } = setUpOpen(QUIET);
    const recorder = recordSocket(socket);
    const seen: number[] = [];
    const end = recorder.subscribe(() => seen.push(recorder.events().length));
    const before = recorder.events();
    expect(recorder.events()).toBe(before);
    socket.send('1');
    expect(recorder.events()).not.toBe(before);
    end();
    end();
    socket.send('2');
    expect(seen).toEqual([1]);
  });

  it('keeps what it has once it is stopped, and no more', () => {
    const { socket } = setUpOpen(QUIET);
    const recorder = recordSocket(socket);
    socket.send('1');
    recorder.stop();
    recorder.stop();
    socket.send('2');
    expect(recorder.events()).toHaveLength(1);
  });

  it.each(['connecting', 'open'])('counts the connection that was %s when it began', (status) => {
    const { socket, transport } = setUp(QUIET);
    socket.connect();
    if (status === 'open') transport.last.open();
    const recorder = recordSocket(socket);
    socket.send('1');
    expect(recorder.events()[0]?.connection).toBe(1);
  });

  it('is no way for a fault to reach the socket', () => {
    const { socket, transport, warn } = setUpOpen(QUIET);
    recordSocket(socket).subscribe(() => {
      throw new Error('a broken panel');
    });
    expect(socket.send('1')).toBe('sent');
    expect([transport.last.received, warn.mock.calls]).toEqual([
      ['1'],
      [['a subscriber threw: a broken panel', new Error('a broken panel')]],
    ]);
  });

  it('ends with the socket', () => {
    const { socket } = setUpOpen(QUIET);
    const recorder = recordSocket(socket);
    socket.destroy();
    socket.send('1');
    expect(recorder.events().map(({ type }) => type)).toEqual(['status', 'close']);
  });

  it('takes the result of a hook for its socket', () => {
    const { socket } = setUpOpen(QUIET);
    const recorder = recordSocket({ core: socket });
    socket.send('1');
    expect(recorder.events()).toHaveLength(1);
  });

  it.each([0, 1.5, -1, Infinity, Number.NaN])('refuses a size of %s', (size) => {
    expect(() => recordSocket(setUp().socket, { size })).toThrow(/size: expected a whole number from 1/);
  });
});
