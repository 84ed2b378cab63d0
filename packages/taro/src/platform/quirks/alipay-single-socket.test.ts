import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen } from '../../../test/listen';
import type { SingleSocket } from './alipay-single-socket';
import { commonQuirks } from './common';
import type { SocketTask } from './quirks';

const off: Record<string, ((listener: unknown) => void) | undefined> = {};
const app = { show: new Set<() => void>(), closeSocket: undefined as (() => unknown) | undefined };
vi.mock('../taro-api', () => ({
  taroApi: {
    offSocket: (name: string) => off[name],
    closeSocket: () => app.closeSocket,
    onAppShow: () => (listener: () => void) => void app.show.add(listener),
    offAppShow: () => (listener: () => void) => void app.show.delete(listener),
    onAppHide: () => undefined,
    offAppHide: () => undefined,
  },
}));

let singleSocket: SingleSocket;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  for (const name of Object.keys(off)) delete off[name];
  app.closeSocket = undefined;
  app.show.clear();
  ({ singleSocket } = await import('./alipay-single-socket'));
});
afterEach(() => {
  vi.useRealTimers();
});

/** The platform's global functions: each listener that is added stays. */
function createGlobal() {
  const listeners = new Map<string, Set<(event?: unknown) => void>>();
  const on = (name: string) => {
    const added = new Set<(event?: unknown) => void>();
    listeners.set(name, added);
    return (listener: (event: unknown) => void) => void added.add(listener as () => void);
  };
  const forwarders = {
    onOpen: on('open'),
    onMessage: on('message'),
    onError: on('error'),
    onClose: on('close'),
    send: vi.fn(),
    close: vi.fn(),
  };
  return {
    forwarders,
    fire(name: string, event?: unknown) {
      for (const listener of [...(listeners.get(name) ?? [])]) listener(event);
    },
    sizes: () => [...listeners.values()].map(({ size }) => size),
    /** As a Taro that can take listeners off again. */
    offerOff() {
      for (const name of ['Open', 'Message', 'Error', 'Close']) {
        off[name] = (listener) => void listeners.get(name.toLowerCase())?.delete(listener as () => void);
      }
    },
  };
}

async function take(forwarders: SocketTask, heard: string[] = [], name = ''): Promise<SocketTask> {
  const task = (await singleSocket.whenFree(async (attempt) => {
    await null;
    const taken = attempt.take(forwarders);
    taken.onOpen(() => heard.push(`${name} open`));
    taken.onClose(() => heard.push(`${name} close`));
    return taken;
  }, isWanted)) as SocketTask;
  return task;
}

/** The same, with an answer that comes later, when nobody wants it any more. */
async function takeLate(forwarders: SocketTask): Promise<SocketTask> {
  let isGivenUp = false;
  const answer = singleSocket.whenFree(
    async (attempt) => {
      isGivenUp = true;
      await null;
      return attempt.take(forwarders);
    },
    () => !isGivenUp,
  );
  return (await answer) as SocketTask;
}

const isWanted = () => true;
const RESET = Symbol.for('heartbeat-socket.reset');

const EVENTS = ['open', 'message', 'error', 'close'];

