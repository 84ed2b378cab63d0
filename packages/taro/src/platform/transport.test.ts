import { setImmediate } from 'node:timers/promises';
import * as alipay from '@tarojs/plugin-platform-alipay/dist/runtime-utils.js';
import { processApis } from '@tarojs/shared';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeMy } from '../../test/fake-my';

const mock = await vi.hoisted(async () => (await import('../../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

const URL = 'wss://bid.example.com/ws';
const QUIET = { heartbeat: false, reconnect: { jitter: 'none' } } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  mock.reset();
});
afterEach(() => {
  expect(mock.listeners()).toBe(0);
  vi.useRealTimers();
});

const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

/** A socket on the mock, with all that it told. */
async function connect(options: Record<string, unknown> = {}, platform = 'WEAPP') {
  mock.taro.getEnv = () => platform;
  const { createHeartbeatSocket } = await import('..');
  const socket = createHeartbeatSocket(URL, { ...QUIET, ...options });
  const messages: unknown[] = [];
  socket.on('message', (message) => messages.push(message));
  socket.connect();
  return { socket, messages, status: () => socket.getSnapshot().status, cause: () => socket.getSnapshot().cause };
}

describe('connectSocket', () => {
  it.each<[string, () => unknown, string]>([
    [
      'throws',
      () => {
        throw new Error('boom');
      },
      'connect-failed',
    ],
    ['rejects', () => Promise.reject({ errMsg: 'connectSocket:fail' }), 'connect-failed'],
    ['resolves with what is no task', () => Promise.resolve({ errMsg: 'connectSocket:fail' }), 'connect-failed'],
    ['resolves with nothing', () => Promise.resolve(), 'connect-failed'],
    ['gives no promise', () => undefined, 'connect-failed'],
    [
      'refuses for want of a slot',
      () => Promise.reject({ errMsg: 'createSocketTask:fail wcwss taskID=9 exceed max concurrent count' }),
      'slot-limit',
    ],
    [
      'refuses for want of a slot on H5',
      () => Promise.reject({ errMsg: 'connectSocket:fail 同时最多发起 5 个 socket 请求' }),
      'slot-limit',
    ],
    [
      'refuses the domain',
      () => Promise.reject({ errMsg: 'connectSocket:fail url not in domain list' }),
      'forbidden-domain',
    ],
    [
      'is called while the app resumes',
      () => Promise.reject({ errMsg: 'fail network api interrupted in suspend state' }),
      'interrupted',
    ],
  ])('that %s is one loss, and the retry timer is there', async (_name, answer, kind) => {
    mock.connectSocket.mockImplementationOnce(answer);
    const { socket, status, cause } = await connect();
    await settle();
    expect([status(), cause()?.kind, socket.getSnapshot().attempt, vi.getTimerCount()]).toEqual([
      'waiting',
      kind,
      1,
      1,
    ]);
    socket.destroy();
  });

  it('that gave no task says so', async () => {
    mock.connectSocket.mockImplementationOnce(() => Promise.resolve({ errMsg: 'connectSocket:fail' }));
    const { socket, cause } = await connect();
    await settle();
    expect(cause()?.message).toBe('connectSocket gave no SocketTask: connectSocket:fail');
    socket.destroy();
  });

  it('that never settles runs into connectTimeout, and its task is closed on arrival', async () => {
    let arrive: (task: unknown) => void = () => {};
    mock.connectSocket.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          arrive = resolve;
        }),
    );
    const { socket, cause } = await connect({ connectTimeout: 500 });
    await settle(500);
    expect(cause()?.kind).toBe('connect-timeout');
    const { createMockTask } = await import('../../test/mock-taro');
    const late = createMockTask();
    arrive(late);
    await settle();
    expect(late.close).toHaveBeenCalledTimes(1);
    late.open();
    expect(late.close).toHaveBeenCalledTimes(2);
    socket.destroy();
  });

  it('is called without fail and complete, which turn rejections into resolutions on H5', async () => {
    const { socket } = await connect({ protocols: ['v1'], header: { a: 'b' } });
    expect(mock.connectSocket.mock.calls).toEqual([[{ url: URL, protocols: ['v1'], header: { a: 'b' } }]]);
    socket.destroy();
    await settle();
  });

  it('that gave a task which is open already is open', async () => {
    const task = (await import('../../test/mock-taro')).createMockTask();
    mock.connectSocket.mockImplementationOnce(() => Promise.resolve(Object.assign(task, { readyState: 1 })));
    const { socket, status } = await connect();
    await settle();
    expect(status()).toBe('open');
    socket.destroy();
  });
});

