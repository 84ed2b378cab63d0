import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answered, beating, SHORT } from '../../test/beating';
import { elapse, QUIET, setUp, setUpOpen } from '../../test/set-up';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** By then a heartbeat of `SHORT` that has just begun has noticed a dead line. */
const IN_TIME = SHORT.interval + SHORT.pongTimeout;
/** No other attempt comes into the way. */
const FOREVER = { delay: () => 3_600_000 };

describe('a heartbeat whose options change', () => {
  it('notices a dead line when it is turned off and on while a ping is out', () => {
    const { socket, status } = beating();
    socket.setOptions({ heartbeat: false, reconnect: FOREVER });
    elapse(5_000);
    socket.setOptions({ heartbeat: SHORT, reconnect: FOREVER });
    elapse(IN_TIME);
    expect(status()).toBe('waiting');
  });

  it('begins anew when it is turned off and on: a ping goes out at once', () => {
    const { socket, line } = answered();
    socket.setOptions({ heartbeat: false });
    elapse(100);
    socket.setOptions({ heartbeat: SHORT });
    expect(line.received).toEqual(['ping']);
  });

  it('forgets, when it is turned off, the deadline of the ping that is out', () => {
    const { socket, line, status } = beating({ pongTimeout: 1_000 });
    elapse(900);
    socket.setOptions({ heartbeat: false });
    socket.setOptions({ heartbeat: { ...SHORT, pongTimeout: 1_000 } });
    elapse(900);
    expect([status(), line.received.length]).toEqual(['open', 2]);
  });

  it('begins on an open line that had none', () => {
    const { socket, transport, status } = setUpOpen(QUIET);
    socket.setOptions({ heartbeat: SHORT, reconnect: FOREVER });
    elapse(IN_TIME);
    expect([status(), transport.last.received[0]]).toEqual(['waiting', 'ping']);
  });

  it('goes by a shorter interval at once', () => {
    const { socket, status, line } = answered({ interval: 25_000 });
    elapse(1_000);
    socket.setOptions({ heartbeat: { ...SHORT, interval: 2_000 }, reconnect: FOREVER });
    elapse(1_000);
    expect(line.received).toEqual(['ping']);
    elapse(SHORT.pongTimeout);
    expect(status()).toBe('waiting');
  });

  it('goes by an interval that was endless before', () => {
    const { socket, status } = answered({ interval: Infinity });
    socket.setOptions({ heartbeat: SHORT, reconnect: FOREVER });
    elapse(IN_TIME);
    expect(status()).toBe('waiting');
  });

  it('pings at the new interval also where the old one was only for silence', () => {
    const { socket, status, line } = beating({ ping: false, interval: 600_000 });
    socket.setOptions({ heartbeat: SHORT, reconnect: FOREVER });
    elapse(IN_TIME);
    expect([status(), line.received]).toEqual(['waiting', ['ping']]);
  });
});

describe('another background while the app is hidden', () => {
  it('pause → keep: the heartbeat goes on, and a dead line is noticed', () => {
    const { socket, app, status } = answered();
    app.set(false);
    elapse(1_000);
    socket.setOptions({ heartbeat: SHORT, background: 'keep', reconnect: FOREVER });
    elapse(IN_TIME);
    expect(status()).toBe('waiting');
  });

  it('keep → pause: an open line is left to the platform, and pinged no more', () => {
    const { socket, app, status, transport } = setUpOpen({ heartbeat: SHORT, background: 'keep' });
    const line = transport.last;
    line.say('pong');
    app.set(false);
    socket.setOptions({ heartbeat: SHORT, background: 'pause' });
    line.received.length = 0;
    elapse(60_000);
    expect([status(), line.received]).toEqual(['open', []]);
  });

  it('keep → pause while waiting: nothing is tried until the app is shown', () => {
    const { socket, app, transport, status } = setUpOpen({ ...QUIET, background: 'keep' });
    app.set(false);
    transport.last.lose();
    expect(status()).toBe('waiting');
    socket.setOptions({ ...QUIET, background: 'pause' });
    elapse(600_000);
    expect([status(), transport.connections.length]).toEqual(['suspended', 1]);
    app.set(true);
    expect(transport.connections.length).toBe(2);
  });

  it('keep → pause while connecting: the attempt is given up until the app is shown', () => {
    const { socket, app, transport, status } = setUp({ ...QUIET, background: 'keep' });
    socket.connect();
    app.set(false);
    socket.setOptions({ ...QUIET, background: 'pause' });
    expect([status(), transport.live.length]).toEqual(['suspended', 0]);
  });

  it.each(['keep', 'pause'] as const)('%s → disconnect: the line is closed until the app is shown', (before) => {
    const { socket, app, transport, status } = setUpOpen({ ...QUIET, background: before });
    app.set(false);
    socket.setOptions({ ...QUIET, background: 'disconnect' });
    expect([status(), transport.live.length]).toEqual(['suspended', 0]);
    app.set(true);
    expect(transport.live.length).toBe(1);
  });
});