describe('the one socket', () => {
  it('tells its owner everything, and hands over what the owner sends', async () => {
    const { forwarders, fire } = createGlobal();
    const task = await take(forwarders);
    const { heard } = listen({ ...commonQuirks, listen: (_, listeners) => commonQuirks.listen(task, listeners) });
    fire('open');
    fire('message', { data: 'a quote' });
    fire('error', 'broken');
    fire('close', { reason: 'gone' });
    expect(heard).toEqual([['opened'], ['message', 'a quote'], ['failed', 'broken'], ['closed', null, 'gone']]);
    task.send({ data: 'bid', fail: () => {} });
    expect(forwarders.send).toHaveBeenCalledWith({ data: 'bid', fail: expect.any(Function) });
  });

  it('tells nobody what comes before its owner listens, or when it has none', async () => {
    const { forwarders, fire } = createGlobal();
    const first = await take(forwarders);
    for (const event of EVENTS) expect(() => fire(event)).not.toThrow();
    first.close({ code: 1000, reason: '' });
    expect(forwarders.close).not.toHaveBeenCalled();
    for (const event of EVENTS) expect(() => fire(event)).not.toThrow();
  });

  it('is refused to a second owner, in words that mean "no slot"', async () => {
    const { forwarders } = createGlobal();
    await take(forwarders);
    await expect(take(forwarders)).rejects.toEqual({ errMsg: expect.stringContaining('exceed max concurrent count') });
  });

  it('keeps four listeners for ever where none can be taken off', async () => {
    const { forwarders, fire, sizes } = createGlobal();
    for (let round = 0; round < 3; round += 1) {
      await take(forwarders);
      fire('close');
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(sizes()).toEqual([1, 1, 1, 1]);
  });

  it('takes its listeners off with the last owner, and puts them on with the next', async () => {
    const { forwarders, fire, sizes, offerOff } = createGlobal();
    offerOff();
    for (let round = 0; round < 3; round += 1) {
      await take(forwarders);
      expect(sizes()).toEqual([1, 1, 1, 1]);
      fire('close');
      // Not in the middle of the platform's round of listeners.
      expect(sizes()).toEqual([1, 1, 1, 1]);
      await vi.advanceTimersByTimeAsync(0);
      expect(sizes()).toEqual([0, 0, 0, 0]);
    }
  });

  it('takes them off also when the close that it asked for is never told', async () => {
    const { forwarders, fire, sizes, offerOff } = createGlobal();
    offerOff();
    const task = await take(forwarders);
    fire('open');
    task.close({ code: 1000, reason: '' });
    await vi.advanceTimersByTimeAsync(999);
    expect(sizes()).toEqual([1, 1, 1, 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sizes()).toEqual([0, 0, 0, 0]);
  });

  it('takes off what this Taro has a function for', async () => {
    const { forwarders, fire, sizes, offerOff } = createGlobal();
    offerOff();
    for (const name of ['Message', 'Error', 'Close']) delete off[name];
    const task = await take(forwarders);
    fire('open');
    task.close({ code: 1000, reason: '' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sizes()).toEqual([0, 1, 1, 1]);
  });

  it('keeps them for an owner that came meanwhile', async () => {
    const { forwarders, fire, sizes, offerOff } = createGlobal();
    offerOff();
    (await take(forwarders)).close({ code: 1000, reason: '' });
    const next = take(forwarders);
    fire('close');
    await next;
    await vi.advanceTimersByTimeAsync(1_000);
    expect([sizes(), vi.getTimerCount()]).toEqual([[1, 1, 1, 1], 0]);
  });

  it('closes once more what opens after it was given up, for a close before open may do nothing', async () => {
    const { forwarders, fire, sizes, offerOff } = createGlobal();
    offerOff();
    (await take(forwarders)).close({ code: 1000, reason: '' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect([forwarders.close.mock.calls.length, sizes()]).toEqual([1, [1, 1, 1, 1]]);
    fire('open');
    expect(forwarders.close).toHaveBeenCalledTimes(2);
    fire('close');
    await vi.advanceTimersByTimeAsync(0);
    expect([sizes(), vi.getTimerCount()]).toEqual([[0, 0, 0, 0], 0]);
  });

  it('listens no more once what was given up before it was open cannot open any more', async () => {
    const { forwarders, sizes, offerOff } = createGlobal();
    offerOff();
    (await take(forwarders)).close({ code: 1000, reason: '' });
    await vi.advanceTimersByTimeAsync(59_999);
    expect(sizes()).toEqual([1, 1, 1, 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect([sizes(), vi.getTimerCount()]).toEqual([[0, 0, 0, 0], 0]);
  });

  it('takes one that has spoken for open', async () => {
    const { forwarders, fire, sizes, offerOff } = createGlobal();
    offerOff();
    const task = await take(forwarders);
    fire('message', { data: 'a quote' });
    task.close({ code: 1000, reason: '' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect([sizes(), vi.getTimerCount()]).toEqual([[0, 0, 0, 0], 0]);
  });

  it('still closes what opens after it was given up when the next attempt has brought nothing', async () => {
    const { forwarders, fire } = createGlobal();
    (await take(forwarders)).close({ code: 1000, reason: '' });
    await vi.advanceTimersByTimeAsync(1_000);
    await singleSocket.whenFree(async () => ({}), isWanted);
    const before = forwarders.close.mock.calls.length;
    fire('open');
    expect(forwarders.close).toHaveBeenCalledTimes(before + 1);
  });

  it('waits for no close whose timer was lost while JavaScript stood still', async () => {
    const { forwarders } = createGlobal();
    (await take(forwarders)).close({ code: 1000, reason: '' });
    vi.clearAllTimers();
    vi.setSystemTime(Date.now() + 1_001);
    const asked = vi.fn(async () => null);
    singleSocket.whenFree(asked, isWanted);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('listens no more once what was given up before it was open has failed', async () => {
    const { forwarders, fire, sizes, offerOff } = createGlobal();
    offerOff();
    (await take(forwarders)).close({ code: 1000, reason: '' });
    await vi.advanceTimersByTimeAsync(1_000);
    fire('error', { error: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(sizes()).toEqual([0, 0, 0, 0]);
  });

  it('closes what an attempt has left that was given up for another, once that one has failed', async () => {
    const { forwarders } = createGlobal();
    let refuse = () => {};
    const first = takeLate(forwarders);
    const second = singleSocket.whenFree(
      () => new Promise((_, reject) => (refuse = () => reject(new Error('taken')))),
      isWanted,
    );
    (await first).close({ code: 1000, reason: '' });
    expect(forwarders.close).not.toHaveBeenCalled();
    refuse();
    await expect(second).rejects.toThrow('taken');
    expect(forwarders.close).toHaveBeenCalledTimes(1);
  });

  it('leaves alone what another attempt has brought', async () => {
    const { forwarders } = createGlobal();
    let bring = () => {};
    const first = takeLate(forwarders);
    const second = singleSocket.whenFree(
      (attempt) => new Promise((resolve) => (bring = () => resolve(attempt.take(forwarders)))),
      isWanted,
    );
    (await first).close({ code: 1000, reason: '' });
    bring();
    await second;
    expect(forwarders.close).not.toHaveBeenCalled();
  });

  it('outlives the close event of the one in whose place it has come', async () => {
    const { forwarders, fire } = createGlobal();
    const left = await take(forwarders);
    left.close({ code: 1000, reason: '' });
    await vi.advanceTimersByTimeAsync(1_000);
    const task = await take(forwarders);
    const heard: string[] = [];
    for (const name of ['onOpen', 'onClose'] as const) task[name](() => heard.push(name));
    fire('close', {});
    expect(heard).toEqual([]);
    fire('open');
    fire('close', {});
    expect(heard).toEqual(['onOpen', 'onClose']);
  });

  it('outlives the close events of all that had to make room for it', async () => {
    const { forwarders, fire } = createGlobal();
    (await take(forwarders)).close({ code: 1000, reason: '' });
    await vi.advanceTimersByTimeAsync(1_000);
    const heard: string[] = [];
    await Promise.all([take(forwarders, heard, 'second'), take(forwarders, heard, 'third')]);
    fire('close', {});
    fire('close', {});
    expect(heard).toEqual(['second close']);
    fire('close', {});
    expect(heard).toEqual(['second close', 'third close']);
    expect(forwarders.close).toHaveBeenCalledTimes(1);
  });

  it('outlives the close event of an attempt that was never answered', async () => {
    const { forwarders, fire } = createGlobal();
    singleSocket.whenFree(() => new Promise(() => {}), isWanted);
    const heard: string[] = [];
    await take(forwarders, heard, 'second');
    fire('close', {});
    expect(heard).toEqual([]);
    fire('open');
    fire('close', {});
    expect(heard).toEqual(['second open', 'second close']);
  });

  it('closes what may live on when an open and a close may have been of the one in whose place it has come', async () => {
    const { forwarders, fire } = createGlobal();
    const heard: string[] = [];
    await Promise.all([take(forwarders, heard, 'first'), take(forwarders, heard, 'second')]);
    // Of the first, which was already opening.
    fire('open');
    fire('close', {});
    expect(heard).toEqual(['first close', 'second open', 'second close']);
    expect(forwarders.close).toHaveBeenCalledTimes(1);
    fire('open');
    expect(forwarders.close).toHaveBeenCalledTimes(2);
  });

  it('closes what lives on when an error was that of the attempt in whose place it has come', async () => {
    const { forwarders, fire } = createGlobal();
    const heard: string[] = [];
    const first = take(forwarders, heard, 'first');
    const second = await take(forwarders, heard, 'second');
    await first;
    fire('error', 'of the first');
    second.close({ code: 1000, reason: '' });
    expect(forwarders.close).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    await take(forwarders, heard, 'third');
    // The platform lets the second one go, for there is a third.
    fire('close');
    fire('open');
    expect(heard).toEqual(['first close', 'third open']);
  });

  it('is nobody’s any more once an attempt has brought a task of its own', async () => {
    const { forwarders, sizes, offerOff } = createGlobal();
    offerOff();
    (await take(forwarders)).close({ code: 1000, reason: '' });
    await vi.advanceTimersByTimeAsync(1_000);
    await singleSocket.whenFree(async () => createGlobal().forwarders, isWanted);
    await vi.advanceTimersByTimeAsync(0);
    expect(sizes()).toEqual([0, 0, 0, 0]);
  });

  it('belongs to the last of two attempts that were asked for at once, and the first hears that it is gone', async () => {
    const { forwarders, fire } = createGlobal();
    const heard: string[] = [];
    const [first, second] = await Promise.all([take(forwarders, heard, 'first'), take(forwarders, heard, 'second')]);
    // Of the one that was replaced.
    fire('close', {});
    fire('open');
    expect(heard).toEqual(['first close', 'second open']);
    first.close({ code: 1000, reason: '' });
    expect(forwarders.close).not.toHaveBeenCalled();
    second.close({ code: 1000, reason: '' });
    expect(forwarders.close).toHaveBeenCalledTimes(1);
  });

  it('stays with the later of two whose answers come the other way round', async () => {
    const { forwarders } = createGlobal();
    let bring = () => {};
    const first = singleSocket.whenFree(
      (attempt) =>
        new Promise((resolve) => (bring = () => resolve(Promise.resolve().then(() => attempt.take(forwarders))))),
      isWanted,
    );
    const rejected = expect(first).rejects.toMatchObject({ errMsg: expect.stringContaining('one socket') });
    await take(forwarders);
    bring();
    await rejected;
  });

  it('asks for nothing for an attempt that is given up while it waits for a close', async () => {
    const { forwarders } = createGlobal();
    let isGivenUp = false;
    const ask = vi.fn(async () => null);
    (await take(forwarders)).close({ code: 1000, reason: '' });
    const second = singleSocket.whenFree(ask, () => !isGivenUp);
    isGivenUp = true;
    const rejected = expect(second).rejects.toMatchObject({ errMsg: expect.stringContaining('given up') });
    await vi.advanceTimersByTimeAsync(1_000);
    await rejected;
    expect(ask).not.toHaveBeenCalled();
  });

  it('is free again after an attempt that threw', async () => {
    const { forwarders } = createGlobal();
    const broken = singleSocket.whenFree(() => {
      throw new Error('no');
    }, isWanted);
    await expect(broken).rejects.toThrow('no');
    const task = await take(forwarders);
    task.close({ code: 1000, reason: '' });
    expect(forwarders.close).toHaveBeenCalledTimes(1);
  });

  it('knows nothing any more when the testing kit begins anew', async () => {
    const { forwarders } = createGlobal();
    await take(forwarders);
    await expect(singleSocket.whenFree(async () => null, isWanted)).rejects.toMatchObject({
      errMsg: expect.stringContaining('one socket'),
    });
    (globalThis as { [RESET]?: (which: string) => void })[RESET]?.('all');
    const task = await take(createGlobal().forwarders);
    task.close({ code: 1000, reason: '' });
  });

  describe('whose close is refused while the app is hidden', () => {
    const REFUSED = { error: 12, errorMessage: 'interrupted' };
    /** Taro's `closeSocket`, which refuses so many times. */
    function refuse(times: number) {
      const closeSocket = vi.fn((): Promise<unknown> => Promise.resolve({}));
      for (let time = 0; time < times; time += 1) closeSocket.mockImplementationOnce(() => Promise.reject(REFUSED));
      app.closeSocket = closeSocket;
      return closeSocket;
    }
    const show = () => {
      for (const listener of [...app.show]) listener();
    };
    const settle = () => vi.advanceTimersByTimeAsync(0);

    async function leaveOpen(forwarders: SocketTask, fire: (name: string) => void) {
      const task = await take(forwarders);
      fire('open');
      task.close({ code: 1000, reason: '' });
      await settle();
    }

    it('is closed again at the show, and then nothing is held', async () => {
      const { forwarders, fire, sizes, offerOff } = createGlobal();
      offerOff();
      const closeSocket = refuse(1);
      await leaveOpen(forwarders, fire);
      expect([closeSocket.mock.calls.length, app.show.size]).toEqual([1, 1]);
      show();
      await settle();
      expect([closeSocket.mock.calls.length, app.show.size]).toEqual([2, 0]);
      fire('close', {});
      await settle();
      expect([sizes(), vi.getTimerCount()]).toEqual([[0, 0, 0, 0], 0]);
    });

    it('is closed before the next attempt, which waits for that', async () => {
      const { forwarders, fire } = createGlobal();
      const closeSocket = refuse(3);
      await leaveOpen(forwarders, fire);
      // Nobody waits for the first close any more, and the third try has been refused.
      await vi.advanceTimersByTimeAsync(1_100);
      expect(closeSocket).toHaveBeenCalledTimes(3);
      const asked = vi.fn(async () => null);
      singleSocket.whenFree(asked, isWanted);
      await settle();
      expect([closeSocket.mock.calls.length, asked.mock.calls.length]).toEqual([4, 0]);
      fire('close', {});
      await settle();
      expect(asked).toHaveBeenCalledTimes(1);
    });

    it("is not closed once another attempt owns the platform's socket", async () => {
      const { forwarders, fire } = createGlobal();
      const closeSocket = refuse(2);
      await leaveOpen(forwarders, fire);
      const next = takeLate(forwarders);
      await vi.advanceTimersByTimeAsync(1_000);
      await next;
      const before = closeSocket.mock.calls.length;
      show();
      await vi.advanceTimersByTimeAsync(60_000);
      expect([closeSocket.mock.calls.length, app.show.size]).toEqual([before, 0]);
    });
  });

  it('asks Taro to close, whose answer tells more than its forwarder', async () => {
    const { forwarders, fire } = createGlobal();
    app.closeSocket = vi.fn(() => Promise.reject({ error: 11, errorMessage: '未知错误' }));
    const task = await take(forwarders);
    fire('open');
    task.close({ code: 1000, reason: '' });
    await vi.advanceTimersByTimeAsync(0);
    expect([forwarders.close.mock.calls.length, app.show.size]).toEqual([0, 0]);
  });
});
