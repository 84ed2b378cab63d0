import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp, setUpOpen, URL } from '../../test/set-up';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe('another url', () => {
  it('is used at the next attempt, and changes nothing before', () => {
    const { socket, transport, told, status } = setUpOpen(QUIET);
    transport.last.say('a quote');
    told.length = 0;
    socket.setOptions(QUIET, 'wss://bid.example.com/moved');
    expect([status(), transport.connections.length, socket.getSnapshot().lastMessage, told]).toEqual([
      'open',
      1,
      'a quote',
      [],
    ]);
    transport.last.lose();
    elapse(1_000);
    expect(transport.last.request.url).toBe('wss://bid.example.com/moved');
  });

  it('ends no earlier disconnect(), and no giving up', () => {
    const { socket, transport, status } = setUpOpen({ ...QUIET, reconnect: false });
    transport.last.lose();
    socket.setOptions(QUIET, () => 'wss://bid.example.com/moved');
    expect([status(), socket.getSnapshot().cause?.kind]).toEqual(['closed', 'network']);
    const refused = setUp({ url: null });
    refused.socket.hold().connect();
    refused.socket.disconnect();
    refused.socket.setOptions({}, () => URL);
    expect([refused.status(), refused.transport.connections.length]).toEqual(['closed', 0]);
  });
});

describe('setOptions', () => {
  it('does not reconnect, and holds from the next use on', () => {
    const { socket, transport } = setUpOpen(QUIET);
    socket.setOptions({ ...QUIET, protocols: ['v2'], reconnect: { minDelay: 50 } });
    expect(transport.connections.length).toBe(1);
    transport.last.lose();
    elapse(50);
    expect(transport.last.request.protocols).toEqual(['v2']);
  });

  it('wakes a suspended socket when background becomes "keep"', () => {
    const { socket, app, status } = setUp(QUIET);
    socket.connect();
    app.set(false);
    socket.setOptions({ ...QUIET });
    expect(status()).toBe('suspended');
    socket.setOptions({ ...QUIET, background: 'keep' });
    expect(status()).toBe('connecting');
  });

  it('that change nothing tell nobody, and leave a suspended socket its losses', () => {
    const idle = setUp(QUIET);
    const listener = vi.fn();
    idle.socket.subscribe(listener);
    idle.socket.setOptions({ ...QUIET });
    expect(listener).not.toHaveBeenCalled();
    const { socket, transport, app, status } = setUpOpen(QUIET);
    app.set(false);
    transport.last.lose();
    socket.setOptions({ ...QUIET });
    expect([status(), socket.getSnapshot().attempt]).toEqual(['suspended', 1]);
  });

  it('that stay the same end no wait, and forget no message', () => {
    const { socket, transport, status } = setUpOpen(QUIET);
    transport.last.say('a quote');
    transport.last.lose();
    socket.setOptions({ ...QUIET, background: 'keep' }, URL);
    expect([status(), socket.getSnapshot().lastMessage]).toEqual(['waiting', 'a quote']);
  });

  it('to nowhere and back forget no message', () => {
    const { socket, transport } = setUpOpen(QUIET);
    transport.last.say('a quote');
    socket.setOptions(QUIET, null);
    socket.setOptions(QUIET, URL);
    expect(socket.getSnapshot()).toMatchObject({ status: 'connecting', lastMessage: 'a quote' });
  });

  it('that stay invalid are told once, until they are right again', () => {
    const { socket, told } = setUpOpen(QUIET);
    const errors = () => told.filter(([type]) => type === 'error').map(([, , message]) => message);
    const wrong = 'reconnect.maxDelay: expected a number from 1000 to 2147483647, got 5';
    for (let render = 0; render < 3; render += 1) socket.setOptions({ ...QUIET, reconnect: { maxDelay: 5 } });
    expect(errors()).toEqual([wrong]);
    socket.setOptions({ ...QUIET, connectTimeout: 0 });
    expect(errors()).toEqual([wrong, 'connectTimeout: expected a number from 1 to 2147483647, got 0']);
    socket.setOptions(QUIET);
    socket.setOptions({ ...QUIET, reconnect: { maxDelay: 5 } });
    expect(errors()).toHaveLength(3);
  });

  it('are made safe in production', () => {
    vi.stubEnv('NODE_ENV', 'production');
    const { socket, told, transport } = setUpOpen(QUIET);
    socket.setOptions({ ...QUIET, connectTimeout: 0, reconnect: { minDelay: -1 } });
    transport.last.lose();
    expect(socket.getSnapshot().retryAt).toBe(Date.now());
    elapse(0);
    elapse(1);
    expect(socket.getSnapshot().cause?.message).toBe('not open within 1 ms');
    expect(told.filter(([type]) => type === 'error')).toEqual([]);
  });

  it('under another background are what a hidden app goes by from then on', () => {
    const { socket, transport, app, status } = setUpOpen({ background: 'pause' });
    transport.last.say('pong');
    app.set(false);
    expect(vi.getTimerCount()).toBe(0);
    socket.setOptions({ background: 'keep' });
    expect(transport.last.received).toEqual(['ping', 'ping']);
    transport.last.say('pong');
    elapse(25_000);
    expect(transport.last.received).toEqual(['ping', 'ping', 'ping']);
    socket.setOptions({ background: 'disconnect' });
    expect([status(), transport.live]).toEqual(['suspended', []]);
  });

  it('under another background suspend a wait and an attempt while the app is hidden', () => {
    const waiting = setUpOpen({ ...QUIET, background: 'keep' });
    waiting.app.set(false);
    waiting.transport.last.lose();
    waiting.socket.setOptions({ ...QUIET, background: 'pause' });
    expect([waiting.status(), vi.getTimerCount()]).toEqual(['suspended', 0]);
    const connecting = setUp({ ...QUIET, background: 'keep' });
    connecting.socket.connect();
    connecting.app.set(false);
    connecting.socket.setOptions({ ...QUIET, background: 'pause' });
    expect([connecting.status(), connecting.transport.live]).toEqual(['suspended', []]);
  });

  it('tells invalid ones, and keeps the old', () => {
    const { socket, told, transport } = setUpOpen({ ...QUIET, connectTimeout: 700 });
    socket.setOptions({ connectTimeout: -1 });
    expect(told.at(-1)?.slice(0, 2)).toEqual(['error', 'invalid-option']);
    transport.last.lose();
    elapse(1_000 + 699);
    expect(socket.getSnapshot().attempt).toBe(1);
    elapse(1);
    expect(socket.getSnapshot().attempt).toBe(2);
  });
});

it('options that throw something odd when they are read are told, and the old stay', () => {
  const { socket, told, status } = setUpOpen(QUIET);
  const odd = {
    get header(): never {
      throw 'no header here';
    },
  };
  socket.setOptions(odd);
  expect(told).toContainEqual(['error', 'invalid-option', 'no header here']);
  expect(status()).toBe('open');
});
