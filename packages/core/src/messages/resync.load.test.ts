import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SHORT } from '../../test/beating';
import { elapse, QUIET, setUp } from '../../test/set-up';
import { listen } from './listeners';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);
const MINUTE = 60_000;
/** 40 messages a second. */
const EVERY = 25;

function open(reconnect = {}) {
  const parts = setUp<string, string>({ ...QUIET, reconnect: { jitter: 'none', ...reconnect } });
  parts.socket.connect();
  parts.transport.last.open();
  const failures = () => parts.told.filter(([type, code]) => type === 'error' && code === 'resync-failed').length;
  return { ...parts, failures, heard: [] as string[] };
}

describe('a busy stream', () => {
  it('is heard again once the snapshot can be fetched again, which it could not for two minutes', async () => {
    const { socket, transport, heard } = open();
    const back = Date.now() + 2 * MINUTE;
    listen(socket, {
      onMessage: (message) => heard.push(message),
      resync: () => (Date.now() < back ? Promise.reject(new Error('503')) : Promise.resolve(['snapshot'])),
    });
    // The longest wait of the back-off, from when it is back.
    for (let time = 0; time < 3 * MINUTE; time += EVERY) {
      transport.last.say(`${time}`);
      await vi.advanceTimersByTimeAsync(EVERY);
    }
    expect(heard[0]).toBe('snapshot');
    transport.last.say('now');
    expect(heard.at(-1)).toBe('now');
  });

  it('fails no resync that is not running: nothing is held while it waits for its retry', async () => {
    const { socket, transport, heard, failures } = open({ minDelay: MINUTE, maxDelay: MINUTE, delay: () => MINUTE });
    let calls = 0;
    listen(socket, {
      onMessage: (message) => heard.push(message),
      resync: () => {
        calls += 1;
        return calls === 1 ? Promise.reject(new Error('503')) : Promise.resolve(['snapshot']);
      },
    });
    await settle();
    for (let at = 0; at < 1_500; at += 1) transport.last.say(`${at}`);
    expect(failures()).toBe(1);
    await vi.advanceTimersByTimeAsync(MINUTE);
    // What came while it waited is in the snapshot.
    expect([calls, heard]).toEqual([2, ['snapshot']]);
  });

  it('holds as much as holdLimit says while a resync runs', async () => {
    const { socket, transport, heard, failures } = open();
    let resolve = (_list: string[]) => {};
    const listener = {
      onMessage: (message: string) => heard.push(message),
      resync: () => new Promise<string[]>((done) => (resolve = done)),
      holdLimit: 5_000,
    };
    listen(socket, listener);
    for (let at = 0; at < 1_500; at += 1) transport.last.say(`${at}`);
    resolve(['snapshot']);
    await settle();
    expect([failures(), heard.length, heard[0], heard.at(-1)]).toEqual([0, 1_501, 'snapshot', '1499']);
  });

  it('fails a resync with the first message beyond a small holdLimit', () => {
    const { socket, transport, failures } = open();
    const listener = { onMessage: () => {}, resync: () => new Promise<string[]>(() => {}), holdLimit: 10 };
    listen(socket, listener);
    for (let at = 0; at < 10; at += 1) transport.last.say(`${at}`);
    expect(failures()).toBe(0);
    transport.last.say('one more');
    expect(failures()).toBe(1);
  });
});

describe('a snapshot that takes longer than the heartbeat has patience', () => {
  /** Lines that answer their first ping, and then are busy with the snapshot until they are given up. */
  function busy(deaths: number, resync: (() => Promise<never>) | undefined) {
    const { socket, transport, warn } = setUp<string, string>({
      heartbeat: SHORT,
      reconnect: { delay: () => 1_000 },
    });
    listen(socket, { onMessage: () => {}, resync });
    socket.connect();
    for (let death = 0; death < deaths; death += 1) {
      transport.last.open();
      transport.last.say('pong');
      elapse(SHORT.interval + SHORT.pongTimeout);
      expect(socket.getSnapshot().cause?.kind).toBe('pong-timeout');
      elapse(1_000);
    }
    return warn.mock.calls.filter(([message]) => /resync/.test(String(message)));
  }
  const never = () => new Promise<never>(() => {});

  it('is what a developer is told of, once, when it ends the line a second time', () => {
    expect(busy(1, never)).toEqual([]);
    expect(busy(2, never)).toHaveLength(1);
    expect(busy(5, never)).toHaveLength(1);
  });

  it('is not, where nothing is fetched', () => {
    expect(busy(5, undefined)).toEqual([]);
  });
});
