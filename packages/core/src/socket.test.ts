import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeTransport } from '../test/fake-transport';
import { createSwitch, elapse, setUp, setUpOpen } from '../test/set-up';
import { systemClock } from './clock';
import { jsonCodec, rawCodec } from './codec';
import type { HeartbeatSocketError } from './errors';
import { createSocket } from './socket';

const URL = 'wss://bid.example.com/ws?token=secret';
function silentPorts() {
  return {
    clock: systemClock,
    transport: createFakeTransport(),
    network: createSwitch(true),
    visibility: createSwitch(true),
  };
}

const QUIET = { heartbeat: false } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('connecting', () => {
  it('opens nothing until it is asked to', () => {
    const { transport, status, app, network } = setUp();
    expect([status(), transport.connections.length, app.size(), network.size()]).toEqual(['idle', 0, 0, 0]);
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
  it.each(['http://bid.example.com', 'bid.example.com', 'ws://', ''])(
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

  it('keeps its query out of every cause', () => {
    const { socket, transport } = setUp();
    socket.connect();
    transport.last.lose({ message: `fail url ${URL}#x not in domain list`, reason: `see ${URL}` });
    expect(JSON.stringify(socket.getSnapshot().cause)).not.toContain('secret');
    expect(socket.getSnapshot().cause?.message).toBe('fail url wss://bid.example.com/ws not in domain list');
  });
});

describe('reconnect', () => {
  it('waits, doubling, up to maxDelay, for ever', () => {
    const { socket, transport } = setUp(QUIET);
    socket.connect();
    const delays = [];
    for (let loss = 1; loss <= 40; loss += 1) {
      transport.last.lose();
      const { retryAt, attempt } = socket.getSnapshot();
      expect(attempt).toBe(loss);
      const delay = (retryAt ?? 0) - Date.now();
      delays.push(delay);
      elapse(delay - 1);
      expect(transport.connections.length).toBe(loss);
      elapse(1);
      expect(transport.connections.length).toBe(loss + 1);
    }
    expect(delays.slice(0, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(delays.at(-1)).toBe(30_000);
  });

  it('forgets the losses once a connection has lived for minUptime', () => {
    const { socket, transport } = setUpOpen(QUIET);
    transport.last.lose();
    elapse(1_000);
    transport.last.open();
    elapse(4_999);
    expect(socket.getSnapshot().attempt).toBe(1);
    elapse(1);
    expect(socket.getSnapshot().attempt).toBe(0);
  });

  it('ends in gave-up at the nth loss in a row, and connect() begins anew', () => {
    const { socket, transport, status } = setUp({ ...QUIET, reconnect: { maxAttempts: 2 } });
    socket.connect();
    transport.last.lose();
    expect(status()).toBe('waiting');
    elapse(1_000);
    transport.last.lose({ kind: 'server', code: 4001, reason: 'full' });
    const { cause } = socket.getSnapshot();
    expect([status(), cause?.kind, cause?.code, cause?.retry]).toEqual(['closed', 'gave-up', 4001, 'never']);
    expect(vi.getTimerCount()).toBe(0);
    socket.connect();
    expect([status(), socket.getSnapshot().attempt]).toEqual(['connecting', 0]);
  });

  it('does not happen when it is off', () => {
    const { transport, status, socket } = setUpOpen({ ...QUIET, reconnect: false });
    transport.last.lose();
    expect([status(), socket.getSnapshot().cause?.retry]).toEqual(['closed', 'never']);
  });

  it.each([1002, 1003, 1007, 1010, 1008])('does not happen after code %s', (code) => {
    const { transport, status } = setUpOpen(QUIET);
    transport.last.lose({ kind: 'server', code });
    expect(status()).toBe('closed');
  });

  it.each([1000, 1001, 1005, 1006, 1009, 1011, 1012, 1013, 4001])('happens after code %s', (code) => {
    const { transport, status } = setUpOpen(QUIET);
    transport.last.lose({ kind: 'server', code });
    expect(status()).toBe('waiting');
  });

  it('happens after 1008 when a function may bring a fresh token', () => {
    const { transport, status } = setUpOpen({ ...QUIET, url: () => URL });
    transport.last.lose({ kind: 'server', code: 1008 });
    expect(status()).toBe('waiting');
  });

  it('is decided by shouldReconnect, both ways', () => {
    const shouldReconnect = vi.fn((cause) => cause.code === 1002);
    const { transport, status, socket } = setUpOpen({ ...QUIET, reconnect: { shouldReconnect } });
    transport.last.lose({ kind: 'server', code: 1002 });
    expect(status()).toBe('waiting');
    elapse(1_000);
    transport.last.lose({ kind: 'network' });
    expect([status(), socket.getSnapshot().cause?.retry]).toEqual(['closed', 'never']);
  });

  it('goes by the default when shouldReconnect throws', () => {
    const { transport, status, told } = setUpOpen({
      ...QUIET,
      reconnect: {
        shouldReconnect: () => {
          throw new Error('oops');
        },
      },
    });
    transport.last.lose();
    expect(status()).toBe('waiting');
    expect(told).toContainEqual(['error', 'listener', 'a listener threw: oops']);
  });

  it('takes the wait from delay(attempt, cause)', () => {
    const { transport, socket } = setUpOpen({
      ...QUIET,
      reconnect: { delay: (attempt, cause) => attempt * 7 + cause.kind.length },
    });
    transport.last.lose();
    expect(socket.getSnapshot().retryAt).toBe(Date.now() + 14);
  });

  it.each([Number.NaN, -1, Infinity, 'soon' as unknown as number])(
    'goes by the back-off when delay gives %s',
    (delay) => {
      const { transport, socket } = setUpOpen({ ...QUIET, reconnect: { delay: () => delay } });
      transport.last.lose();
      expect(socket.getSnapshot().retryAt).toBe(Date.now() + 1_000);
    },
  );

  it('happens at once on connect() while waiting', () => {
    const { transport, socket, status } = setUpOpen(QUIET);
    transport.last.lose();
    socket.connect();
    expect([status(), transport.connections.length, socket.getSnapshot().retryAt]).toEqual(['connecting', 2, null]);
    elapse(1_000);
    expect(transport.connections.length).toBe(2);
  });

  it('replaces what is there on reconnect()', () => {
    const { transport, socket, told } = setUpOpen(QUIET);
    socket.reconnect();
    expect(transport.connections[0]?.closedWith).toEqual([1000, 'replaced']);
    expect(transport.live.length).toBe(1);
    expect(told.at(-1)).toEqual(['close', 'replaced', 'now', null]);
  });
});

describe('an old connection', () => {
  it('has no say any more', () => {
    const { transport, socket, told, status } = setUpOpen(QUIET);
    const old = transport.last;
    socket.reconnect();
    told.length = 0;
    old.say('an old quote');
    old.lose();
    old.open();
    expect([told, status(), transport.live.length]).toEqual([[], 'connecting', 1]);
  });

  it('is not waited for', () => {
    const { transport, socket } = setUpOpen(QUIET);
    transport.last.lose({ kind: 'network' });
    expect(transport.last.closedWith).toEqual([1000, 'network']);
    elapse(1_000);
    expect(transport.connections.length).toBe(2);
    expect(socket.getSnapshot().status).toBe('connecting');
  });
});

describe('disconnect', () => {
  it('closes with 1000, leaves nothing behind, and stays closed', () => {
    const { transport, socket, status, app, network, told } = setUpOpen();
    socket.disconnect();
    expect([status(), transport.last.closedWith, app.size(), network.size()]).toEqual(['closed', [1000, ''], 0, 0]);
    expect(vi.getTimerCount()).toBe(0);
    expect(told.at(-1)).toEqual(['close', 'disconnect', 'never', null]);
    elapse(1_000_000);
    expect(transport.connections.length).toBe(1);
  });

  it('closes with the code and reason given, the reason cut to 123 bytes', () => {
    const { transport, socket } = setUpOpen();
    socket.disconnect(4000, '竞'.repeat(60));
    expect(transport.last.closedWith).toEqual([4000, '竞'.repeat(41)]);
    expect(socket.getSnapshot().cause).toMatchObject({ kind: 'disconnect', code: 4000, retry: 'never' });
  });

  it.each([1001, 999, 5000, 3000.5, Number.NaN])('uses 1000 for %s, and says so', (code) => {
    const { transport, socket, told } = setUpOpen();
    socket.disconnect(code);
    expect(transport.last.closedWith?.[0]).toBe(1000);
    expect(told).toContainEqual(['error', 'invalid-close-code', expect.stringContaining(`${code}`)]);
  });

  it('in a wait leaves no timer, and no second close is told', () => {
    const { transport, socket, status, told } = setUpOpen(QUIET);
    transport.last.lose();
    told.length = 0;
    socket.disconnect();
    expect([status(), vi.getTimerCount(), told]).toEqual(['closed', 0, [['status', 'closed']]]);
  });

  it('inside onMessage stops the delivery there', () => {
    const { transport, socket } = setUpOpen(QUIET);
    const seen: string[] = [];
    socket.on('message', (message) => {
      seen.push(message);
      socket.disconnect();
    });
    const line = transport.last;
    line.say('one');
    line.say('two');
    expect(seen).toEqual(['one']);
  });

  it('inside onStatusChange keeps onOpen from being told', () => {
    const { socket, transport, told } = setUp(QUIET);
    socket.on('statusChange', (status) => status === 'open' && socket.disconnect());
    socket.connect();
    transport.last.open();
    expect(told.map(([type, what]) => [type, what])).toEqual([
      ['status', 'connecting'],
      ['status', 'open'],
      ['status', 'closed'],
      ['close', 'disconnect'],
    ]);
  });
});

describe('holders', () => {
  it('keep it connected until the last has gone', () => {
    const { socket, transport, status } = setUp();
    const first = socket.hold();
    const second = socket.hold();
    first();
    first();
    expect([status(), transport.live.length]).toEqual(['connecting', 1]);
    second();
    expect([status(), transport.live.length]).toEqual(['closed', 0]);
  });

  it('are overridden by disconnect() until connect()', () => {
    const { socket, transport, status } = setUp();
    socket.hold();
    socket.disconnect();
    socket.hold();
    expect(status()).toBe('closed');
    socket.connect();
    expect([status(), transport.live.length]).toEqual(['connecting', 1]);
  });

  it('that come afresh end an earlier disconnect()', () => {
    const { socket, status } = setUp();
    socket.hold();
    socket.disconnect();
    socket.hold(true);
    expect(status()).toBe('connecting');
  });
});

describe('key', () => {
  it('by default is the string url: a new one reconnects and forgets', () => {
    const { socket, transport, told } = setUpOpen(QUIET);
    transport.last.say('a quote');
    socket.setOptions(QUIET, 'wss://bid.example.com/other');
    expect(transport.live.map(({ request }) => request.url)).toEqual(['wss://bid.example.com/other']);
    expect(socket.getSnapshot()).toMatchObject({
      status: 'connecting',
      lastMessage: undefined,
      cause: null,
      attempt: 0,
    });
    expect(told.at(-1)).toEqual(['close', 'replaced', 'now', null]);
    transport.last.open();
    expect(told.at(-1)).toEqual(['open', { isReconnect: false, downtime: 0 }]);
  });

  it('stays the same for another function, and with an explicit key for another url', () => {
    const { socket, transport } = setUpOpen({ url: () => URL });
    socket.setOptions({}, () => URL);
    socket.setOptions({ key: '' }, 'wss://elsewhere.example.com');
    expect(transport.connections.length).toBe(1);
  });

  it('ends an earlier disconnect(), a giving up and a wait', () => {
    const { socket, transport, status } = setUpOpen({ ...QUIET, reconnect: false });
    transport.last.lose();
    expect(status()).toBe('closed');
    socket.setOptions({ ...QUIET, key: 'lot-2' });
    expect(status()).toBe('connecting');
    socket.disconnect();
    socket.setOptions({ ...QUIET, key: 'lot-3' });
    expect(status()).toBe('closed');
  });

  it('ends an earlier disconnect() for holders', () => {
    const { socket, status } = setUp();
    socket.hold();
    socket.disconnect();
    socket.setOptions({ key: 'lot-2' });
    expect(status()).toBe('connecting');
  });
});

describe('setOptions', () => {
  it('does not reconnect, and holds from the next use on', () => {
    const { socket, transport } = setUpOpen(QUIET);
    socket.setOptions({ ...QUIET, protocols: ['v2'], reconnect: { minDelay: 50 } });
    expect(transport.connections.length).toBe(1);
    transport.last.lose();
    elapse(50);
    expect(transport.last.request.protocols).toEqual(['v2']);
  });

  it('tells invalid ones, and keeps the old', () => {
    const { socket, told, transport } = setUpOpen({ ...QUIET, connectTimeout: 700 });
    socket.setOptions({ connectTimeout: -1 });
    expect(told.at(-1)?.slice(0, 2)).toEqual(['error', 'invalid-option']);
    transport.last.lose();
    elapse(1_000 + 699);
    expect(socket.getSnapshot().attempt).toBe(1);
    elapse(1);
    expect(socket.getSnapshot().attempt).toBe(2);
  });
});

describe('messages', () => {
  it('reach every listener once, in order, and lastMessage is the last', () => {
    const { socket, transport, told } = setUpOpen(QUIET);
    for (let count = 1; count <= 200; count += 1) transport.last.say(`${count}`);
    const seen = told.filter(([type]) => type === 'message').map(([, message]) => message);
    expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => `${index + 1}`));
    expect(socket.getSnapshot().lastMessage).toBe('200');
  });

  it('carry the raw frame and the time', () => {
    const { socket, transport } = setUpOpen({ ...QUIET, codec: jsonCodec<{ price: number }>() });
    const listener = vi.fn();
    socket.on('message', listener);
    transport.last.say('{"price":120}');
    expect(listener).toHaveBeenCalledWith({ price: 120 }, { raw: '{"price":120}', at: Date.now() });
  });

  it('that do not decode are told, and the line lives on', () => {
    const { transport, told, status } = setUpOpen({ ...QUIET, codec: jsonCodec() });
    transport.last.say('{');
    transport.last.say('1');
    expect(told.slice(-2).map(([type, what]) => [type, what])).toEqual([
      ['error', 'decode'],
      ['message', 1],
    ]);
    expect(status()).toBe('open');
  });

  it('that are binary are a decode error for text, and fine for rawCodec', () => {
    const text = setUpOpen(QUIET);
    text.transport.last.say(new ArrayBuffer(2));
    expect(text.told.at(-1)?.slice(0, 2)).toEqual(['error', 'decode']);
    const raw = setUpOpen({ ...QUIET, codec: rawCodec });
    raw.transport.last.say(new ArrayBuffer(2));
    expect(raw.told.at(-1)).toEqual(['message', new ArrayBuffer(2)]);
  });

  it('reach the other listeners when one throws', () => {
    const { socket, transport } = setUpOpen(QUIET);
    const seen: unknown[] = [];
    socket.on('message', () => {
      throw new Error('bad listener');
    });
    socket.on('message', (message) => seen.push(message));
    const errors: HeartbeatSocketError[] = [];
    socket.on('error', (error) => errors.push(error));
    transport.last.say('a quote');
    expect(seen).toEqual(['a quote']);
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      ['listener', 'a listener threw: bad listener'],
    ]);
    expect(errors[0]?.cause).toEqual(new Error('bad listener'));
  });

  it('that come while another is being delivered come after it', () => {
    const { socket, transport } = setUpOpen(QUIET);
    const seen: string[] = [];
    socket.on('message', (message) => {
      if (message === 'one') transport.last.say('two');
      seen.push(message);
    });
    transport.last.say('one');
    expect(seen).toEqual(['one', 'two']);
  });
});

describe('errors', () => {
  it('that nobody listens to are warnings', () => {
    const { clock, transport, network, visibility } = silentPorts();
    const warn = vi.fn();
    const socket = createSocket({ clock, transport, network, visibility, random: () => 1, warn }, URL);
    socket.disconnect(7);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('disconnect(7)')]]);
    socket.on('error', () => {});
    socket.disconnect(8);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('of an onError listener are a warning, and nothing more', () => {
    const { socket, warn, status } = setUpOpen(QUIET);
    socket.on('error', () => {
      throw new Error('even this');
    });
    socket.disconnect(7);
    expect(warn).toHaveBeenCalledWith('onError threw: even this');
    expect(status()).toBe('closed');
  });
});

