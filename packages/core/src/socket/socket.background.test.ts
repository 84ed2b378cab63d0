import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp, setUpOpen, sleepDevice } from '../../test/set-up';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The platform stops JavaScript, and no timer of before runs any more. */
function loseTimers(): void {
  const now = Date.now();
  vi.clearAllTimers();
  vi.setSystemTime(now);
}

describe('the app', () => {
  it('hidden while connecting suspends; shown again it connects at once', () => {
    const { socket, transport, app, status } = setUp(QUIET);
    socket.connect();
    app.set(false);
    expect([status(), transport.live.length, vi.getTimerCount()]).toEqual(['suspended', 0, 0]);
    app.set(true);
    expect([status(), transport.live.length]).toEqual(['connecting', 1]);
  });

  it('shown while connecting gives the attempt what is left of its time, should its timer have been lost', () => {
    const { socket, app, status } = setUp({ ...QUIET, background: 'keep', connectTimeout: 4_000 });
    socket.connect();
    app.set(false);
    elapse(1_000);
    loseTimers();
    app.set(true);
    elapse(2_999);
    expect(status()).toBe('connecting');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('shown while connecting gives the attempt no more than all of its time, whatever the clock is set to', () => {
    const { socket, app, status } = setUp({ ...QUIET, background: 'keep', connectTimeout: 4_000 });
    socket.connect();
    app.set(false);
    vi.setSystemTime(0);
    app.set(true);
    elapse(3_999);
    expect(status()).toBe('connecting');
    elapse(1);
    expect([status(), vi.getTimerCount()]).toEqual(['waiting', 1]);
  });

  it('shown while connecting gives the attempt no time anew for what a clock that was set back has hidden', () => {
    const { socket, app, status } = setUp({ ...QUIET, background: 'keep', connectTimeout: 4_000 });
    socket.connect();
    vi.setSystemTime(0);
    elapse(3_000);
    app.set(false);
    app.set(true);
    elapse(999);
    expect(status()).toBe('connecting');
    elapse(1);
    expect([status(), vi.getTimerCount()]).toEqual(['waiting', 1]);
  });

  it('hidden refuses a ping late, when its line is over: nothing is armed for that', () => {
    const { socket, transport, app } = setUpOpen({ background: 'keep', heartbeat: { interval: 5_000 } });
    app.set(false);
    socket.disconnect();
    expect(vi.getTimerCount()).toBe(0);
    transport.last.failSends('interrupted', 'interrupted');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shown after the attempt’s time has passed ends it at once', () => {
    const { socket, app, status } = setUp({ ...QUIET, background: 'keep', connectTimeout: 4_000 });
    socket.connect();
    app.set(false);
    sleepDevice(60_000);
    app.set(true);
    elapse(0);
    expect(status()).toBe('waiting');
  });

  it('has no uptime timer while it is hidden, also where reconnect() has opened a connection meanwhile', () => {
    const { socket, transport, app, status } = setUpOpen(QUIET);
    app.set(false);
    socket.reconnect();
    transport.last.open();
    expect([status(), vi.getTimerCount()]).toEqual(['open', 0]);
    app.set(true);
    expect(vi.getTimerCount()).toBe(1);
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

  it('hidden while a pong is due does not at the very deadline', () => {
    const { transport, app } = setUpOpen({ heartbeat: { pongTimeout: 1_000 } });
    app.set(false);
    elapse(1_000);
    app.set(true);
    expect(transport.connections.length).toBe(1);
  });

  it('hidden for longer than the interval does not when no pong was due', () => {
    const { transport, app } = setUpOpen({ heartbeat: { interval: 1_000, pongTimeout: 400 } });
    transport.last.say('pong');
    app.set(false);
    elapse(3_000);
    app.set(true);
    expect([transport.connections.length, transport.last.received]).toEqual([1, ['ping', 'ping']]);
  });

  it('hidden while a pong is due does not when the pong came meanwhile', () => {
    const { transport, app } = setUpOpen({ heartbeat: { pongTimeout: 1_000 } });
    app.set(false);
    transport.last.say('pong');
    elapse(1_001);
    app.set(true);
    expect(transport.connections.length).toBe(1);
  });

  it('hidden sends no ping, also when a frame comes in', () => {
    const { transport, app } = setUpOpen({ heartbeat: { interval: 1_000, pongTimeout: 3_000 } });
    app.set(false);
    transport.last.say('pong');
    elapse(4_000);
    expect(transport.last.received).toEqual(['ping']);
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

  it('hidden and shown again while onOpen runs costs nothing', () => {
    const { socket, transport, app, told, status } = setUp();
    socket.on('open', () => {
      app.set(false);
      app.set(true);
    });
    socket.connect();
    transport.last.open();
    expect([status(), transport.connections.length]).toEqual(['open', 1]);
    expect(told.filter(([type]) => type === 'error')).toEqual([]);
  });

  it('hidden while onOpen runs pauses the heartbeat before it begins', () => {
    const { socket, transport, app, status } = setUp();
    const end = socket.on('open', () => app.set(false));
    socket.connect();
    transport.last.open();
    expect([status(), transport.last.received, vi.getTimerCount()]).toEqual(['open', [], 0]);
    end();
    elapse(5_000);
    app.set(true);
    expect([status(), transport.connections.length, transport.last.received]).toEqual(['open', 1, ['ping']]);
    elapse(1_500);
    expect(status()).toBe('waiting');
  });

  it('hidden while onOpen runs keeps a ping that went out before, and its answer', () => {
    const { socket, transport, app, status } = setUp();
    socket.on('open', () => app.set(false));
    socket.connect();
    transport.last.unsure();
    elapse(1_000);
    transport.last.open();
    expect(vi.getTimerCount()).toBe(0);
    transport.last.say('pong');
    elapse(4_000);
    app.set(true);
    expect([status(), transport.connections.length, transport.last.received]).toEqual(['open', 1, ['ping', 'ping']]);
  });

  it('hidden while onOpen runs pauses nothing with "keep"', () => {
    const { socket, transport, app } = setUp({ background: 'keep' });
    socket.on('open', () => app.set(false));
    socket.connect();
    transport.last.open();
    expect(transport.last.received).toEqual(['ping']);
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
    socket.disconnect(1000);
    expect(listener).toHaveBeenCalledTimes(2);
    socket.disconnect(1000);
    expect(listener).toHaveBeenCalledTimes(2);
    end();
    socket.connect();
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('is the same object after what changed nothing', () => {
    const { socket } = setUpOpen(QUIET);
    const before = socket.getSnapshot();
    socket.connect();
    expect(socket.getSnapshot()).toBe(before);
  });

  it('is the same object after what it does not show, and no subscriber hears of that', () => {
    const { socket, app, network } = setUpOpen();
    const listener = vi.fn();
    socket.subscribe(listener);
    const before = socket.getSnapshot();
    network.set(true);
    app.set(true);
    app.set(false);
    app.set(true);
    elapse(1_000);
    expect([socket.getSnapshot() === before, listener.mock.calls.length]).toEqual([true, 0]);
  });

  it('is another object when nothing but its cause has changed', () => {
    const { socket } = setUp(QUIET);
    socket.connect();
    const before = socket.getSnapshot();
    elapse(1);
    socket.reconnect();
    expect([before.cause, socket.getSnapshot().cause?.kind]).toEqual([null, 'replaced']);
  });

  it('reaches the other subscribers when one throws, which is a warning', () => {
    const { socket, transport, warn } = setUpOpen(QUIET);
    const listener = vi.fn();
    socket.subscribe(() => {
      throw new Error('bad subscriber');
    });
    socket.subscribe(listener);
    transport.last.lose();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls).toEqual([['a subscriber threw: bad subscriber', new Error('bad subscriber')]]);
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

  it("shows the network hint of the start, and the time, which is the device's", () => {
    const { socket, network } = setUp(QUIET);
    network.set(false);
    expect(socket.getSnapshot()).toMatchObject({ online: true, pending: 0, syncing: false });
    socket.connect();
    expect(socket.getSnapshot().online).toBe(false);
    expect(socket.serverNow()).toBe(Date.now());
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
