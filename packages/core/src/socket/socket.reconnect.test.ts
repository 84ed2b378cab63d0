import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp, setUpOpen, sleepDevice, URL } from '../../test/set-up';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

it('waits at random before the first retry, though giving the line up takes its time', () => {
  const { socket, transport } = setUpOpen({ ...QUIET, ports: { random: () => 0.25 } });
  socket.trace(({ type }) => {
    if (type === 'status') sleepDevice(5);
  });
  transport.last.lose();
  expect(socket.retryIn()).toBe(250);
});

describe('reconnect', () => {
  it('waits in proportion to the outage, up to maxDelay, for ever', () => {
    const { socket, transport } = setUp(QUIET);
    socket.connect();
    const delays = [];
    for (let loss = 1; loss <= 40; loss += 1) {
      transport.last.lose();
      const { retryAt, attempt } = socket.getSnapshot();
      expect(attempt).toBe(loss);
      const delay = (retryAt ?? 0) - Date.now();
      delays.push(delay);
      elapse(delay - 1);
      expect(transport.connections.length).toBe(loss);
      elapse(1);
      expect(transport.connections.length).toBe(loss + 1);
    }
    expect(delays.slice(0, 5)).toEqual([1_000, 1_000, 1_200, 1_920, 3_072]);
    expect(delays.slice(5, 11)).toEqual([4_915, 7_864, 12_583, 20_132, 30_000, 30_000]);
    expect(delays.at(-1)).toBe(30_000);
  });

  it('counts the outage over connections that die young, and from the loss of one that lived', () => {
    const { socket, transport } = setUpOpen(QUIET);
    const delay = () => (socket.getSnapshot().retryAt ?? 0) - Date.now();
    transport.last.lose();
    expect(delay()).toBe(1_000);
    elapse(1_000);
    elapse(9_000);
    transport.last.open();
    elapse(4_999);
    transport.last.lose();
    // Down for 14 999 ms.
    expect(delay()).toBe(8_999);
    elapse(8_999);
    transport.last.open();
    elapse(5_000);
    transport.last.lose();
    expect(delay()).toBe(1_000);
  });

  it('forgets the losses once a connection has lived for minUptime', () => {
    const { socket, transport } = setUpOpen(QUIET);
    transport.last.lose();
    elapse(1_000);
    transport.last.open();
    elapse(4_999);
    expect(socket.getSnapshot().attempt).toBe(1);
    elapse(1);
    expect(socket.getSnapshot().attempt).toBe(0);
  });

  it('forgets them though timers stood still while it lived: a frozen tab hears of the loss before its timers fire', () => {
    for (const [life, attempt, delay] of [
      [4_999, 2, 3_599],
      [5_000, 1, 1_000],
    ] as const) {
      const { socket, transport } = setUpOpen(QUIET);
      transport.last.lose();
      elapse(1_000);
      transport.last.open();
      sleepDevice(life);
      transport.last.lose();
      expect([socket.getSnapshot().attempt, socket.retryIn()]).toEqual([attempt, delay]);
      socket.disconnect();
    }
  });

  it('ends in gave-up at the nth loss in a row, and connect() begins anew', () => {
    const { socket, transport, status } = setUp({ ...QUIET, reconnect: { maxAttempts: 2 } });
    socket.connect();
    transport.last.lose();
    expect(status()).toBe('waiting');
    elapse(1_000);
    transport.last.lose({ kind: 'server', code: 4001, reason: 'full' });
    expect([status(), socket.getSnapshot().cause]).toEqual([
      'closed',
      {
        kind: 'gave-up',
        code: 4001,
        reason: 'full',
        retry: 'never',
        message: 'gave up after 2 losses in a row; the last: the line broke',
      },
    ]);
    expect(vi.getTimerCount()).toBe(0);
    socket.connect();
    expect([status(), socket.getSnapshot().attempt]).toEqual(['connecting', 0]);
  });

  it('does not happen when it is off', () => {
    const { transport, status, socket } = setUpOpen({ ...QUIET, reconnect: false });
    transport.last.lose();
    expect([status(), socket.getSnapshot().cause?.retry]).toEqual(['closed', 'never']);
  });

  it.each([1002, 1003, 1007, 1010, 1008])('does not happen after code %s', (code) => {
    const { transport, status } = setUpOpen(QUIET);
    transport.last.lose({ kind: 'server', code });
    expect(status()).toBe('closed');
  });

  it.each([1000, 1001, 1005, 1006, 1009, 1011, 1012, 1013, 4001])('happens after code %s', (code) => {
    const { transport, status } = setUpOpen(QUIET);
    transport.last.lose({ kind: 'server', code });
    expect(status()).toBe('waiting');
  });

  it('happens after 1008 when a function may bring a fresh token', () => {
    const { transport, status } = setUpOpen({ ...QUIET, url: () => URL });
    transport.last.lose({ kind: 'server', code: 1008 });
    expect(status()).toBe('waiting');
  });

  it('is decided by shouldReconnect, both ways', () => {
    const shouldReconnect = vi.fn((cause) => cause.code === 1002);
    const { transport, status, socket } = setUpOpen({ ...QUIET, reconnect: { shouldReconnect } });
    transport.last.lose({ kind: 'server', code: 1002 });
    expect(status()).toBe('waiting');
    elapse(1_000);
    transport.last.lose({ kind: 'network' });
    expect([status(), socket.getSnapshot().cause?.retry]).toEqual(['closed', 'never']);
  });

  it('goes by the default when shouldReconnect throws', () => {
    const { transport, status, told } = setUpOpen({
      ...QUIET,
      reconnect: {
        shouldReconnect: () => {
          throw new Error('oops');
        },
      },
    });
    transport.last.lose();
    expect(status()).toBe('waiting');
    expect(told).toContainEqual(['error', 'listener', 'reconnect.shouldReconnect threw: oops']);
  });

  it('takes the wait from delay(attempt, cause)', () => {
    const { transport, socket } = setUpOpen({
      ...QUIET,
      reconnect: { delay: (attempt, cause) => attempt * 7 + cause.kind.length },
    });
    transport.last.lose();
    expect(socket.getSnapshot().retryAt).toBe(Date.now() + 14);
  });

  it.each([0, 2 ** 31 - 1])('takes a wait of %s', (delay) => {
    const { transport, socket } = setUpOpen({ ...QUIET, reconnect: { delay: () => delay } });
    transport.last.lose();
    expect(socket.getSnapshot().retryAt).toBe(Date.now() + delay);
  });

  it.each([Number.NaN, -1, Infinity, 2 ** 31, ...(['soon', '5', null] as unknown as number[])])(
    'goes by the back-off when delay gives %s',
    (delay) => {
      const { transport, socket } = setUpOpen({ ...QUIET, reconnect: { delay: () => delay } });
      transport.last.lose();
      expect(socket.getSnapshot().retryAt).toBe(Date.now() + 1_000);
    },
  );

  it('happens at once on connect() while waiting', () => {
    const { transport, socket, status } = setUpOpen(QUIET);
    transport.last.lose();
    socket.connect();
    expect([status(), transport.connections.length, socket.getSnapshot().retryAt]).toEqual(['connecting', 2, null]);
    elapse(1_000);
    expect(transport.connections.length).toBe(2);
  });

  it('replaces an attempt on reconnect(), and tells no change of status', () => {
    const { socket, transport, told } = setUp(QUIET);
    socket.connect();
    told.length = 0;
    elapse(1);
    socket.reconnect();
    expect([told, transport.live.length]).toEqual([[['close', 'replaced', 'now', null]], 1]);
    expect(transport.connections.length).toBe(2);
  });

  it('replaces an attempt on reconnect(), and tells no change of status', () => {
    const { socket, transport, told } = setUp(QUIET);
    socket.connect();
    told.length = 0;
    socket.reconnect();
    expect([told, transport.live.length]).toEqual([[['close', 'replaced', 'now', null]], 1]);
  });

  it('happens at once on reconnect() while waiting, with nothing left to close', () => {
    const { transport, socket, told } = setUpOpen(QUIET);
    transport.last.lose();
    told.length = 0;
    socket.reconnect();
    expect([told, transport.connections.length]).toEqual([[['status', 'connecting']], 2]);
  });

  it('replaces what is there on reconnect()', () => {
    const { transport, socket, told } = setUpOpen(QUIET);
    socket.reconnect();
    expect(transport.connections[0]?.closedWith).toEqual([1000, 'replaced']);
    expect(transport.live.length).toBe(1);
    expect(told.at(-1)).toEqual(['close', 'replaced', 'now', null]);
    expect(socket.getSnapshot().cause?.message).toBe('replaced by a new connection');
  });

  it('that a function of the user asks for is not lost on what else it asks for', () => {
    const parts = setUp({
      ...QUIET,
      url: () => {
        if (parts.transport.connections.length === 0) {
          parts.socket.reconnect();
          parts.socket.disconnect();
        }
        return URL;
      },
    });
    parts.socket.connect();
    expect([parts.status(), parts.transport.live]).toEqual(['closed', []]);
  });
});

