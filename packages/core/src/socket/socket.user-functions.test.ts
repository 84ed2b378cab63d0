import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSwitch, elapse, QUIET, setUp, setUpOpen, URL } from '../../test/set-up';
import { listen } from '../messages/listeners';
import type { Connection } from '../ports/ports';
import type { SocketOptions } from './options';

const SHORT = { interval: 1_000, pongTimeout: 400 };
const PLAIN = { ...QUIET, reconnect: { jitter: 'none' } } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Does something in its first call only. */
function first(act: () => void): () => void {
  let hasActed = false;
  return () => {
    if (hasActed) return;
    hasActed = true;
    act();
  };
}

const oops = () => {
  throw new Error('oops');
};

const settled = () => vi.advanceTimersByTimeAsync(0);

/** Thrown, it throws again when somebody looks at it. */
function unreadable(): never {
  throw {
    get message() {
      throw new Error('do not look');
    },
  };
}

type Parts = ReturnType<typeof setUp<string, string>>;
const errorsOf = ({ told }: Pick<Parts, 'told'>) => told.filter(([type]) => type === 'error').map(([, code]) => code);
const closesOf = ({ told }: Pick<Parts, 'told'>) => told.filter(([type]) => type === 'close').map(([, kind]) => kind);

/** What the socket tells from now on is told: its line speaks, and somebody hears it. */
function expectHeard({ transport, socket, status }: Pick<Parts, 'transport' | 'socket' | 'status'>): void {
  const heard: string[] = [];
  const end = socket.on('message', (message) => heard.push(message));
  transport.last.say('news');
  end();
  expect([status(), heard, transport.live.length]).toEqual(['open', ['news'], 1]);
}

describe('a ping of the user', () => {
  it('that reconnects replaces one line, and the next one lives', () => {
    const act = first(() => parts.socket.reconnect());
    const parts = setUp({
      heartbeat: {
        ...SHORT,
        ping() {
          act();
          return 'ping';
        },
      },
    });
    parts.socket.connect();
    parts.transport.last.open();
    parts.transport.last.open();
    expect(closesOf(parts)).toEqual(['replaced']);
    for (let beat = 0; beat < 10; beat += 1) {
      parts.transport.last.say('pong');
      elapse(500);
    }
    expect(closesOf(parts)).toEqual(['replaced']);
    expectHeard(parts);
  });

  it.each(['disconnect', 'destroy'] as const)('that calls %s() leaves no timer and no connection', (name) => {
    const parts = setUp({
      heartbeat: {
        ...SHORT,
        ping() {
          parts.socket[name]();
          return 'ping';
        },
      },
    });
    parts.socket.connect();
    parts.transport.last.open();
    expect([parts.status(), vi.getTimerCount(), parts.transport.live]).toEqual(['closed', 0, []]);
  });

  it('that sends has its message queued, and sent after the ping', () => {
    const answers: unknown[] = [];
    const act = first(() => answers.push(parts.socket.send('from ping')));
    const parts = setUp({
      heartbeat: {
        ...SHORT,
        ping() {
          act();
          return 'ping';
        },
      },
    });
    parts.socket.connect();
    parts.transport.last.open();
    expect([answers, parts.transport.last.received]).toEqual([['queued'], ['ping', 'from ping']]);
  });
});

describe('an isPong of the user', () => {
  it('that reconnects leaves no round trip to the next line', () => {
    const act = first(() => parts.socket.reconnect());
    const parts = setUp({
      heartbeat: {
        ...SHORT,
        isPong() {
          act();
          return true;
        },
      },
    });
    parts.socket.connect();
    parts.transport.last.open();
    elapse(50);
    parts.transport.last.say('pong');
    const { status, rtt } = parts.socket.getSnapshot();
    expect([status, rtt]).toEqual(['connecting', null]);
  });

  it('that sends has its message queued until the frame is through', () => {
    const answers: unknown[] = [];
    const parts = setUpOpen({
      heartbeat: {
        ...SHORT,
        isPong() {
          answers.push(parts.socket.send('from isPong'));
          return true;
        },
      },
    });
    parts.transport.last.say('pong');
    expect([answers, parts.transport.last.received]).toEqual([['queued'], ['ping', 'from isPong']]);
  });
});

