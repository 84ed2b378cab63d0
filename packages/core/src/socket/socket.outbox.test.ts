import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp, setUpOpen, sleepDevice } from '../../test/set-up';
import type { OutboxOptions } from '../messages/sending-options';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A socket that is connecting. */
function connecting(outbox: OutboxOptions = {}) {
  const parts = setUp({ ...QUIET, outbox });
  parts.socket.connect();
  const drops = () => parts.told.filter(([type]) => type === 'drop').map(([, ...rest]) => rest);
  return { ...parts, drops, line: parts.transport.last };
}

describe('the outbox', () => {
  it('keeps what is sent while connecting, waiting and suspended, and sends it in order', () => {
    const { socket, transport, app, status, drops } = connecting({ ttl: Infinity });
    expect(socket.send('1')).toBe('queued');
    transport.last.lose();
    expect([status(), socket.send('2')]).toEqual(['waiting', 'queued']);
    app.set(false);
    expect([status(), socket.send('3')]).toEqual(['suspended', 'queued']);
    expect(socket.getSnapshot().pending).toBe(3);
    app.set(true);
    transport.last.open();
    expect([transport.last.received, socket.getSnapshot().pending, drops()]).toEqual([['1', '2', '3'], 0, []]);
  });

  it('keeps what is sent before anybody has connected, for as long as ttl says', () => {
    const { socket, transport, told, status } = setUp({ ...QUIET, outbox: { limit: 2, ttl: 3_000 } });
    expect([socket.send('1'), socket.send('2'), socket.send('3')]).toEqual(['queued', 'queued', 'queued']);
    expect([status(), told, transport.connections.length]).toEqual(['idle', [['drop', '1', 'full']], 0]);
    elapse(2_000);
    socket.send('4');
    elapse(999);
    expect(told).toEqual([
      ['drop', '1', 'full'],
      ['drop', '2', 'full'],
    ]);
    elapse(1);
    expect(told.at(-1)).toEqual(['drop', '3', 'expired']);
    socket.connect();
    transport.last.open();
    expect([transport.last.received, socket.getSnapshot().pending]).toEqual([['4'], 0]);
  });

  it('keeps 100 000 messages in order, also those that the line takes back', () => {
    const count = 100_000;
    const { socket, transport } = connecting({ limit: 2 * count });
    for (let at = 0; at < count; at += 1) socket.send(`${at}`);
    transport.last.open();
    transport.last.failSends('send:fail');
    expect(socket.getSnapshot()).toMatchObject({ status: 'waiting', pending: count });
    socket.send('last');
    transport.last.received.length = 0;
    socket.connect();
    transport.last.open();
    const { received } = transport.last;
    expect([received.length, received.at(-1)]).toEqual([count + 1, 'last']);
    expect(received.findIndex((frame, at) => frame !== `${at}`)).toBe(count);
    // Its work is fixed; a busy machine may take its time over it.
  }, 60_000);

  it('goes out after what onOpen sends', () => {
    const { socket, line } = connecting();
    socket.send('bid');
    socket.on('open', () => expect(socket.send('login')).toBe('sent'));
    line.open();
    expect(line.received).toEqual(['login', 'bid']);
  });

  it.each(['statusChange', 'close'] as const)('lets onOpen go first also before what is sent in %s', (type) => {
    const { socket, transport } = setUp({ ...QUIET, onAttempt: (line) => type === 'close' && line.open() });
    socket.on('open', () => socket.send('login'));
    socket.connect();
    const results: string[] = [];
    const end = socket.on(type, () => {
      if (socket.getSnapshot().status === 'open') results.push(socket.send('bid'));
    });
    if (type === 'close') socket.reconnect();
    else transport.last.open();
    end();
    expect([transport.last.received, results, socket.getSnapshot().pending]).toEqual([['login', 'bid'], ['queued'], 0]);
  });

  it('lets what may not wait go before onOpen', () => {
    const { socket, line } = connecting();
    socket.on('open', () => socket.send('login'));
    socket.on('statusChange', () => socket.send('now', { queue: false }));
    line.open();
    expect(line.received).toEqual(['now', 'login']);
  });

  it('keeps the order when something is sent while it goes out', () => {
    const { socket, line } = connecting({ ttl: 1_000 });
    socket.send('old');
    vi.setSystemTime(Date.now() + 500);
    socket.send('1');
    socket.send('2');
    const results: string[] = [];
    socket.on('drop', () => results.push(socket.send('3')));
    vi.setSystemTime(Date.now() + 700);
    line.open();
    expect([line.received, results]).toEqual([['1', '2', '3'], ['sent']]);
  });

  it('stops going out when sending ended the connection', () => {
    const { socket, transport, line } = connecting();
    socket.send('1');
    socket.send('2');
    line.refuseSends = 'send:fail';
    line.open();
    expect([line.received, socket.getSnapshot().pending]).toEqual([[], 2]);
    elapse(1_000);
    transport.last.open();
    expect(transport.last.received).toEqual(['1', '2']);
  });

  it('drops the oldest when one more comes than it holds', () => {
    const { socket, line, drops } = connecting({ limit: 2 });
    expect(['1', '2', '3'].map((each) => socket.send(each))).toEqual(['queued', 'queued', 'queued']);
    expect(drops()).toEqual([['1', 'full']]);
    line.open();
    expect(line.received).toEqual(['2', '3']);
  });

  it('drops as many of the oldest as it holds too many', () => {
    const { socket, transport, drops, line } = connecting({ limit: 1 });
    line.open();
    socket.send('1');
    socket.send('2');
    socket.reconnect();
    line.failSends('send:fail');
    expect(socket.getSnapshot().pending).toBe(2);
    socket.send('3');
    expect(drops()).toEqual([
      ['1', 'full'],
      ['2', 'full'],
    ]);
    transport.last.open();
    expect(transport.last.received).toEqual(['3']);
  });

  it('or drops the newest', () => {
    const { socket, line, drops } = connecting({ limit: 2, overflow: 'drop-newest' });
    expect(['1', '2', '3'].map((each) => socket.send(each))).toEqual(['queued', 'queued', 'dropped']);
    expect(drops()).toEqual([['3', 'full']]);
    line.open();
    expect(line.received).toEqual(['1', '2']);
  });

  it('drops a message by itself when it has waited for its ttl', () => {
    const { socket, transport, drops } = connecting({ ttl: 3_000 });
    socket.send('1');
    elapse(2_999);
    expect(drops()).toEqual([]);
    const renders = vi.fn();
    socket.subscribe(renders);
    elapse(1);
    expect([drops(), socket.getSnapshot().pending, renders.mock.calls.length]).toEqual([[['1', 'expired']], 0, 1]);
    transport.last.open();
    expect(transport.last.received).toEqual([]);
  });

  it('drops each at its own time', () => {
    const { socket, drops } = connecting({ ttl: 3_000 });
    socket.send('1');
    elapse(1_000);
    socket.send('2');
    elapse(2_999);
    expect(drops()).toEqual([['1', 'expired']]);
    elapse(1);
    expect(drops()).toHaveLength(2);
  });

  it('has no timer while suspended, and judges by the wall clock on show', () => {
    const { socket, app, drops } = connecting({ ttl: 3_000 });
    socket.send('1');
    app.set(false);
    expect(vi.getTimerCount()).toBe(0);
    elapse(3_000);
    expect(drops()).toEqual([]);
    app.set(true);
    expect(drops()).toEqual([['1', 'expired']]);
  });

  it('does not send what expired while the device slept', () => {
    const { socket, line, drops } = connecting({ ttl: 3_000 });
    socket.send('1');
    sleepDevice(3_000);
    line.open();
    expect([line.received, drops()]).toEqual([[], [['1', 'expired']]]);
  });

  it('has no timer when nothing expires, and none after it is empty', () => {
    const parts = connecting({ ttl: Infinity });
    const before = vi.getTimerCount();
    parts.socket.send('1');
    expect(vi.getTimerCount()).toBe(before);
    const finite = connecting({ ttl: 3_000 });
    finite.socket.send('1');
    finite.line.open();
    finite.socket.disconnect();
    parts.socket.disconnect();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('never takes what is not to be queued', () => {
    const { socket, drops } = connecting();
    expect(socket.send('1', { queue: false })).toBe('dropped');
    expect([drops(), socket.getSnapshot().pending]).toEqual([[['1', 'not-queued']], 0]);
  });

  it('is emptied when the socket is closed, and takes nothing then', () => {
    const { socket, drops } = connecting();
    socket.send('1');
    socket.disconnect();
    expect(socket.send('2')).toBe('dropped');
    expect([drops(), socket.getSnapshot().pending]).toEqual([
      [
        ['1', 'closed'],
        ['2', 'closed'],
      ],
      0,
    ]);
  });

  it('is emptied when the socket gives up', () => {
    const { socket, line, drops } = connecting();
    socket.setOptions({ ...QUIET, reconnect: { maxAttempts: 1 } });
    socket.send('1');
    line.lose();
    expect(drops()).toEqual([['1', 'closed']]);
  });

  it('drops what waits when the socket is destroyed, and tells it', () => {
    const { socket, drops } = connecting();
    socket.send('1');
    socket.destroy();
    expect([drops(), vi.getTimerCount()]).toEqual([[['1', 'closed']], 0]);
  });
});

describe('a message that the platform fails to send', () => {
  it('waits at its place, and goes out again', () => {
    const { socket, transport, told } = setUpOpen(QUIET);
    const first = transport.last;
    expect(socket.send('1')).toBe('sent');
    first.failSends('send:fail');
    expect([socket.getSnapshot().status, socket.getSnapshot().pending]).toEqual(['waiting', 1]);
    socket.send('2');
    elapse(1_000);
    transport.last.open();
    expect(transport.last.received).toEqual(['1', '2']);
    expect(told.filter(([type]) => type === 'drop')).toEqual([]);
  });

  it('is queued at once when it fails at once', () => {
    const { socket, transport } = setUpOpen(QUIET);
    transport.last.refuseSends = 'send:fail';
    expect([socket.send('1'), socket.getSnapshot().pending]).toEqual(['queued', 1]);
  });

  it('is put in front of what was sent later, limit or not', () => {
    const { socket, transport } = setUpOpen({ ...QUIET, outbox: { limit: 1 } });
    const first = transport.last;
    socket.send('1');
    socket.send('2');
    socket.reconnect();
    socket.send('3');
    first.failSends('send:fail');
    transport.last.open();
    expect(transport.last.received).toEqual(['1', '2', '3']);
  });

  it('goes out at once when another connection is open by then', () => {
    const { socket, transport, status } = setUpOpen(QUIET);
    const first = transport.last;
    socket.send('1');
    socket.reconnect();
    transport.last.open();
    first.failSends('send:fail');
    expect([transport.last.received, status(), socket.getSnapshot().pending]).toEqual([['1'], 'open', 0]);
  });

  it('is dropped the second time', () => {
    const { socket, transport, told } = setUpOpen(QUIET);
    socket.send('1');
    transport.last.failSends('send:fail');
    elapse(1_000);
    transport.last.open();
    transport.last.failSends('send:fail');
    expect(told).toContainEqual(['drop', '1', 'send-failed']);
    expect(socket.getSnapshot().pending).toBe(0);
  });

  it('is dropped when the socket is closed by then', () => {
    const { socket, transport, told } = setUpOpen(QUIET);
    socket.send('1');
    socket.disconnect();
    transport.last.failSends('send:fail');
    expect([told.at(-1), socket.getSnapshot().pending]).toEqual([['drop', '1', 'send-failed'], 0]);
  });
});

describe('outbox options', () => {
  it.each([
    [{ limit: 0 }, 'outbox.limit: expected a whole number from 1, got 0'],
    [{ limit: 1.5 }, 'outbox.limit: expected a whole number from 1, got 1.5'],
    [{ ttl: -1 }, 'outbox.ttl: expected a number from 0 to 2147483647, or Infinity, got -1'],
    [{ overflow: 'newest' as never }, "outbox.overflow: expected 'drop-oldest' or 'drop-newest', got 'newest'"],
  ])('%o are refused', (outbox, message) => {
    expect(() => setUp({ outbox })).toThrow(message);
  });

  it('has room for 100 by default, for 30 s', () => {
    const { socket, drops } = connecting();
    for (let count = 0; count < 100; count += 1) socket.send(`${count}`);
    expect(drops()).toEqual([]);
    expect(socket.send('one more')).toBe('queued');
    expect(drops()).toEqual([['0', 'full']]);
    socket.setOptions({ ...QUIET, connectTimeout: 100_000 });
    elapse(29_999);
    expect(drops()).toHaveLength(1);
    elapse(1);
    expect(drops()).toHaveLength(101);
  });
});
