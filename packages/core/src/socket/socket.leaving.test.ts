import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp, setUpOpen } from '../../test/set-up';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('disconnect', () => {
  it('closes with 1000, leaves nothing behind, and stays closed', () => {
    const { transport, socket, status, app, network, told } = setUpOpen();
    socket.disconnect();
    expect([status(), transport.last.closedWith, app.size(), network.size()]).toEqual(['closed', [1000, ''], 0, 0]);
    expect(vi.getTimerCount()).toBe(0);
    expect(told.at(-1)).toEqual(['close', 'disconnect', 'never', null]);
    elapse(1_000_000);
    expect(transport.connections.length).toBe(1);
  });

  it('closes with the code and reason given, the reason cut to 123 bytes', () => {
    const { transport, socket } = setUpOpen();
    socket.disconnect(4000, '竞'.repeat(60));
    expect(transport.last.closedWith).toEqual([4000, '竞'.repeat(41)]);
    expect(socket.getSnapshot().cause).toEqual({
      kind: 'disconnect',
      code: 4000,
      reason: '竞'.repeat(41),
      retry: 'never',
      message: 'disconnected by the app',
    });
  });

  it.each([1001, 999, 5000, 3000.5, Number.NaN])('uses 1000 for %s, and says so', (code) => {
    const { transport, socket, told } = setUpOpen();
    socket.disconnect(code);
    expect(transport.last.closedWith?.[0]).toBe(1000);
    expect(told).toContainEqual(['error', 'invalid-close-code', expect.stringContaining(`${code}`)]);
  });

  it('in a wait leaves no timer, and no second close is told', () => {
    const { transport, socket, status, told } = setUpOpen(QUIET);
    transport.last.lose();
    told.length = 0;
    socket.disconnect();
    expect([status(), vi.getTimerCount(), told]).toEqual(['closed', 0, [['status', 'closed']]]);
  });

  it('inside onMessage stops the delivery there', () => {
    const { transport, socket } = setUpOpen(QUIET);
    const seen: string[] = [];
    socket.on('message', (message) => {
      seen.push(message);
      socket.disconnect();
    });
    const line = transport.last;
    line.say('one');
    line.say('two');
    expect(seen).toEqual(['one']);
  });

  it('inside onStatusChange keeps onOpen from being told', () => {
    const { socket, transport, told } = setUp(QUIET);
    socket.on('statusChange', (status) => status === 'open' && socket.disconnect());
    socket.connect();
    transport.last.open();
    expect(told.map(([type, what]) => [type, what])).toEqual([
      ['status', 'connecting'],
      ['status', 'open'],
      ['status', 'closed'],
      ['close', 'disconnect'],
    ]);
  });
});

