import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answered, beating, SHORT } from '../../test/beating';
import { elapse, setUp, setUpOpen, sleepDevice } from '../../test/set-up';
import { freshnessOf, watchFreshness } from './freshness';
import type { HeartbeatOptions } from './heartbeat-options';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Patient enough for an answer to be late long before the line is given up. */
const PATIENT: HeartbeatOptions = { interval: 100_000, pongTimeout: 20_000 };

/** An open socket that is watched, with all that the watcher saw; its first ping is out. */
function watched(heartbeat: HeartbeatOptions | false = PATIENT, maxAge = Infinity) {
  const parts = setUpOpen({ heartbeat });
  const { socket, transport } = parts;
  const seen: string[] = [];
  const end = watchFreshness(socket, maxAge, () => seen.push(freshnessOf(socket)));
  return { ...parts, line: transport.last, seen, end };
}

describe('freshness', () => {
  it('is stale while the socket is not open, and live from open on', () => {
    const { socket, transport } = setUp({ heartbeat: PATIENT });
    const seen = [freshnessOf(socket)];
    watchFreshness(socket, Infinity, () => seen.push(freshnessOf(socket)));
    socket.connect();
    transport.last.open();
    expect(seen).toEqual(['stale', 'live']);
    socket.disconnect();
    expect(seen).toEqual(['stale', 'live', 'stale']);
  });

  describe('after a line that died in silence', () => {
    /** A socket whose line died in silence, that comes back `failures` attempts later. */
    function revived({ failures = 0, isSilent = true } = {}) {
      const parts = setUpOpen({ heartbeat: PATIENT, reconnect: { delay: () => 1_000 } });
      parts.transport.last.say('pong');
      if (isSilent) elapse(120_000);
      else parts.transport.last.lose();
      for (let attempt = 0; attempt <= failures; attempt += 1) {
        elapse(1_000);
        if (attempt < failures) parts.transport.last.lose();
      }
      parts.transport.last.open();
      return { ...parts, now: () => freshnessOf(parts.socket) };
    }

    it.each(['pong', 'a quote'])('is suspect from open on, until the next one proves that it lives: %s', (proof) => {
      const { socket, transport, now } = revived();
      expect([socket.getSnapshot().status, now()]).toEqual(['open', 'suspect']);
      transport.last.say(proof);
      expect(now()).toBe('live');
    });

    it('is suspect also when attempts have failed in between', () => {
      expect(revived({ failures: 2 }).now()).toBe('suspect');
    });

    it('is suspect once: the line after one that has lived is live from open on', () => {
      const { transport, now } = revived();
      transport.last.say('pong');
      transport.last.lose();
      elapse(1_000);
      transport.last.open();
      expect(now()).toBe('live');
    });

    it('is live from open on where the line was lost in any other way, for the server has just answered', () => {
      expect(revived({ isSilent: false }).now()).toBe('live');
    });
  });

  it('is suspect when a ping has waited for 1 s, until anything comes in', () => {
    const { seen, line } = watched();
    elapse(999);
    expect(seen).toEqual([]);
    elapse(1);
    expect(seen).toEqual(['suspect']);
    line.say('a quote');
    expect(seen).toEqual(['suspect', 'live']);
    elapse(90_000);
    expect(seen).toEqual(['suspect', 'live']);
  });

  it('waits for four round trips where they are slow', () => {
    const { seen, line, socket } = watched({ ...PATIENT, always: true });
    elapse(600);
    line.say('pong');
    elapse(100_000 - 600);
    expect(line.received).toEqual(['ping', 'ping']);
    elapse(2_399);
    expect(seen).toEqual([]);
    elapse(1);
    expect([seen, socket.getSnapshot().rtt]).toEqual([['suspect'], 600]);
  });

  it('counts from the first ping without an answer', () => {
    const { seen } = watched({ interval: 100_000, pongTimeout: 600, missed: 3 });
    elapse(1_000);
    expect(seen).toEqual(['suspect']);
  });

  it('takes with onlyPong nothing but a pong for an answer', () => {
    const { seen, line } = watched({ ...PATIENT, onlyPong: true });
    elapse(500);
    line.say('a quote');
    elapse(500);
    line.say('another');
    expect(seen).toEqual(['suspect']);
    line.say('pong');
    expect(seen).toEqual(['suspect', 'live']);
  });

  it('counts a ping that went out before the connection was known to be open', () => {
    const { socket, transport } = setUp({ heartbeat: PATIENT });
    const seen: string[] = [];
    watchFreshness(socket, Infinity, () => seen.push(freshnessOf(socket)));
    socket.connect();
    transport.last.unsure();
    elapse(1_400);
    transport.last.open();
    elapse(599);
    expect(seen).toEqual(['live']);
    elapse(1);
    expect(seen).toEqual(['live', 'suspect']);
  });

  it.each<[string, HeartbeatOptions | false]>([
    ['a line that sends no pings', { ...PATIENT, ping: false }],
    ['a line without a heartbeat', false],
    ['a line whose pings were answered', PATIENT],
  ])('is never suspect from the mere quiet of %s', (_which, heartbeat) => {
    const { seen, line } = watched(heartbeat);
    line.say('pong');
    elapse(99_999);
    expect(seen).toEqual([]);
  });

  it('is not suspect for a ping that could not be made', () => {
    const { seen } = watched({
      ...PATIENT,
      ping: () => {
        throw new Error('no ping today');
      },
    });
    elapse(19_999);
    expect(seen).toEqual([]);
  });

  it.each<[string, (parts: ReturnType<typeof watched>) => void]>([
    [
      'the app is shown again',
      ({ app }) => {
        app.set(false);
        app.set(true);
      },
    ],
    ['the network is reported to be there', ({ network }) => network.set(true)],
    ['the network is reported to be gone', ({ network }) => network.set(false)],
    [
      'a timer fires late',
      () => {
        sleepDevice(2_001);
        elapse(100_000);
      },
    ],
  ])('is suspect when %s, until the next frame', (_what, happen) => {
    const parts = watched();
    parts.line.say('pong');
    happen(parts);
    expect(parts.seen).toEqual(['suspect']);
    parts.line.say('a quote');
    expect(parts.seen).toEqual(['suspect', 'live']);
  });

  it('is not suspect for a timer that is late by 2 s or less', () => {
    const { seen, line } = watched();
    line.say('pong');
    sleepDevice(2_000);
    elapse(100_000);
    expect(seen).toEqual([]);
  });

  it.each<[string, HeartbeatOptions | false]>([
    ['sends no pings', { ...PATIENT, ping: false }],
    ['has no heartbeat', false],
  ])('is suspect on show where the line %s, until the next frame', (_what, heartbeat) => {
    const { seen, app, line } = watched(heartbeat);
    app.set(false);
    app.set(true);
    elapse(5_000);
    expect(seen).toEqual(['suspect']);
    line.say('a quote');
    expect(seen).toEqual(['suspect', 'live']);
  });

  it('does not change, and has no timer, while the heartbeat is paused', () => {
    const { seen, app, socket } = watched();
    app.set(false);
    expect(vi.getTimerCount()).toBe(0);
    elapse(4_000);
    expect([seen, freshnessOf(socket)]).toEqual([[], 'live']);
  });

  it('begins anew with each connection', () => {
    const { seen, socket, transport, network } = watched();
    elapse(1_000);
    network.set(false);
    socket.reconnect();
    transport.last.open();
    expect(seen).toEqual(['suspect', 'stale', 'live']);
    elapse(999);
    expect(seen.length).toBe(3);
  });

  it('does not count the ping of a connection that its own function has replaced', () => {
    let reconnect = () => {};
    const { socket, transport } = setUp({
      heartbeat: {
        ...PATIENT,
        ping: () => {
          reconnect();
          return 'ping';
        },
      },
    });
    socket.connect();
    reconnect = () => {
      reconnect = () => {};
      socket.reconnect();
    };
    transport.last.open();
    elapse(5_000);
    transport.last.open();
    expect(freshnessOf(socket)).toBe('live');
  });

  it('takes no frame of a connection that was just replaced for an answer on the next one', () => {
    const { socket, transport } = setUp({
      heartbeat: {
        ...PATIENT,
        isPong(raw) {
          if (raw === 'go elsewhere') socket.reconnect();
          return raw === 'pong';
        },
      },
      onAttempt: (connection) => connection.open(),
    });
    const seen: string[] = [];
    socket.connect();
    transport.last.say('pong');
    transport.last.say('go elsewhere');
    watchFreshness(socket, Infinity, () => seen.push(freshnessOf(socket)));
    elapse(1_000);
    expect([transport.connections.length, seen]).toEqual([2, ['suspect']]);
  });

  it('is known without a watcher, who costs the only timer', () => {
    const { socket } = setUpOpen({ heartbeat: PATIENT });
    const timers = vi.getTimerCount();
    elapse(999);
    expect(freshnessOf(socket)).toBe('live');
    elapse(1);
    expect([freshnessOf(socket), vi.getTimerCount()]).toEqual(['suspect', timers]);
  });

  it('is told a watcher who came while a ping was waiting', () => {
    const { socket } = setUpOpen({ heartbeat: PATIENT });
    elapse(600);
    const seen: string[] = [];
    const end = watchFreshness(socket, Infinity, () => seen.push(freshnessOf(socket)));
    elapse(399);
    expect(seen).toEqual([]);
    elapse(1);
    expect(seen).toEqual(['suspect']);
    end();
  });

  it('is told in time when the clock was set back while a ping was waiting', () => {
    const { socket } = setUpOpen({ heartbeat: PATIENT });
    sleepDevice(-60_000);
    const seen: string[] = [];
    watchFreshness(socket, Infinity, () => seen.push(freshnessOf(socket)));
    elapse(1_000);
    expect(seen).toEqual(['suspect']);
  });

  it('is told a watcher whose first sight was another one', () => {
    const { socket, transport } = setUpOpen({ heartbeat: PATIENT });
    elapse(1_000);
    const seen: string[] = [];
    watchFreshness(socket, Infinity, () => seen.push(freshnessOf(socket)));
    transport.last.say('pong');
    expect(seen).toEqual(['live']);
  });

  it('is told no watcher who has gone, nor any after destroy(), and leaves no timer', () => {
    const { socket, seen, end } = watched();
    const timers = vi.getTimerCount();
    end();
    end();
    expect(vi.getTimerCount()).toBe(timers - 1);
    elapse(1_000);
    expect(seen).toEqual([]);
    watchFreshness(socket, Infinity, () => seen.push(freshnessOf(socket)));
    socket.destroy();
    expect([seen, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it('is told with the snapshot, after the callbacks', () => {
    const { socket, transport } = setUp({ heartbeat: PATIENT });
    const order: string[] = [];
    socket.on('open', () => order.push('onOpen'));
    socket.subscribe(() => order.push(socket.getSnapshot().status));
    watchFreshness(socket, Infinity, () => order.push(freshnessOf(socket)));
    socket.connect();
    transport.last.open();
    expect(order).toEqual(['connecting', 'onOpen', 'open', 'live']);
  });

  it('survives a watcher that throws, with a warning', () => {
    const { socket, seen, warn } = watched();
    watchFreshness(socket, Infinity, () => {
      throw new Error('bad watcher');
    });
    socket.disconnect();
    expect(seen).toEqual(['stale']);
    expect(warn).toHaveBeenCalledWith('a listener of watchFreshness threw: bad watcher', expect.anything());
  });
});

describe('watch(maxAge)', () => {
  it('has a ping go out after half of it, and the interval hold again afterwards', () => {
    const { line, end } = watched(PATIENT, 10_000);
    line.say('pong');
    elapse(4_999);
    expect(line.received.length).toBe(1);
    elapse(1);
    expect(line.received.length).toBe(2);
    line.say('pong');
    end();
    elapse(99_999);
    expect(line.received.length).toBe(2);
    elapse(1);
    expect(line.received.length).toBe(3);
  });

  it('leaves no ping behind where pings go out even while frames arrive', () => {
    const { line, end } = watched({ ...PATIENT, always: true }, 10_000);
    line.say('pong');
    end();
    elapse(99_999);
    expect(line.received.length).toBe(1);
  });

  it('counts from the last frame when it comes late', () => {
    const { socket, line } = watched();
    line.say('pong');
    elapse(4_000);
    watchFreshness(socket, 10_000, () => {});
    elapse(999);
    expect(line.received.length).toBe(1);
    elapse(1);
    expect(line.received.length).toBe(2);
  });

  it('goes by the shortest of several', () => {
    const { socket, line } = watched(PATIENT, 10_000);
    const end = watchFreshness(socket, 4_000, () => {});
    line.say('pong');
    elapse(2_000);
    expect(line.received.length).toBe(2);
    line.say('pong');
    end();
    elapse(4_999);
    expect(line.received.length).toBe(2);
    elapse(1);
    expect(line.received.length).toBe(3);
  });

  it('does not move a deadline that runs', () => {
    const { socket, line, status } = beating();
    watchFreshness(socket, 2, () => {});
    elapse(SHORT.pongTimeout - 1);
    expect([line.received.length, status()]).toEqual([1, 'open']);
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('makes no interval longer', () => {
    const { socket, line } = answered();
    watchFreshness(socket, 60_000, () => {});
    elapse(SHORT.interval);
    expect(line.received).toEqual(['ping']);
  });

  it('has no say where silence is death and nothing asks', () => {
    const { status } = watched({ interval: 30_000, pongTimeout: 5_000, ping: false }, 2_000);
    elapse(34_999);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('arms nothing while the heartbeat is paused', () => {
    const { socket, app, line } = watched();
    line.say('pong');
    app.set(false);
    watchFreshness(socket, 10_000, () => {});
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([1, Number.NaN, -1])('refuses %s', (maxAge) => {
    const { socket } = setUp();
    expect(() => watchFreshness(socket, maxAge, () => {})).toThrow(expect.objectContaining({ code: 'invalid-option' }));
  });
});
