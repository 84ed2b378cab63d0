import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answered, beating, SHORT } from '../../test/beating';
import { elapse, setUpOpen, sleepDevice } from '../../test/set-up';
import { systemClock } from '../ports/clock';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('ping', () => {
  it('goes out once at open', () => {
    expect(beating().line.received).toEqual(['ping']);
  });

  it('goes out when the line has been silent for the interval', () => {
    const { line } = answered();
    elapse(999);
    expect(line.received).toEqual([]);
    elapse(1);
    expect(line.received).toEqual(['ping']);
  });

  it('waits for the interval after the last frame, not after the last ping', () => {
    const { line } = answered();
    elapse(600);
    line.say('a quote');
    elapse(999);
    expect(line.received).toEqual([]);
    elapse(1);
    expect(line.received).toEqual(['ping']);
  });

  it('waits for the interval after a frame that comes in the millisecond in which it was due', () => {
    let speak = () => {};
    setTimeout(() => speak(), 1_000);
    const { line } = answered();
    speak = () => line.say('a quote');
    elapse(1_999);
    expect(line.received).toEqual([]);
    elapse(1);
    expect(line.received).toEqual(['ping']);
  });

  it('is not put off by a wall clock that was set back', () => {
    const { line } = answered();
    sleepDevice(-5_000);
    elapse(1_000);
    expect(line.received).toEqual(['ping']);
  });

  it('costs no timer for a frame that comes in while none is out', () => {
    const after = vi.fn(systemClock.after);
    const { transport } = setUpOpen({ heartbeat: SHORT, ports: { clock: { ...systemClock, after } } });
    transport.last.say('pong');
    after.mockClear();
    for (let count = 0; count < 100; count += 1) transport.last.say('a quote');
    expect(after).not.toHaveBeenCalled();
  });

  it('goes out each interval while frames arrive, with always', () => {
    const { line } = answered({ always: true });
    elapse(600);
    line.say('a quote');
    elapse(399);
    expect(line.received).toEqual([]);
    elapse(1);
    expect(line.received).toEqual(['ping']);
  });

  it('goes out at open only, with an interval of Infinity', () => {
    const { line, status } = answered({ interval: Infinity });
    elapse(10_000_000);
    expect(line.received).toEqual([]);
    expect(status()).toBe('open');
  });

  it('is made by a function, from its number, the time and the last round trip', () => {
    const ping = vi.fn(({ seq }) => `ping ${seq}`);
    const { line } = beating({ ping });
    elapse(40);
    line.say('ping 1');
    elapse(1_000);
    expect(line.received).toEqual(['ping 1', 'ping 2']);
    expect(ping.mock.calls[1]).toEqual([{ seq: 2, now: Date.now(), rtt: 40 }]);
  });

  it('is numbered from the first that goes out', () => {
    const { line, socket } = beating({ ping: false });
    elapse(1_200);
    socket.setOptions({ heartbeat: { ...SHORT, ping: ({ seq }) => `ping ${seq}` } });
    line.say('a quote');
    elapse(1_000);
    expect(line.received).toEqual(['ping 1']);
  });

  it('that throws is reported, and silence ends the line as if it had gone out', () => {
    const { told, status, line } = beating({
      ping: () => {
        throw new Error('no session yet');
      },
    });
    expect(line.received).toEqual([]);
    expect(told).toContainEqual(['error', 'listener', 'ping threw: no session yet']);
    elapse(399);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('that throws later is reported at once', () => {
    const { told, line } = beating({
      ping({ seq }) {
        if (seq === 2) throw new Error('no session any more');
        return 'ping';
      },
    });
    line.say('pong');
    elapse(1_000);
    expect(told.at(-1)).toEqual(['error', 'listener', 'ping threw: no session any more']);
  });

  it('that is no frame is told, and nothing is sent', () => {
    const { told, line } = beating({ ping: () => ({}) as unknown as string });
    expect(line.received).toEqual([]);
    expect(told).toContainEqual(['error', 'listener', expect.stringContaining('got object')]);
  });

  it('may be an empty text', () => {
    const { line } = beating({ ping: '' });
    expect(line.received).toEqual(['']);
  });

  it('that is undefined is left out, and nothing is told', () => {
    const { told, line } = beating({ ping: () => undefined as unknown as string });
    expect([line.received, told.filter(([type]) => type === 'error')]).toEqual([[], []]);
  });

  it('goes along with a send when the line has been silent for longer than the pong timeout', () => {
    const { line, socket } = answered();
    elapse(400);
    socket.send('bid');
    expect(line.received).toEqual(['bid']);
    elapse(1);
    socket.send('bid');
    socket.send('bid');
    expect(line.received).toEqual(['bid', 'bid', 'ping', 'bid']);
  });

  it('takes a longer interval from the last frame on, at once', () => {
    const { line, socket } = answered();
    elapse(500);
    socket.setOptions({ heartbeat: { ...SHORT, interval: 3_000 } });
    elapse(500);
    expect(line.received).toEqual([]);
    elapse(1_999);
    expect(line.received).toEqual([]);
    elapse(1);
    expect(line.received).toEqual(['ping']);
  });

  it('is not sent without a heartbeat, and silence is not noticed', () => {
    const { transport, status } = setUpOpen({ heartbeat: false });
    elapse(10_000_000);
    expect(transport.last.received).toEqual([]);
    expect(status()).toBe('open');
  });
});

describe('a heartbeat that is turned off', () => {
  it('judges no more', () => {
    const { socket, status, line } = answered();
    elapse(1_000);
    socket.setOptions({ heartbeat: false });
    elapse(100_000);
    line.say('ping');
    expect([status(), line.received, socket.getSnapshot().lastMessage]).toEqual(['open', ['ping'], 'ping']);
  });

  it('is never overdue for an app that is shown again', () => {
    const { app, transport } = setUpOpen({ heartbeat: false });
    app.set(false);
    elapse(5_000);
    app.set(true);
    expect(transport.connections.length).toBe(1);
  });
});

describe('the ping that nobody knows', () => {
  it('is suspected, once, after two connections in a row that opened and proved nothing', () => {
    const { transport, warn } = setUpOpen({ heartbeat: SHORT, reconnect: { delay: () => 100 } });
    for (let connection = 1; connection <= 4; connection += 1) {
      elapse(399);
      expect(warn).toHaveBeenCalledTimes(connection > 2 ? 1 : 0);
      elapse(1);
      expect(warn).toHaveBeenCalledTimes(connection > 1 ? 1 : 0);
      elapse(100);
      transport.last.open();
    }
    expect(warn.mock.calls[0]?.[0]).toMatch(/^2 connections in a row .*isPong.*heartbeat: { answered: false }/s);
  });

  it('is not suspected for connections that were lost otherwise', () => {
    const { transport, warn } = setUpOpen({ heartbeat: SHORT, reconnect: { delay: () => 100 } });
    for (let connection = 1; connection <= 3; connection += 1) {
      transport.last.lose();
      elapse(100);
      transport.last.open();
    }
    expect(warn).not.toHaveBeenCalled();
  });

  it('is not suspected when the line lived in between', () => {
    const { transport, warn, told } = setUpOpen({ heartbeat: SHORT, reconnect: { delay: () => 100 } });
    for (let connection = 1; connection <= 4; connection += 1) {
      const lives = connection % 2 === 0;
      if (lives) transport.last.say('a quote');
      elapse(lives ? 1_400 : 400);
      expect(told.filter(([type]) => type === 'close')).toHaveLength(connection);
      elapse(100);
      transport.last.open();
    }
    expect(warn).not.toHaveBeenCalled();
  });
});