describe('holders', () => {
  it('show it as connecting from the first hold on, and connect it when they say so', () => {
    const { socket, transport, status, told } = setUp({ owner: 'holders' });
    const hold = socket.hold();
    expect([status(), socket.getSnapshot().readyState, transport.connections.length]).toEqual(['connecting', 0, 0]);
    expect(socket.send('hello')).toBe('queued');
    expect(told).toEqual([]);
    hold.connect();
    expect([status(), transport.live.length]).toEqual(['connecting', 1]);
    transport.last.open();
    expect(transport.last.received).toEqual(['ping', 'hello']);
  });

  it('leave no trace when they let go before they have connected', () => {
    const { socket, transport, status, told } = setUp({ owner: 'holders' });
    const hold = socket.hold();
    hold.release();
    hold.connect();
    expect([status(), transport.connections.length, vi.getTimerCount(), told]).toEqual(['idle', 0, 0, []]);
  });

  it('keep it connected until the last has gone', () => {
    const { socket, transport, status } = setUp();
    const first = socket.hold();
    const second = socket.hold();
    first.connect();
    first.connect();
    second.connect();
    expect(transport.connections.length).toBe(1);
    first.release();
    first.release();
    expect([status(), transport.live.length]).toEqual(['connecting', 1]);
    second.release();
    expect([status(), transport.last.closedWith]).toEqual(['closed', [1000, '']]);
  });

  it('that have not connected begin nothing, and keep what is there', () => {
    const { socket, transport, status } = setUp();
    const first = socket.hold();
    expect([status(), socket.canBegin(), transport.connections.length]).toEqual(['connecting', true, 0]);
    first.connect();
    const second = socket.hold();
    first.release();
    expect([status(), socket.canBegin(), transport.live.length]).toEqual(['connecting', false, 1]);
    second.release();
    expect([status(), transport.live.length]).toEqual(['closed', 0]);
  });

  it('are overridden by disconnect() until connect()', () => {
    const { socket, transport, status } = setUp();
    socket.hold().connect();
    socket.disconnect();
    socket.hold().connect();
    expect([status(), socket.canBegin(), socket.canBegin(true)]).toEqual(['closed', false, true]);
    socket.connect();
    expect([status(), transport.live.length, socket.canBegin(true)]).toEqual(['connecting', 1, false]);
  });

  it('that come afresh end an earlier disconnect()', () => {
    const { socket, transport, status } = setUp();
    socket.hold().connect();
    socket.disconnect();
    const hold = socket.hold(true);
    expect([status(), transport.live]).toEqual(['connecting', []]);
    hold.connect();
    expect([status(), transport.live.length]).toEqual(['connecting', 1]);
  });
});

describe('a socket of holders', () => {
  it('connects for nobody else, and warns once', () => {
    const { socket, transport, warn, status } = setUp({ owner: 'holders' });
    socket.connect();
    socket.reconnect();
    expect([status(), transport.connections.length]).toEqual(['idle', 0]);
    expect(warn.mock.calls).toEqual([['connect() did nothing: no mounted and enabled component holds this socket']]);
  });

  it('is no longer wanted when they have gone, whoever called connect() meanwhile', () => {
    const { socket, warn, status } = setUp({ owner: 'holders' });
    const hold = socket.hold();
    hold.connect();
    socket.disconnect();
    socket.connect();
    expect(status()).toBe('connecting');
    hold.release();
    expect([status(), warn.mock.calls]).toEqual(['closed', []]);
  });
});

describe('an idle socket', () => {
  it('is closed by disconnect(), and drops what waits', () => {
    const { socket, told, status, transport } = setUp(QUIET);
    socket.send('bid');
    socket.disconnect();
    expect([status(), socket.getSnapshot().cause?.kind, transport.connections.length]).toEqual([
      'closed',
      'disconnect',
      0,
    ]);
    expect(told).toEqual([
      ['status', 'closed'],
      ['drop', 'bid', 'closed'],
    ]);
    expect([socket.send('bid'), vi.getTimerCount()]).toEqual(['dropped', 0]);
  });

  it('is closed by destroy(), for good', async () => {
    const { socket, status } = setUp(QUIET);
    socket.send('bid');
    socket.destroy();
    socket.connect();
    expect([status(), socket.getSnapshot().pending, vi.getTimerCount()]).toEqual(['closed', 0, 0]);
  });
});

describe('destroy', () => {
  it('closes, tells nobody, and nothing connects it again', () => {
    const { socket, transport, told, status } = setUpOpen();
    told.length = 0;
    socket.destroy();
    socket.connect();
    socket.reconnect();
    socket.hold(true).connect();
    socket.setOptions({}, 'wss://bid.example.com/other');
    expect([status(), transport.live.length, transport.connections.length, told]).toEqual(['closed', 0, 1, []]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is the last that a subscriber hears: what renders the socket shows it as closed', () => {
    const { socket, app } = setUpOpen();
    const seen: string[] = [];
    socket.subscribe(() => seen.push(socket.getSnapshot().status));
    socket.destroy();
    app.set(false);
    expect(seen).toEqual(['closed']);
  });
});