describe('a task', () => {
  it.each<[string, (task: typeof mock.task) => void, Record<string, unknown>]>([
    [
      'error before open',
      (task) => task.fail({ errMsg: 'refused' }),
      { kind: 'connect-failed', code: null, message: 'refused' },
    ],
    ['close before open', (task) => task.end(1006, 'abnormal'), { kind: 'connect-failed', code: 1006 }],
    [
      'error',
      (task) => {
        task.open();
        task.fail({ errMsg: 'broken' });
      },
      { kind: 'network', message: 'broken' },
    ],
    [
      'close by the server',
      (task) => {
        task.open();
        task.end(4001, 'full');
      },
      { kind: 'server', code: 4001, reason: 'full' },
    ],
    [
      'abnormal close',
      (task) => {
        task.open();
        task.end(1006);
      },
      { kind: 'network', code: 1006 },
    ],
    [
      'close without a code',
      (task) => {
        task.open();
        task.end(undefined);
      },
      { kind: 'network', code: null },
    ],
    [
      'kill with 1000',
      (task) => {
        task.open();
        task.end(1000, 'interrupted');
      },
      { kind: 'interrupted', code: 1000 },
    ],
    [
      'error that is an Event',
      (task) => {
        task.open();
        task.fail({ type: 'error' });
      },
      { kind: 'network', message: 'error' },
    ],
  ])('that tells %s is lost once, and closed', async (_name, act, expected) => {
    const { socket, status, cause } = await connect();
    await settle();
    const { task } = mock;
    act(task);
    task.end(1006);
    task.fail({ errMsg: 'again' });
    expect(status()).toBe('waiting');
    expect(cause()).toMatchObject(expected);
    expect([socket.getSnapshot().attempt, task.close.mock.calls.length]).toEqual([1, 1]);
    socket.destroy();
  });

  it('whose send fails, throws or rejects loses the connection, once', async () => {
    for (const failure of ['fail', 'throw', 'reject', 'all']) {
      const { socket, cause } = await connect({ ...QUIET, outbox: false });
      const drops: unknown[] = [];
      socket.on('drop', (...drop) => drops.push(drop));
      await settle();
      mock.task.open();
      mock.task.send.mockImplementationOnce(({ fail }) => {
        if (failure === 'throw') throw new Error('not open');
        if (failure !== 'reject') fail?.({ errMsg: 'not open' });
        return failure === 'fail' ? undefined : Promise.reject({ errMsg: 'not open' });
      });
      socket.send('bid');
      await settle();
      expect([failure, cause()?.kind, socket.getSnapshot().attempt]).toEqual([failure, 'network', 1]);
      expect(drops).toEqual([['bid', 'send-failed']]);
      socket.destroy();
    }
  });

  it('whose close throws or rejects does no harm', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    for (const close of [
      () => {
        throw new Error('not connected');
      },
      () => Promise.reject({ errMsg: 'taskID not exist' }),
    ]) {
      const { socket, status } = await connect();
      await settle();
      mock.task.open();
      // No vi.fn: it handles the promises that it returns.
      mock.task.close = close as never;
      socket.disconnect();
      // A real turn of the event loop: that is when Node tells of a rejection that nobody handled.
      await setImmediate();
      expect([status(), unhandled.mock.calls]).toEqual(['closed', []]);
    }
    process.off('unhandledRejection', unhandled);
  });
});

describe('header on H5', () => {
  it('is left out, and said so once', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { socket } = await connect({ header: { a: 'b' } }, 'WEB');
    socket.reconnect();
    await settle();
    expect(mock.connectSocket.mock.calls).toEqual([[{ url: URL }], [{ url: URL }]]);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('header has no effect on H5')]]);
    socket.destroy();
  });
});