describe('an old connection', () => {
  it('that fails as it is replaced is not the loss of the new one', async () => {
    const parts = setUp({
      ...QUIET,
      url: async () => URL,
      onAttempt(connection) {
        if (parts.transport.connections.length > 1) return;
        parts.socket.reconnect();
        connection.lose();
      },
    });
    parts.socket.connect();
    await vi.advanceTimersByTimeAsync(0);
    expect([parts.status(), parts.socket.getSnapshot().attempt]).toEqual(['connecting', 0]);
    expect([parts.transport.connections.length, parts.transport.live.length]).toEqual([2, 1]);
  });

  it('that opens as it is replaced does not open the new one', async () => {
    const parts = setUp({
      ...QUIET,
      url: async () => URL,
      onAttempt(connection) {
        if (parts.transport.connections.length > 1) return;
        parts.socket.reconnect();
        connection.open();
      },
    });
    parts.socket.connect();
    await vi.advanceTimersByTimeAsync(0);
    expect([parts.status(), parts.transport.connections.length]).toEqual(['connecting', 2]);
  });

  it('that a ping function replaces gets that ping, and the new one does not', () => {
    const parts = setUp({
      heartbeat: {
        ping: () => {
          if (parts.transport.connections.length === 1) parts.socket.reconnect();
          return 'ping';
        },
      },
    });
    parts.socket.connect();
    parts.transport.last.open();
    expect(parts.transport.connections.map(({ received }) => received)).toEqual([['ping'], []]);
    expect(parts.told.at(-1)).toEqual(['close', 'replaced', 'now', null]);
  });

  it('whose send fails late is not the loss of the new one', () => {
    const { socket, transport, status, told } = setUpOpen({ ...QUIET, outbox: false });
    socket.send('bid');
    const old = transport.last;
    socket.reconnect();
    transport.last.open();
    old.failSends('send:fail');
    expect(status()).toBe('open');
    expect(told.at(-1)).toEqual(['drop', 'bid', 'send-failed']);
  });

  it('has no say any more', () => {
    const { transport, socket, told, status } = setUpOpen(QUIET);
    const old = transport.last;
    socket.reconnect();
    told.length = 0;
    old.say('an old quote');
    old.lose();
    old.open();
    expect([told, status(), transport.live.length]).toEqual([[], 'connecting', 1]);
  });

  it('is not waited for', () => {
    const { transport, socket } = setUpOpen(QUIET);
    transport.last.lose({ kind: 'network' });
    expect(transport.last.closedWith).toEqual([1000, 'network']);
    elapse(1_000);
    expect(transport.connections.length).toBe(2);
    expect(socket.getSnapshot().status).toBe('connecting');
  });
});