describe('send', () => {
  it('hands a message to the platform while open', () => {
    const { socket, transport } = setUpOpen(QUIET);
    expect(socket.send('bid')).toBe('sent');
    expect(transport.last.received).toEqual(['bid']);
  });

  it('inside onOpen works', () => {
    const { socket, transport } = setUp(QUIET);
    socket.on('open', () => socket.send('hello'));
    socket.connect();
    transport.last.open();
    expect(transport.last.received).toEqual(['hello']);
  });

  it.each<[string, string, (parts: ReturnType<typeof setUp>) => void]>([
    ['idle', 'closed', () => {}],
    [
      'closed',
      'closed',
      ({ socket }) => {
        socket.connect();
        socket.disconnect();
      },
    ],
    ['connecting', 'disabled', ({ socket }) => socket.connect()],
    [
      'waiting',
      'disabled',
      ({ socket, transport }) => {
        socket.connect();
        transport.last.lose();
      },
    ],
    [
      'suspended',
      'disabled',
      ({ socket, app }) => {
        app.set(false);
        socket.connect();
      },
    ],
  ])('while %s is dropped, and the reason is %s', (status, reason, arrange) => {
    const parts = setUp(QUIET);
    arrange(parts);
    expect(parts.status()).toBe(status);
    expect(parts.socket.send('bid')).toBe('dropped');
    expect(parts.told.at(-1)).toEqual(['drop', 'bid', reason]);
  });

  it.each([[{ price: 1 }], [undefined], [7]])(
    'of %j under the text codec is dropped, and says what to do',
    (message) => {
      const { socket, told, status } = setUpOpen(QUIET);
      expect(socket.send(message as unknown as string)).toBe('dropped');
      expect(told.slice(-2)).toEqual([
        ['error', 'encode', expect.stringMatching(/expected a string or an ArrayBuffer.*jsonCodec/)],
        ['drop', message, 'invalid'],
      ]);
      expect(status()).toBe('open');
    },
  );

  it('through a codec that makes nothing of it is dropped', () => {
    const { socket, told } = setUpOpen({ ...QUIET, codec: jsonCodec<unknown>() });
    expect(socket.send(undefined)).toBe('dropped');
    expect(told.at(-1)).toEqual(['drop', undefined, 'invalid']);
  });

  it('that the platform refuses is dropped, and the connection lost', () => {
    const { socket, transport, told, status } = setUpOpen(QUIET);
    transport.last.refuseSends = 'send:fail';
    expect(socket.send('bid')).toBe('dropped');
    expect(told.slice(-3).map(([type, what]) => [type, what])).toEqual([
      ['drop', 'bid'],
      ['status', 'waiting'],
      ['close', 'network'],
    ]);
    expect(status()).toBe('waiting');
  });
});