describe('a shouldReconnect of the user', () => {
  it('that reconnects has an attempt that lives', () => {
    const act = first(() => parts.socket.reconnect());
    const parts = setUpOpen({
      ...QUIET,
      reconnect: {
        jitter: 'none',
        shouldReconnect() {
          act();
          return true;
        },
      },
    });
    parts.transport.last.lose();
    expect([parts.status(), parts.transport.connections.length]).toEqual(['connecting', 2]);
    parts.transport.last.open();
    expectHeard(parts);
  });

  it('that disconnects tells the loss, and what it did about it', () => {
    const parts = setUpOpen({
      ...QUIET,
      reconnect: {
        shouldReconnect() {
          parts.socket.disconnect();
          return true;
        },
      },
    });
    parts.transport.last.lose();
    expect([parts.status(), closesOf(parts)[0], vi.getTimerCount()]).toEqual(['closed', 'network', 0]);
  });

  it('that is async is told, and the default decides', () => {
    const parts = setUpOpen({ ...QUIET, reconnect: { jitter: 'none', shouldReconnect: (async () => false) as never } });
    parts.transport.last.lose();
    expect([parts.status(), errorsOf(parts)]).toEqual(['waiting', ['listener']]);
  });
});

describe('a url of the user', () => {
  it('that comes twice opens one connection', async () => {
    const parts = setUp({
      ...PLAIN,
      url: () =>
        ({
          // biome-ignore lint/suspicious/noThenProperty: a thenable that settles twice
          then(resolve: (url: string) => void) {
            resolve(URL);
            resolve(URL);
          },
        }) as Promise<string>,
    });
    parts.socket.connect();
    await settled();
    expect(parts.transport.connections.length).toBe(1);
  });

  it.each(['rejects', 'throws'] as const)('that %s after it came costs nothing', async (how) => {
    const parts = setUp({
      ...PLAIN,
      url: () =>
        ({
          // biome-ignore lint/suspicious/noThenProperty: a thenable that settles twice
          then(resolve: (url: string) => void, reject: (reason: unknown) => void) {
            resolve(URL);
            if (how === 'throws') oops();
            reject(new Error('late'));
          },
        }) as Promise<string>,
    });
    parts.socket.connect();
    await settled();
    expect([parts.transport.live.length, parts.status(), closesOf(parts)]).toEqual([1, 'connecting', []]);
  });

  it.each(['disconnect', 'reconnect'] as const)('that calls %s() leaves no connection behind', (name) => {
    const act = first(() => parts.socket[name]());
    const parts = setUp({
      ...PLAIN,
      url() {
        act();
        return URL;
      },
    });
    parts.socket.connect();
    expect(parts.transport.live.length).toBe(name === 'disconnect' ? 0 : 1);
  });
});

describe('a resync of the user', () => {
  it('that threw is tried again, though jitter throws, and everybody is heard', async () => {
    let calls = 0;
    const heard: string[] = [];
    const parts = setUpOpen({ ...QUIET, reconnect: { jitter: oops } });
    parts.socket.on('message', (message) => heard.push(message));
    listen(parts.socket, {
      onMessage() {},
      resync() {
        calls += 1;
        if (calls === 1) oops();
        return [];
      },
    });
    expect(errorsOf(parts).sort()).toEqual(['listener', 'resync-failed']);
    parts.transport.last.say('news');
    expect(heard).toEqual(['news']);
    elapse(30_000);
    expect([calls, parts.socket.getSnapshot().syncing]).toEqual([2, false]);
  });

  it('that takes too long is tried again, though jitter throws', () => {
    let calls = 0;
    const parts = setUpOpen({ ...QUIET, reconnect: { jitter: oops } });
    listen(parts.socket, {
      onMessage() {},
      resyncTimeout: 1_000,
      resync() {
        calls += 1;
        return calls === 1 ? new Promise(() => {}) : [];
      },
    });
    expect(() => elapse(1_000)).not.toThrow();
    elapse(30_000);
    expect(calls).toBe(2);
  });

  it.each([
    ['undefined', undefined],
    ['a negative number', -5],
    ['not a number', Number.NaN],
  ])('that threw is tried again after a while where jitter gives %s', (_name, wait) => {
    let calls = 0;
    const parts = setUpOpen({ ...QUIET, reconnect: { jitter: () => wait as number } });
    listen(parts.socket, {
      onMessage() {},
      resync() {
        calls += 1;
        return oops();
      },
    });
    elapse(10);
    expect(calls).toBe(1);
  });

  it('that comes twice is shown once', async () => {
    const heard: string[] = [];
    const parts = setUpOpen(PLAIN);
    listen(parts.socket, {
      onMessage: (message) => heard.push(message as string),
      resync: () =>
        ({
          // biome-ignore lint/suspicious/noThenProperty: a thenable that settles twice
          then(resolve: (result: string[]) => void) {
            resolve(['1']);
            resolve(['1']);
          },
        }) as Promise<string[]>,
    });
    await settled();
    expect(heard).toEqual(['1']);
  });

  it.each(['rejects', 'throws'] as const)('that %s after it came has not failed', async (how) => {
    const parts = setUpOpen(PLAIN);
    listen(parts.socket, {
      onMessage() {},
      resync: () =>
        ({
          // biome-ignore lint/suspicious/noThenProperty: a thenable that settles twice
          then(resolve: (result: string[]) => void, reject: (reason: unknown) => void) {
            resolve([]);
            if (how === 'throws') oops();
            reject(new Error('late'));
          },
        }) as Promise<string[]>,
    });
    await settled();
    expect([errorsOf(parts), parts.socket.getSnapshot().syncing, vi.getTimerCount()]).toEqual([[], false, 1]);
  });
});

