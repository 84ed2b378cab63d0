import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, setUp, sleepDevice } from '../../test/set-up';

const HEARTBEAT = { interval: 20_000, pongTimeout: 5_000 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A socket whose connection has arrived and cannot say whether it is open. */
function unsure(options: Parameters<typeof setUp>[0] = {}) {
  const parts = setUp({ heartbeat: HEARTBEAT, ...options });
  parts.socket.connect();
  const line = parts.transport.last;
  line.unsure();
  return { ...parts, line };
}

describe('a connection that cannot say whether it is open', () => {
  it('is pinged after a second', () => {
    const { line } = unsure();
    elapse(999);
    expect(line.received).toEqual([]);
    elapse(1);
    expect(line.received).toEqual(['ping']);
  });

  it('is open when it answers, and its answer is no message', () => {
    const { line, status, told } = unsure();
    elapse(1_000);
    elapse(80);
    line.say('pong');
    expect(status()).toBe('open');
    expect(told.filter(([type]) => type === 'message')).toEqual([]);
  });

  it('takes the early ping for the first: no second one goes out, and the round trip is its own', () => {
    const ping = vi.fn(({ seq }) => `ping ${seq}`);
    const { line, socket } = unsure({ heartbeat: { ...HEARTBEAT, ping } });
    elapse(1_000);
    elapse(80);
    line.say('ping 1');
    expect([line.received, socket.getSnapshot().rtt]).toEqual([['ping 1'], 80]);
    elapse(20_000);
    expect(ping.mock.calls.map(([{ seq, rtt }]) => [seq, rtt])).toEqual([
      [1, null],
      [2, 80],
    ]);
  });

  it('measures no round trip when the wall clock was set back while the early ping was out', () => {
    const { line, socket } = unsure();
    elapse(1_000);
    elapse(80);
    sleepDevice(-5_000);
    line.say('pong');
    expect(socket.getSnapshot()).toMatchObject({ status: 'open', rtt: null });
  });

  it('counts on the answer to the early ping from when it went out', () => {
    const { line, status } = unsure();
    elapse(1_000);
    elapse(2_000);
    line.open();
    elapse(2_999);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('stays connecting when the platform fails the ping, and pings as ever once it opens', () => {
    const { line, status } = unsure();
    line.refuseSends = 'not open';
    elapse(1_000);
    expect(status()).toBe('connecting');
    line.refuseSends = null;
    line.open();
    expect([status(), line.received]).toEqual(['open', ['ping']]);
  });

  it('is asked again when the failure is told after it has opened', () => {
    const { line, status } = unsure();
    elapse(1_000);
    line.open();
    line.failSends('not open');
    expect([status(), line.received]).toEqual(['open', ['ping', 'ping']]);
  });

  it('hears nothing of a failure that is told after it was given up', () => {
    const { line, socket, transport } = unsure();
    elapse(1_000);
    socket.reconnect();
    transport.last.open();
    line.failSends('not open');
    expect(transport.last.received).toEqual(['ping']);
  });

  it('is not pinged when it has opened meanwhile', () => {
    const { line } = unsure();
    line.open();
    elapse(1_000);
    expect(line.received).toEqual(['ping']);
  });

  it('is not pinged when it was given up meanwhile', () => {
    const { line, socket, transport } = unsure();
    elapse(999);
    socket.reconnect();
    elapse(1_000);
    expect([line.received, transport.last.received]).toEqual([[], []]);
    expect(transport.connections.length).toBe(2);
  });

  it('does not carry an early ping over to the next connection', () => {
    const { line, transport } = unsure();
    elapse(1_000);
    line.lose();
    elapse(1_000);
    transport.last.open();
    expect(transport.last.received).toEqual(['ping']);
  });

  it.each([false, { ...HEARTBEAT, ping: false }, { ...HEARTBEAT, answered: false }] as const)(
    'is not pinged under %o',
    (heartbeat) => {
      const { line, status } = unsure({ heartbeat });
      elapse(1_000);
      expect([line.received, status()]).toEqual([[], 'connecting']);
    },
  );

  it('is left after the ping whose function disconnects', () => {
    const ping = () => {
      socket.disconnect();
      return 'ping';
    };
    const { line, socket, status } = unsure({ heartbeat: { ...HEARTBEAT, ping } });
    elapse(1_000);
    expect([line.received, status(), line.closedWith]).toEqual([['ping'], 'closed', [1000, '']]);
  });

  it('is replaced after the ping whose function reconnects, and the next one gets no ping of it', () => {
    const ping = () => {
      socket.reconnect();
      return 'ping';
    };
    const { socket, transport } = unsure({ heartbeat: { ...HEARTBEAT, ping } });
    elapse(1_000);
    expect(transport.connections.map(({ received }) => received)).toEqual([['ping'], []]);
    expect(transport.live).toEqual([transport.last]);
  });

  it('has only missed one when it opens and does not answer in time', () => {
    const { line, status } = unsure({ heartbeat: { ...HEARTBEAT, missed: 2 } });
    elapse(1_000);
    line.open();
    elapse(5_000);
    expect([status(), line.received]).toEqual(['open', ['ping', 'ping']]);
    elapse(5_000);
    expect(status()).toBe('waiting');
  });

  it('still times out when nothing answers', () => {
    const { status, told } = unsure({ connectTimeout: 10_000 });
    elapse(10_000);
    expect([status(), told.find(([type]) => type === 'close')?.[1]]).toEqual(['waiting', 'connect-timeout']);
  });

  it('is not asked when it could say it all along', () => {
    const { line } = unsure();
    line.open();
    line.unsure();
    elapse(1_000);
    expect(line.received).toEqual(['ping']);
  });
});
