import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beating } from '../../test/beating';
import { elapse, setUp, sleepDevice } from '../../test/set-up';
import { freshnessOf, watchFreshness } from './freshness';
import type { HeartbeatOptions } from './heartbeat-options';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The ping is a keep-alive, which nobody answers. */
const keepAlive = (rest: HeartbeatOptions & { silence?: number } = {}) =>
  beating({ answered: false, ...rest } as HeartbeatOptions);

describe('a ping that nobody answers', () => {
  it('ends no line, and goes out each interval', () => {
    const { status, line } = keepAlive();
    elapse(10_000);
    expect(status()).toBe('open');
    expect(line.received.length).toBeGreaterThanOrEqual(10);
    expect(line.received.length).toBeLessThanOrEqual(11);
  });

  it('waits for an interval without anything sent, whatever comes in', () => {
    const { socket, status, line } = keepAlive();
    line.received.length = 0;
    for (let half = 0; half < 4; half += 1) {
      elapse(500);
      socket.send('bid');
      line.say('a quote');
    }
    expect(line.received).toEqual(['bid', 'bid', 'bid', 'bid']);
    // What comes in proves nothing to a server that only reads.
    for (let half = 0; half < 4; half += 1) {
      elapse(500);
      line.say('a quote');
    }
    expect([status(), line.received.slice(4)]).toEqual(['open', ['ping', 'ping']]);
  });

  it('waits for no answer after a show, a word of the network or a late timer', () => {
    const { app, network, status, told } = keepAlive({ interval: 60_000, pongTimeout: 1_000 });
    network.set(false);
    elapse(10_000);
    network.set(true);
    elapse(10_000);
    app.set(false);
    elapse(3_000);
    app.set(true);
    elapse(10_000);
    vi.setSystemTime(Date.now() + 4_000);
    elapse(120_000);
    expect([status(), told.filter(([type]) => type === 'close')]).toEqual(['open', []]);
  });

  it('measures no round trip by a beat of the server that comes after it', () => {
    const { socket, line } = keepAlive({ ping: '\n', isPong: '\n', pongTimeout: 5_000 });
    elapse(706);
    line.say('\n');
    elapse(1_000);
    line.say('\n');
    expect(line.received.length).toBeGreaterThanOrEqual(2);
    expect(socket.getSnapshot().rtt).toBeNull();
  });

  it('leaves the end of the line to the silence that is allowed', () => {
    const { status, told, line } = keepAlive({ silence: 60_000 });
    elapse(30_000);
    line.say('a quote');
    elapse(59_999);
    expect(status()).toBe('open');
    elapse(1);
    expect([status(), told.find(([type]) => type === 'close')?.[1]]).toEqual(['waiting', 'pong-timeout']);
  });

  it('is not suspected by freshness for its silence', () => {
    const { socket, status } = keepAlive();
    elapse(5_000);
    expect([status(), freshnessOf(socket)]).toEqual(['open', 'live']);
  });
});

describe('a broker that beats every ten seconds, and never answers a beat', () => {
  const STOMP = { ping: '\n', isPong: '\n', interval: 10_000, pongTimeout: 5_000, silence: 25_000 };

  it('lives on after a word of the network', () => {
    const { network, status, line, told } = keepAlive(STOMP);
    for (let second = 1; second <= 40; second += 1) {
      elapse(1_000);
      if (second % 10 === 0) line.say('\n');
      if (second === 13) network.set(true);
    }
    expect([status(), told.filter(([type]) => type === 'message')]).toEqual(['open', []]);
  });

  it('is given up when its beats stay away', () => {
    const { status, line } = keepAlive(STOMP);
    elapse(10_000);
    line.say('\n');
    elapse(24_999);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });
});

describe('what a developer is told', () => {
  it('names answered: false where nothing ever answers a ping, for heartbeat: false would be hung up on', () => {
    const { transport, warn } = beating();
    for (let death = 0; death < 2; death += 1) {
      elapse(400 + 1_000);
      transport.last.open();
    }
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('answered: false'));
  });

  it('names the idle time-outs of proxies where a quiet line dies again and again after the same silence', () => {
    const { socket, transport, warn } = setUp({ heartbeat: false, reconnect: { delay: () => 1_000 } });
    socket.connect();
    for (let death = 0; death < 4; death += 1) {
      transport.last.open();
      elapse(1_000);
      transport.last.say('a quote');
      elapse(60_000);
      transport.last.lose({ code: 1006 });
      elapse(1_000);
    }
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/idle/i));
  });

  it('names them also where the lines die in the middle of an interval of pings that is too long', () => {
    const { socket, transport, warn } = setUp({ heartbeat: { interval: 120_000 }, reconnect: { delay: () => 1_000 } });
    socket.connect();
    for (let death = 0; death < 4; death += 1) {
      transport.last.open();
      transport.last.say('pong');
      elapse(60_000);
      transport.last.lose({ code: 1006 });
      elapse(1_000);
    }
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/idle/i));
  });
});

describe('the freshness of a line that answers nothing', () => {
  it.each([
    ['a word of the network', (parts: ReturnType<typeof keepAlive>) => parts.network.set(false)],
    ['a late timer', () => sleepDevice(10_000)],
  ])('is not doubted for ever after %s', (_what, happens) => {
    const parts = keepAlive();
    happens(parts);
    elapse(60_000);
    expect([parts.status(), freshnessOf(parts.socket)]).toEqual(['open', 'live']);
  });

  it('is not suspect for a ping that was out when its answer was given up', () => {
    const { socket } = beating({ interval: 20_000, pongTimeout: 9_000 });
    socket.setOptions({ heartbeat: { interval: 20_000, answered: false } });
    elapse(5_000);
    expect(freshnessOf(socket)).toBe('live');
  });

  it('lets watchers send no ping that nobody answers', () => {
    const { socket, line } = keepAlive({ interval: 20_000 });
    watchFreshness(socket, 2_000, () => {});
    elapse(19_999);
    expect(line.received).toEqual(['ping']);
    elapse(1);
    expect(line.received).toEqual(['ping', 'ping']);
  });

  it('is proved by any frame, for no pong comes that onlyPong could ask for', () => {
    const { app, socket, line } = beating({ ping: false, onlyPong: true, interval: 20_000 });
    app.set(false);
    app.set(true);
    line.say('a quote');
    expect(freshnessOf(socket)).toBe('live');
  });
});