describe('a callback that causes what it hears', () => {
  const MOST = 10_000;

  it.each<[name: string, options: SocketOptions<string, string>, act: (socket: Parts['socket']) => void]>([
    ['close', {}, (socket) => socket.reconnect()],
    ['close', { reconnect: false }, (socket) => socket.connect()],
    ['drop', { outbox: false }, (socket) => void socket.send('again', { queue: false })],
    ['error', {}, (socket) => socket.disconnect(1001)],
    ['error', {}, (socket) => void socket.send({} as never)],
  ])('leaves time for the page: on %s, with %j', (name, options, act) => {
    const parts = setUp<string, string>({ ...PLAIN, ...options });
    // Of a url that is none, every attempt is lost at once.
    if (options.reconnect === false) parts.socket.setOptions({ ...PLAIN, ...options }, 'nowhere');
    let calls = 0;
    let isOver = false;
    parts.socket.on(name as 'close', () => {
      calls += 1;
      if (!isOver && calls < MOST) act(parts.socket);
    });
    parts.socket.connect();
    act(parts.socket);
    expect(calls).toBeLessThan(MOST / 10);
    const before = calls;
    elapse(1);
    expect([
      calls > before,
      calls < MOST,
      parts.warn.mock.calls.filter(([text]) => /goes on causing/.test(text)).length,
    ]).toEqual([true, true, 1]);
    isOver = true;
    elapse(1);
    const end = calls;
    parts.socket.disconnect();
    elapse(1_000);
    expect([calls - end <= 1, vi.getTimerCount()]).toEqual([true, 0]);
    parts.socket.setOptions(PLAIN, URL);
    parts.socket.reconnect();
    parts.transport.last.open();
    expectHeard(parts);
  });

  it('a url function that reconnects, too', () => {
    let calls = 0;
    const parts = setUp({
      ...PLAIN,
      url() {
        calls += 1;
        if (calls < MOST) parts.socket.reconnect();
        return URL;
      },
    });
    parts.socket.connect();
    expect(calls).toBeLessThan(MOST / 10);
    elapse(1);
    expect(parts.transport.live.length).toBe(1);
  });
});

describe('a port that throws', () => {
  /** A hint whose subscription fails the first time. */
  function failing() {
    const hint = createSwitch(true);
    const act = first(oops);
    return {
      ...hint,
      subscribe(listener: (value: boolean) => void) {
        act();
        return hint.subscribe(listener);
      },
    };
  }

  it.each(['network', 'visibility'] as const)('as it is attached keeps nobody from connecting: %s', (name) => {
    const parts = setUp({ ...PLAIN, ports: { [name]: failing() } });
    expect(() => parts.socket.connect()).not.toThrow();
    expect([parts.status(), parts.transport.connections.length]).toEqual(['connecting', 1]);
    parts.transport.last.open();
    expectHeard(parts);
    expect(errorsOf(parts)).toEqual(['port']);
  });

  it.each(['network', 'visibility'] as const)('as it is asked keeps nobody from connecting: %s', (name) => {
    const parts = setUp({ ...PLAIN, ports: { [name]: { ...createSwitch(true), current: oops } } });
    expect(() => parts.socket.connect()).not.toThrow();
    parts.transport.last.open();
    expectHeard(parts);
  });

  it.each(['network', 'visibility'] as const)('as it is left keeps nobody from connecting again: %s', (name) => {
    const parts = setUp({ ...PLAIN, ports: { [name]: { ...createSwitch(true), subscribe: () => oops } } });
    parts.socket.connect();
    parts.transport.last.open();
    expect(() => parts.socket.disconnect()).not.toThrow();
    parts.socket.connect();
    parts.transport.last.open();
    expectHeard(parts);
  });

  it('as it opens is a loss like any other', () => {
    const { transport } = setUp();
    const act = first(oops);
    const parts = setUp({
      ...PLAIN,
      ports: {
        transport: {
          open(request, emit) {
            act();
            return transport.open(request, emit);
          },
        },
      },
    });
    expect(() => parts.socket.connect()).not.toThrow();
    expect(parts.status()).toBe('waiting');
    elapse(1_000);
    transport.last.open();
    expect([parts.status(), transport.live.length]).toEqual(['open', 1]);
  });

  /** A transport that throws where the test says so. */
  function throwing(name: keyof Connection) {
    const { transport } = setUp();
    const parts = setUp({
      ...PLAIN,
      ports: {
        transport: {
          open(request, emit) {
            const connection = transport.open(request, emit);
            return transport.connections.length === 1 ? { ...connection, [name]: oops } : connection;
          },
        },
      },
    });
    parts.socket.connect();
    transport.last.open();
    return { ...parts, transport };
  }

  it('as it sends is a loss like any other, and what was sent goes out after it', () => {
    const parts = throwing('send');
    expect(() => parts.socket.send('bid')).not.toThrow();
    expect(parts.status()).toBe('waiting');
    elapse(1_000);
    parts.transport.last.open();
    expect([parts.status(), parts.transport.last.received]).toEqual(['open', ['bid']]);
  });

  it.each(['disconnect', 'reconnect'] as const)(
    'as it closes keeps nobody from connecting again after %s()',
    (name) => {
      const parts = throwing('close');
      expect(() => parts.socket[name]()).not.toThrow();
      parts.socket.connect();
      expect(parts.transport.connections.length).toBe(2);
      parts.transport.last.open();
      expect(parts.status()).toBe('open');
    },
  );

  it('as it warns keeps nobody from hearing what comes next', () => {
    const heard: string[] = [];
    const parts = setUp({ ...PLAIN, ports: { warn: oops } });
    const end = parts.socket.on('error', oops);
    parts.socket.on('message', (message) => {
      heard.push(message);
      if (heard.length === 1) oops();
    });
    parts.socket.connect();
    parts.transport.last.open();
    expect(() => parts.transport.last.say('1')).not.toThrow();
    parts.transport.last.say('2');
    end();
    expect(heard).toEqual(['1', '2']);
  });
});

