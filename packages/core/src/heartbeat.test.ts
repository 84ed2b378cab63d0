import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, setUpOpen, sleepDevice } from '../test/set-up';
import { rawCodec } from './codec';
import type { HeartbeatOptions } from './options';

const SHORT = { interval: 1_000, pongTimeout: 400 };

function beating(heartbeat: HeartbeatOptions = {}) {
  const parts = setUpOpen({ heartbeat: { ...SHORT, ...heartbeat } });
  const line = parts.transport.last;
  return { ...parts, line };
}

/** The same, after the ping at open was answered. */
function answered(heartbeat: HeartbeatOptions = {}) {
  const parts = beating(heartbeat);
  parts.line.say('pong');
  parts.line.received.length = 0;
  return parts;
}

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

  it('that throws is reported, and silence ends the line as if it had gone out', () => {
    const { told, status, line } = beating({
      ping: () => {
        throw new Error('no session yet');
      },
    });
    expect(line.received).toEqual([]);
    expect(told).toContainEqual(['error', 'listener', 'a listener threw: no session yet']);
    elapse(399);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('that is no frame is told, and nothing is sent', () => {
    const { told, line } = beating({ ping: () => ({}) as unknown as string });
    expect(line.received).toEqual([]);
    expect(told).toContainEqual(['error', 'listener', expect.stringContaining('got object')]);
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

  it('takes changed options from the next timer on', () => {
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

describe('pong timeout', () => {
  it('gives a silent connection up', () => {
    const { status, socket, line } = answered();
    elapse(1_399);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
    expect(socket.getSnapshot().cause?.kind).toBe('pong-timeout');
    expect(line.closedWith).toEqual([4408, 'pong-timeout']);
  });

  it('is answered by any frame', () => {
    const { line, status } = answered();
    elapse(1_399);
    line.say('a quote');
    elapse(1_399);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('is answered by a pong only, with onlyPong', () => {
    const { line, status } = answered({ onlyPong: true });
    elapse(1_000);
    line.say('a quote');
    elapse(399);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('lives on with onlyPong when the pong comes', () => {
    const { line, status } = answered({ onlyPong: true });
    elapse(1_399);
    line.say('pong');
    elapse(1_000);
    expect(status()).toBe('open');
  });

  it('pings again at once at each miss, and ends the line at the last', () => {
    const { line, status } = answered({ missed: 3 });
    elapse(1_000);
    expect(line.received).toEqual(['ping']);
    elapse(400);
    expect(line.received).toEqual(['ping', 'ping']);
    elapse(400);
    expect(line.received).toEqual(['ping', 'ping', 'ping']);
    elapse(399);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('counts misses in a row', () => {
    const { line, status } = answered({ missed: 2 });
    elapse(1_400);
    line.say('a quote');
    elapse(1_400);
    expect(status()).toBe('open');
    elapse(400);
    expect(status()).toBe('waiting');
  });

  it('is interval + pongTimeout of silence when no ping is sent', () => {
    const { line, status } = beating({ ping: false });
    elapse(700);
    line.say('a quote');
    elapse(1_399);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
    expect(line.received).toEqual([]);
  });
});

describe('a probe', () => {
  it('ends the line with its first miss, whatever missed says', () => {
    const { network, status } = answered({ missed: 3, pongTimeout: 5_000 });
    network.set(false);
    elapse(1_499);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('is not repeated while one waits for its answer', () => {
    const { network, line } = answered();
    network.set(false);
    network.set(true);
    expect(line.received).toEqual(['ping']);
  });

  it('shortens a longer wait for a pong', () => {
    const { network, line, status } = answered({ pongTimeout: 9_000 });
    elapse(1_000);
    network.set(false);
    expect(line.received).toEqual(['ping', 'ping']);
    elapse(1_500);
    expect(status()).toBe('waiting');
  });

  it('sends nothing where no ping goes out, and silence is counted on', () => {
    const { app, network, line, status } = beating({ ping: false, interval: 2_000, pongTimeout: 1_000 });
    elapse(500);
    app.set(false);
    elapse(1_000);
    app.set(true);
    network.set(false);
    elapse(1_499);
    expect([status(), line.received]).toEqual(['open', []]);
    elapse(1);
    expect(status()).toBe('waiting');
  });
});

describe('without a ping', () => {
  it('missed does not count', () => {
    const { status } = beating({ ping: false, missed: 3 });
    elapse(1_400);
    expect(status()).toBe('waiting');
  });

  it('a late timer has a whole pongTimeout more', () => {
    const { status } = beating({ ping: false, pongTimeout: 4_000 });
    sleepDevice(60_000);
    elapse(1_000);
    elapse(3_999);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('a hidden app keeps its connection when it is back within the limit', () => {
    const { app, transport } = beating({ ping: false, interval: 2_000, pongTimeout: 2_000 });
    elapse(1_000);
    app.set(false);
    elapse(3_000);
    app.set(true);
    expect(transport.connections.length).toBe(1);
  });

  it('a send pings nothing', () => {
    const { socket, line } = beating({ ping: false, interval: 5_000 });
    elapse(1_000);
    socket.send('bid');
    expect(line.received).toEqual(['bid']);
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
});

describe('pong', () => {
  it.each<[string, HeartbeatOptions, string | ArrayBuffer]>([
    ['equals the ping', { ping: 'header' }, 'header'],
    ['is "pong"', { ping: 'header' }, 'pong'],
    ['has the bytes of the ping', { ping: new Uint8Array([0xc0, 0]).buffer }, new Uint8Array([0xc0, 0]).buffer],
    ['is the given text', { isPong: 'SUCCESS' }, 'SUCCESS'],
    ['is one of the given texts', { isPong: ['header', 'SUCCESS'] }, 'SUCCESS'],
    ['is what the function says', { isPong: (raw, last) => raw === `${last}!` }, 'ping!'],
  ])('is not shown when it %s', (_name, heartbeat, pong) => {
    const { line, told } = beating(heartbeat);
    line.say(pong);
    expect(told.filter(([type]) => type === 'message' || type === 'error')).toEqual([]);
  });

  it.each<[string, HeartbeatOptions, string | ArrayBuffer]>([
    ['differs from the ping', {}, 'a quote'],
    ['is not the given text', { isPong: 'SUCCESS' }, 'pong'],
    ['has other bytes than the ping', { ping: new Uint8Array([0xc0, 0]).buffer }, new Uint8Array([0xc0, 1]).buffer],
    ['has more bytes than the ping', { ping: new Uint8Array([0xc0, 0]).buffer }, new Uint8Array([0xc0, 0, 0]).buffer],
    ['is none of the given texts', { isPong: ['a', 'b'] }, 'c'],
  ])('is a message when it %s', (_name, heartbeat, text) => {
    const { transport, told } = setUpOpen({ codec: rawCodec, heartbeat });
    transport.last.say(text);
    expect(told.at(-1)).toEqual(['message', text]);
  });

  it('is asked before decoding, and a predicate that throws makes a message of it', () => {
    const { line, told } = beating({
      isPong: () => {
        throw new Error('bad predicate');
      },
    });
    line.say('a quote');
    expect(told).toContainEqual(['error', 'listener', 'a listener threw: bad predicate']);
    expect(told).toContainEqual(['message', 'a quote']);
  });
});

describe('reply', () => {
  it('answers a ping of the server, and shows nothing of it', () => {
    const { line, told } = answered({ reply: (raw) => (raw === '2' ? '3' : undefined) });
    line.say('2');
    line.say('42');
    expect(line.received).toEqual(['3']);
    expect(told.filter(([type]) => type === 'message')).toEqual([['message', '42']]);
  });

  it('is asked before isPong, so that a "ping" of the server is no echo of ours', () => {
    const { line, socket } = answered({ reply: (raw) => (raw === 'ping' ? 'pong' : undefined) });
    const { rtt } = socket.getSnapshot();
    elapse(1_010);
    line.say('ping');
    expect([line.received, socket.getSnapshot().rtt]).toEqual([['ping', 'pong'], rtt]);
  });

  it('that gives what is no frame is told, and sends nothing', () => {
    const { line, told } = answered({ reply: () => 7 as unknown as string });
    line.say('2');
    expect(line.received).toEqual([]);
    expect(told).toContainEqual([
      'error',
      'listener',
      'a listener threw: expected a string or an ArrayBuffer, got number',
    ]);
    expect(told).toContainEqual(['message', '2']);
  });
});

describe('rtt', () => {
  it('is the time from a single ping to its pong', () => {
    const { line, socket } = beating();
    elapse(30);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(30);
  });

  it('is not measured over two pings', () => {
    const { line, socket } = answered({ missed: 3 });
    const before = socket.getSnapshot().rtt;
    elapse(1_450);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(before);
  });

  it.each([-5_000, 500])('is not measured when the wall clock was set by %s ms meanwhile', (jump) => {
    const { line, socket } = answered();
    const before = socket.getSnapshot().rtt;
    elapse(1_000);
    sleepDevice(jump);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(before);
  });

  it('is measured again when both pongs of two pings have come', () => {
    const { line, socket } = answered({ missed: 3 });
    elapse(1_400);
    line.say('pong');
    line.say('pong');
    elapse(1_000);
    elapse(30);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(30);
  });

  it('is measured again after a ping that only other frames answered', () => {
    const { line, socket } = beating();
    line.say('a quote');
    elapse(1_000);
    elapse(20);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(20);
  });

  it('is null again on the next connection', () => {
    const { line, socket, transport } = beating();
    elapse(30);
    line.say('pong');
    line.lose();
    elapse(1_000);
    transport.last.open();
    expect(socket.getSnapshot().rtt).toBeNull();
  });
});

describe('a late timer', () => {
  it('is forgiven once: a probe goes out, with a deadline of 1 500', () => {
    const { line, status } = answered();
    elapse(1_000);
    sleepDevice(60_000);
    elapse(400);
    expect(status()).toBe('open');
    expect(line.received).toEqual(['ping', 'ping']);
    elapse(1_499);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('is not forgiven when it is late by 2 s or less', () => {
    const { status } = answered();
    elapse(1_000);
    sleepDevice(2_000);
    elapse(400);
    expect(status()).toBe('waiting');
  });

  it('is not forgiven twice in a row, late or not', () => {
    const { status } = answered();
    elapse(1_000);
    sleepDevice(60_000);
    elapse(400);
    sleepDevice(60_000);
    elapse(1_500);
    expect(status()).toBe('waiting');
  });

  it('is forgiven again after a frame came in', () => {
    const { status, line } = answered();
    elapse(1_000);
    sleepDevice(60_000);
    elapse(400);
    line.say('pong');
    elapse(1_000);
    sleepDevice(60_000);
    elapse(400);
    expect(status()).toBe('open');
  });

  it('probes when it was the timer of the next ping', () => {
    const { status, line } = answered();
    sleepDevice(60_000);
    elapse(1_000);
    expect(line.received).toEqual(['ping']);
    elapse(1_499);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });
});

describe('the ping that nobody knows', () => {
  it('is suspected, once, after two connections in a row that opened and proved nothing', () => {
    const { transport, warn } = beating();
    for (let connection = 1; connection <= 3; connection += 1) {
      expect(warn).toHaveBeenCalledTimes(connection > 2 ? 1 : 0);
      elapse(400);
      elapse(30_000);
      transport.last.open();
    }
    expect(warn.mock.calls[0]?.[0]).toMatch(/isPong.*heartbeat: false/s);
  });

  it('is not suspected for connections that were lost otherwise', () => {
    const { transport, warn } = beating();
    for (let connection = 1; connection <= 3; connection += 1) {
      transport.last.lose();
      elapse(30_000);
      transport.last.open();
    }
    expect(warn).not.toHaveBeenCalled();
  });

  it('is not suspected when the line lived in between', () => {
    const { transport, warn } = beating();
    for (let connection = 1; connection <= 4; connection += 1) {
      if (connection % 2 === 0) transport.last.say('a quote');
      elapse(2_000);
      elapse(30_000);
      transport.last.open();
    }
    expect(warn).not.toHaveBeenCalled();
  });
});