describe('opening again', () => {
  it('tells for how long the line was down, over failed attempts too', () => {
    const { transport, told } = setUpOpen(QUIET);
    transport.last.lose();
    elapse(1_000);
    transport.last.lose();
    elapse(2_000);
    transport.last.open();
    expect(told.filter(([type]) => type === 'open')).toEqual([
      ['open', { isReconnect: false, downtime: 0 }],
      ['open', { isReconnect: true, downtime: 3_000 }],
    ]);
  });

  it('tells status, then onOpen; on loss status, then onClose', () => {
    const { transport, told } = setUpOpen(QUIET);
    transport.last.lose();
    expect(told.map(([type, what]) => [type, typeof what === 'string' ? what : ''])).toEqual([
      ['status', 'connecting'],
      ['status', 'open'],
      ['open', ''],
      ['status', 'waiting'],
      ['close', 'network'],
    ]);
    expect(told.at(-1)).toEqual(['close', 'network', 'backoff', Date.now() + 1_000]);
  });
});

describe('the snapshot', () => {
  it('is the same object until something changes, and subscribers hear of it once', () => {
    const { socket, transport } = setUpOpen(QUIET);
    const listener = vi.fn();
    const end = socket.subscribe(listener);
    const before = socket.getSnapshot();
    expect(socket.getSnapshot()).toBe(before);
    transport.last.lose();
    expect(socket.getSnapshot()).not.toBe(before);
    expect(listener).toHaveBeenCalledTimes(1);
    end();
    socket.connect();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('has the readyState of the WebSocket API', () => {
    const { socket, transport } = setUp(QUIET);
    const states = [socket.getSnapshot().readyState];
    socket.connect();
    states.push(socket.getSnapshot().readyState);
    transport.last.open();
    states.push(socket.getSnapshot().readyState);
    transport.last.lose();
    states.push(socket.getSnapshot().readyState);
    expect(states).toEqual([3, 0, 1, 3]);
  });

  it('shows the network hint', () => {
    const { socket, network } = setUpOpen(QUIET);
    const listener = vi.fn();
    socket.subscribe(listener);
    network.set(false);
    expect(socket.getSnapshot().online).toBe(false);
    expect(listener).toHaveBeenCalledTimes(1);
  });
});

describe('the app', () => {
  it('hidden while connecting suspends; shown again it connects at once', () => {
    const { socket, transport, app, status } = setUp(QUIET);
    socket.connect();
    app.set(false);
    expect([status(), transport.live.length, vi.getTimerCount()]).toEqual(['suspended', 0, 0]);
    app.set(true);
    expect([status(), transport.live.length]).toEqual(['connecting', 1]);
  });

  it('hidden pauses the heartbeat, and shown soon again probes', () => {
    const { transport, app, status } = setUpOpen();
    transport.last.say('pong');
    app.set(false);
    expect(vi.getTimerCount()).toBe(0);
    elapse(5_000);
    app.set(true);
    expect(transport.last.received).toEqual(['ping', 'ping']);
    elapse(1_499);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('hidden for longer than 5 s costs the connection', () => {
    const { transport, app, socket, told } = setUpOpen();
    transport.last.say('pong');
    app.set(false);
    elapse(5_001);
    app.set(true);
    expect(transport.connections.length).toBe(2);
    expect(transport.live.length).toBe(1);
    expect(told.at(-1)).toEqual(['close', 'interrupted', 'now', null]);
    expect(socket.getSnapshot().attempt).toBe(0);
  });

  it('hidden while a pong is due costs the connection when the deadline has passed on show', () => {
    const { transport, app } = setUpOpen({ heartbeat: { pongTimeout: 1_000 } });
    app.set(false);
    elapse(1_001);
    app.set(true);
    expect(transport.connections.length).toBe(2);
  });

  it('hidden while a pong is due does not when the pong came meanwhile', () => {
    const { transport, app } = setUpOpen({ heartbeat: { pongTimeout: 1_000 } });
    app.set(false);
    transport.last.say('pong');
    elapse(1_001);
    app.set(true);
    expect(transport.connections.length).toBe(1);
  });

  it('hidden past the silence limit costs the connection when no ping is sent', () => {
    const { transport, app } = setUpOpen({ heartbeat: { ping: false, interval: 1_000, pongTimeout: 1_000 } });
    app.set(false);
    elapse(2_001);
    app.set(true);
    expect(transport.connections.length).toBe(2);
  });

  it('hidden with "disconnect" closes with 1000, and opens on show', () => {
    const { transport, app, status } = setUpOpen({ background: 'disconnect' });
    app.set(false);
    expect([status(), transport.last.closedWith?.[0], vi.getTimerCount()]).toEqual(['suspended', 1000, 0]);
    app.set(true);
    expect(status()).toBe('connecting');
  });

  it('hidden with "keep" changes nothing', () => {
    const { transport, app, status } = setUpOpen({ background: 'keep', heartbeat: { interval: 1_000 } });
    transport.last.say('pong');
    app.set(false);
    elapse(1_000);
    expect([status(), transport.last.received]).toEqual(['open', ['ping', 'ping']]);
  });

  it('resumed is refused once without counting it', () => {
    const { transport, app, socket } = setUpOpen(QUIET);
    app.set(false);
    elapse(6_000);
    app.set(true);
    transport.last.lose({ kind: 'interrupted', message: 'network api interrupted in suspend state' });
    expect([socket.getSnapshot().attempt, socket.getSnapshot().retryAt]).toEqual([0, Date.now() + 300]);
  });
});

describe('the network', () => {
  it('coming back ends a wait; attempts start over only after a reported offline', () => {
    const { transport, network, socket } = setUpOpen(QUIET);
    transport.last.lose();
    network.set(true);
    expect([transport.connections.length, socket.getSnapshot().attempt]).toEqual([2, 1]);
    elapse(1_000);
    transport.last.lose();
    network.set(false);
    network.set(true);
    expect([transport.connections.length, socket.getSnapshot().attempt]).toEqual([3, 0]);
  });

  it('gone never cancels a retry', () => {
    const { transport, network } = setUpOpen(QUIET);
    transport.last.lose();
    network.set(false);
    elapse(1_000);
    expect(transport.connections.length).toBe(2);
  });

  it('changing either way probes an open connection', () => {
    const { transport, network } = setUpOpen();
    transport.last.say('pong');
    network.set(false);
    transport.last.say('pong');
    network.set(true);
    expect(transport.last.received).toEqual(['ping', 'ping', 'ping']);
  });
});

describe('destroy', () => {
  it('closes, tells nobody, and nothing connects it again', () => {
    const { socket, transport, told, status } = setUpOpen();
    told.length = 0;
    socket.destroy();
    socket.connect();
    socket.reconnect();
    socket.hold();
    socket.setOptions({ key: 'other' });
    expect([status(), transport.live.length, transport.connections.length, told]).toEqual(['closed', 0, 1, []]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