describe('what cannot be read, thrown', () => {
  it('by a listener breaks nothing', () => {
    const heard: string[] = [];
    const parts = setUpOpen(PLAIN);
    parts.socket.on('message', first(unreadable));
    parts.socket.on('message', (message) => heard.push(message));
    expect(() => parts.transport.last.say('1')).not.toThrow();
    expectHeard(parts);
    expect([heard, errorsOf(parts)]).toEqual([['1', 'news'], ['listener']]);
  });

  it('by a ping breaks nothing', () => {
    const parts = setUp({ heartbeat: { ...SHORT, ping: unreadable } });
    parts.socket.connect();
    expect(() => parts.transport.last.open()).not.toThrow();
    expectHeard(parts);
    expect(errorsOf(parts)).toEqual(['listener']);
  });

  it('by a url function is a url that failed', () => {
    const parts = setUp({ ...PLAIN, url: unreadable });
    expect(() => parts.socket.connect()).not.toThrow();
    expect([parts.status(), closesOf(parts)]).toEqual(['waiting', ['url-failed']]);
  });

  it('by a codec breaks nothing', () => {
    const parts = setUpOpen({ ...PLAIN, codec: { encode: (text: string) => text, decode: unreadable } });
    expect(() => parts.transport.last.say('1')).not.toThrow();
    expect([parts.status(), errorsOf(parts)]).toEqual(['open', ['decode']]);
  });

  it('by a resync is a resync that failed', () => {
    const parts = setUpOpen(PLAIN);
    expect(() => listen(parts.socket, { onMessage() {}, resync: unreadable })).not.toThrow();
    expect(errorsOf(parts)).toEqual(['resync-failed']);
  });
});

describe('a function that is async where an answer is needed at once', () => {
  it('is told of, and its rejection ends there', async () => {
    const rejected = vi.fn();
    process.on('unhandledRejection', rejected);
    const shouldReconnect = (async () => Promise.reject(new Error('no'))) as never;
    const parts = setUpOpen({ ...QUIET, reconnect: { shouldReconnect } });
    parts.transport.last.lose();
    await settled();
    vi.useRealTimers();
    // Node tells of a rejection that nobody handles once all microtasks have run.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', rejected);
    expect(parts.told).toContainEqual(['error', 'listener', expect.stringContaining('must not be async')]);
    expect(rejected).not.toHaveBeenCalled();
  });

  it('knows no pong: a promise is no answer', () => {
    const isPong = (async () => true) as never;
    const parts = setUpOpen({ heartbeat: { ...SHORT, isPong } });
    parts.transport.last.say('pong');
    expect(parts.told).toContainEqual(['error', 'listener', expect.stringContaining('must not be async')]);
  });

  it('decodes nothing: a promise is no message', () => {
    const decode = (async (frame: unknown) => frame) as never;
    const parts = setUpOpen<string, string>({ ...QUIET, codec: { encode: (text) => text, decode } });
    parts.transport.last.say('news');
    expect(parts.told).toContainEqual(['error', 'decode', expect.stringContaining('must not be async')]);
    expect(parts.told.filter(([type]) => type === 'message')).toEqual([]);
  });
});