describe('opening again', () => {
  it('tells for how long the line was down, over failed attempts too', () => {
    const { transport, told } = setUpOpen(QUIET);
    transport.last.lose();
    elapse(1_000);
    transport.last.lose();
    elapse(2_000);
    transport.last.open();
    expect(told.filter(([type]) => type === 'open')).toEqual([
      ['open', { isReconnect: false, downtime: 0 }],
      ['open', { isReconnect: true, downtime: 3_000 }],
    ]);
  });

  it('tells status, then onOpen; on loss status, then onClose', () => {
    const { transport, told } = setUpOpen(QUIET);
    transport.last.lose();
    expect(told.map(([type, what]) => [type, typeof what === 'string' ? what : ''])).toEqual([
      ['status', 'connecting'],
      ['status', 'open'],
      ['open', ''],
      ['status', 'waiting'],
      ['close', 'network'],
    ]);
    expect(told.at(-1)).toEqual(['close', 'network', 'backoff', Date.now() + 1_000]);
  });
});

describe('the network', () => {
  it('coming back ends a wait; attempts start over only after a reported offline', () => {
    const { transport, network, socket } = setUpOpen(QUIET);
    transport.last.lose();
    network.set(true);
    expect([transport.connections.length, socket.getSnapshot().attempt]).toEqual([2, 1]);
    elapse(1_000);
    transport.last.lose();
    network.set(false);
    network.set(true);
    expect([transport.connections.length, socket.getSnapshot().attempt]).toEqual([3, 0]);
  });

  it('coming back ends a wait at most once per minDelay', () => {
    const { transport, network } = setUpOpen(QUIET);
    transport.last.lose();
    network.set(true);
    transport.last.lose();
    elapse(999);
    network.set(true);
    expect(transport.connections.length).toBe(2);
    elapse(1);
    network.set(true);
    expect(transport.connections.length).toBe(3);
  });

  it('gone never cancels a retry', () => {
    const { transport, network } = setUpOpen(QUIET);
    transport.last.lose();
    network.set(false);
    elapse(1_000);
    expect(transport.connections.length).toBe(2);
  });

  it('changing either way probes an open connection', () => {
    const { transport, network } = setUpOpen();
    transport.last.say('pong');
    network.set(false);
    transport.last.say('pong');
    network.set(true);
    expect(transport.last.received).toEqual(['ping', 'ping', 'ping']);
  });

  it('changing while onOpen runs probes nothing before the first ping', () => {
    const { socket, transport, network, told } = setUp();
    socket.on('open', () => network.set(false));
    socket.connect();
    transport.last.open();
    expect([transport.last.received, told.filter(([type]) => type === 'error')]).toEqual([['ping'], []]);
  });
});
