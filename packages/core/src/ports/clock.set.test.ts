import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beating } from '../../test/beating';
import { elapse, QUIET, setUp, setUpOpen } from '../../test/set-up';
import type { HeartbeatOptions } from '../heartbeat/heartbeat-options';
import { listen } from '../messages/listeners';
import { systemClock } from './clock';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Waits that a test can name, by either way of backing off. */
const EXACT = { jitter: 'none', minDelay: 1_000, maxDelay: 1_000 } as const;

/** Somebody sets the clock: the wall clock jumps, and timers stay as far away as they were. */
const setClock = (by: number) => vi.setSystemTime(Date.now() + by);

beforeEach(() => {
  vi.useFakeTimers({ now: 100 * DAY });
});
afterEach(() => {
  vi.useRealTimers();
});

const TELLING: HeartbeatOptions = {
  interval: 25_000,
  pongTimeout: 10_000,
  isPong: (raw) => String(raw).startsWith('pong'),
  serverTime: (raw) => Number(String(raw).slice(5)),
};

/** An open socket that knows the time of its server from one pong of 40 ms. */
function telling() {
  const parts = setUpOpen({ heartbeat: TELLING, reconnect: EXACT });
  let ahead = 5_000;
  const serverTime = () => Date.now() + ahead;
  const pong = (rtt: number) => {
    elapse(rtt);
    parts.transport.last.say(`pong ${serverTime() - rtt / 2}`);
  };
  pong(40);
  return {
    ...parts,
    pong,
    error: () => parts.socket.serverNow() - serverTime(),
    /** The server's clock is not set with the device's. */
    setClock(by: number) {
      ahead -= by;
      setClock(by);
    },
  };
}

describe("a clock that is set, and the server's clock", () => {
  it.each([HOUR, -HOUR])('it is right from the first pong after a show, set by %s ms while hidden', (by) => {
    const { app, transport, pong, error, setClock } = telling();
    app.set(false);
    setClock(by);
    elapse(1_000);
    app.set(true);
    // A step forward looks like an hour of sleep, after which the line is replaced.
    if (transport.connections.length > 1) transport.last.open();
    pong(60);
    expect(Math.abs(error())).toBeLessThanOrEqual(60);
  });

  it.each([HOUR, DAY])('it does not move when the device is set back by %s ms', (by) => {
    const { error, setClock } = telling();
    setClock(-by);
    expect(Math.abs(error())).toBeLessThanOrEqual(40);
  });

  it.each([900, -900])('it is right from the next pong, set by %s ms, which no timer shows', (by) => {
    const { pong, error, setClock } = telling();
    elapse(10_000);
    setClock(by);
    elapse(15_000);
    pong(60);
    expect(Math.abs(error())).toBeLessThanOrEqual(60);
  });
});

describe('a clock that is set back while a message waits', () => {
  it('drops the message when its time to live has passed', () => {
    const { socket, transport, told } = setUp({ ...QUIET, connectTimeout: HOUR, outbox: { ttl: 30_000 } });
    socket.connect();
    socket.send('bid');
    setClock(-HOUR);
    elapse(600_000);
    expect(told).toContainEqual(['drop', 'bid', 'expired']);
    transport.last.open();
    expect(transport.last.received).toEqual([]);
  });

  it('drops it as well when the clock is set back in the middle of its wait', () => {
    const { socket, told } = setUp({ ...QUIET, connectTimeout: HOUR, outbox: { ttl: 30_000 } });
    socket.connect();
    socket.send('bid');
    elapse(20_000);
    setClock(-DAY);
    elapse(60_000);
    expect(told).toContainEqual(['drop', 'bid', 'expired']);
  });

  it('arms a timer for it, not one for each millisecond', () => {
    const after = vi.fn(systemClock.after);
    const ports = { clock: { ...systemClock, after } };
    const { socket } = setUp({ ...QUIET, connectTimeout: HOUR, outbox: { ttl: 30_000 }, ports });
    socket.connect();
    socket.send('bid');
    setClock(-30 * DAY);
    after.mockClear();
    elapse(32_000);
    expect(after.mock.calls.length).toBeLessThanOrEqual(6);
  });
});

describe('a clock that is set back while the line is down', () => {
  it('leaves the downtime what it was', () => {
    const { socket, transport } = setUpOpen({ ...QUIET, reconnect: { ...EXACT, minDelay: 5_000, maxDelay: 5_000 } });
    const downtimes: number[] = [];
    socket.on('open', ({ downtime }) => downtimes.push(downtime));
    transport.last.lose();
    setClock(-HOUR);
    elapse(5_000);
    transport.last.open();
    expect(downtimes).toHaveLength(1);
    expect(downtimes[0]).toBeGreaterThanOrEqual(0);
    expect(downtimes[0]).toBeLessThanOrEqual(5_000);
  });

  it('gives a resync the same downtime', () => {
    const { socket, transport } = setUpOpen({ ...QUIET, reconnect: EXACT });
    const downtimes: number[] = [];
    listen(socket, { onMessage: () => {}, resync: ({ downtime }) => void downtimes.push(downtime) });
    transport.last.lose();
    setClock(-DAY);
    elapse(1_000);
    transport.last.open();
    expect(downtimes.at(-1)).toBeGreaterThanOrEqual(0);
    expect(downtimes.at(-1)).toBeLessThanOrEqual(1_000);
  });

  it('lets the network cut a wait short as before', () => {
    const { socket, transport, network } = setUp({
      ...QUIET,
      reconnect: { jitter: 'none', minDelay: 1_000, delay: () => 60_000 },
    });
    socket.connect();
    transport.last.lose();
    network.set(true);
    expect(transport.connections).toHaveLength(2);
    transport.last.lose();
    setClock(-HOUR);
    // Too soon after the last one, by any clock.
    network.set(true);
    elapse(5_000);
    network.set(true);
    expect(transport.connections).toHaveLength(3);
  });

  it('ends the grace after a show in time: the loss a minute later counts', () => {
    const { socket, transport, app } = setUpOpen({ ...QUIET, reconnect: EXACT });
    app.set(false);
    app.set(true);
    setClock(-HOUR);
    transport.last.say('a quote');
    elapse(60_000);
    transport.last.lose();
    expect(socket.getSnapshot()).toMatchObject({ status: 'waiting', attempt: 1 });
  });
});

describe('a clock that is set back while a ping is out', () => {
  it('does not let a word of the network put off the deadline of its pong', () => {
    const { line, network, status } = beating({ pongTimeout: 1_000 });
    expect(line.received).toEqual(['ping']);
    setClock(-HOUR);
    elapse(900);
    network.set(false);
    elapse(100);
    expect(status()).toBe('waiting');
  });
});