describe('on Alipay, under Taro’s own two transformations,', () => {
  const state: { fake: ReturnType<typeof createFakeMy> } = { fake: createFakeMy() };

  async function connectAlipay(knobs: Parameters<typeof createFakeMy>[0] = {}, options: Record<string, unknown> = {}) {
    vi.resetModules();
    const fake = createFakeMy(knobs);
    state.fake = fake;
    vi.stubGlobal('my', fake.my);
    const native: Record<string, unknown> = {};
    processApis(native, fake.my, { ...alipay, isOnlyPromisify: true, needPromiseApis: ['connectSocket'] });
    mock.connectSocket.mockImplementation(native.connectSocket as never);
    const parts = await connect(options, 'ALIPAY');
    await settle();
    return { fake, ...parts };
  }
  afterEach(() => {
    mock.connectSocket.mockReset();
    vi.unstubAllGlobals();
  });

  it.each([false, true])('the native task keeps its methods, and payloads are read (nested: %s)', async (nested) => {
    const { fake, socket, status, messages, cause } = await connectAlipay({ nested });
    fake.task.fire('Open');
    expect(status()).toBe('open');
    fake.task.fire('Message', { data: 'a quote', isBuffer: false });
    expect(messages).toEqual(['a quote']);
    socket.send('bid');
    expect(fake.task.sent).toMatchObject([{ data: 'bid' }]);
    fake.task.fire('Close', { reason: 'gone' });
    expect(cause()).toMatchObject({ kind: 'network', code: null, reason: 'gone' });
    expect([fake.task.closed.length, fake.globalListeners()]).toEqual([1, 0]);
    socket.destroy();
  });

  it('binary frames are base64 both ways', async () => {
    const { rawCodec } = await import('..');
    const { fake, socket, messages } = await connectAlipay({}, { codec: rawCodec });
    fake.task.fire('Open');
    for (const text of ['AQID', 'AQI=', 'AQ==', '']) fake.task.fire('Message', { data: text, isBuffer: true });
    expect(messages.map((frame) => [...new Uint8Array(frame as ArrayBuffer)])).toEqual([[1, 2, 3], [1, 2], [1], []]);
    for (const bytes of [[255, 254, 253], [255, 254], [255], []]) socket.send(new Uint8Array(bytes).buffer as never);
    expect(fake.task.sent).toMatchObject([
      { data: '//79', isBuffer: true },
      { data: '//4=', isBuffer: true },
      { data: '/w==', isBuffer: true },
      { data: '', isBuffer: true },
    ]);
    socket.destroy();
  });

  it('binary that is no base64 is a decode error, and the line lives on', async () => {
    const { rawCodec } = await import('..');
    const { fake, socket, status } = await connectAlipay({}, { codec: rawCodec });
    const codes: string[] = [];
    socket.on('error', ({ code }) => codes.push(code));
    fake.task.fire('Open');
    fake.task.fire('Message', { data: '!!!!', isBuffer: true });
    expect([status(), codes]).toEqual(['open', ['decode']]);
    socket.destroy();
  });

  it('error numbers tell what happened', async () => {
    for (const [error, kind] of [
      [2, 'slot-limit'],
      [20, 'forbidden-domain'],
      [7, 'connect-failed'],
    ] as const) {
      const { fake, socket, cause } = await connectAlipay();
      fake.task.fire('Error', { error, errorMessage: '出错了' });
      expect(cause()).toMatchObject({ kind, message: '出错了' });
      socket.destroy();
    }
  });

  it('where there is no native task, the one global socket serves, with four listeners for the app’s life', async () => {
    const { fake, socket, status, messages } = await connectAlipay(
      { knowsMultiple: false },
      { reconnect: { delay: () => 1_000 } },
    );
    for (let round = 1; round <= 5; round += 1) {
      fake.fire('Open');
      expect(status()).toBe('open');
      fake.fire('Message', { data: `quote ${round}` });
      fake.fire('Close', { reason: '' });
      await settle(1_000);
    }
    expect(messages).toEqual([1, 2, 3, 4, 5].map((round) => `quote ${round}`));
    expect(fake.globalListeners()).toBe(4);
    socket.destroy();
    await settle(1_000);
  });

  it('a second socket has no slot there, and gets it when the first has gone', async () => {
    const first = await connectAlipay({ knowsMultiple: false });
    first.fake.fire('Open');
    const { createHeartbeatSocket } = await import('..');
    const second = createHeartbeatSocket(URL, QUIET);
    second.connect();
    await settle();
    expect(second.getSnapshot().cause?.kind).toBe('slot-limit');
    expect(first.status()).toBe('open');
    first.socket.destroy();
    first.fake.fire('Close');
    await settle(1_000);
    first.fake.fire('Open');
    expect(second.getSnapshot().status).toBe('open');
    second.destroy();
    await settle(1_000);
  });

  it('there the next attempt waits for the close event, at most 1 000', async () => {
    const { fake, socket } = await connectAlipay({ knowsMultiple: false });
    fake.fire('Open');
    const connects = () => fake.calls.filter(([name]) => name === 'connectSocket').length;
    socket.reconnect();
    await settle(999);
    expect(connects()).toBe(1);
    await settle(1);
    expect(connects()).toBe(2);
    fake.fire('Close');
    await settle();
    socket.reconnect();
    fake.fire('Close');
    await settle();
    socket.destroy();
    await settle(1_000);
  });

  it('there a task that was given up is closed once the attempt after it was refused, and the next one opens', async () => {
    const { fake, socket } = await connectAlipay({ knowsMultiple: false });
    fake.fire('Open');
    const calls = (name: string) => fake.calls.filter(([called]) => called === name).length;
    fake.fire('Close');
    socket.reconnect();
    // In the same task, a second one would find an attempt that is new already.
    await Promise.resolve();
    socket.reconnect();
    await settle();
    expect(calls('closeSocket')).toBe(1);
    fake.fire('Close');
    const before = calls('connectSocket');
    await settle(1_000);
    expect(calls('connectSocket')).toBe(before + 1);
    fake.fire('Open');
    expect(socket.getSnapshot().status).toBe('open');
    socket.destroy();
    await settle(1_000);
  });
});
