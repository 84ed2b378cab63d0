import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp, setUpOpen, URL } from '../../test/set-up';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('key', () => {
  it('by default is the string url: a new one reconnects and forgets', () => {
    const { socket, transport, told } = setUpOpen(QUIET);
    transport.last.say('a quote');
    socket.setOptions(QUIET, 'wss://bid.example.com/other');
    expect(transport.live.map(({ request }) => request.url)).toEqual(['wss://bid.example.com/other']);
    expect(socket.getSnapshot()).toMatchObject({
      status: 'connecting',
      lastMessage: null,
      cause: null,
      attempt: 0,
    });
    expect(told.at(-1)).toEqual(['close', 'replaced', 'now', null]);
    transport.last.open();
    expect(told.at(-1)).toEqual(['open', { isReconnect: false, downtime: 0 }]);
  });

  it('stays the same for another function, and with an explicit key for another url', () => {
    const { socket, transport } = setUpOpen({ url: () => URL });
    socket.setOptions({}, () => URL);
    socket.setOptions({ key: '' }, 'wss://elsewhere.example.com');
    expect(transport.connections.length).toBe(1);
  });

  it('is another for a function than for a string, and the first function after nowhere is no new one', () => {
    const { socket, transport } = setUpOpen();
    socket.setOptions({}, () => URL);
    expect(transport.connections.length).toBe(2);
    const nowhere = setUp({ url: null });
    nowhere.socket.hold();
    nowhere.socket.disconnect();
    nowhere.socket.setOptions({}, () => URL);
    expect(nowhere.status()).toBe('idle');
  });

  it('ends an earlier disconnect(), a giving up and a wait', () => {
    const { socket, transport, status } = setUpOpen({ ...QUIET, reconnect: false });
    transport.last.lose();
    expect(status()).toBe('closed');
    socket.setOptions({ ...QUIET, key: 'lot-2' });
    expect(status()).toBe('connecting');
    socket.disconnect();
    socket.setOptions({ ...QUIET, key: 'lot-3' });
    expect(status()).toBe('closed');
  });

  it('ends an earlier disconnect() for holders', () => {
    const { socket, status } = setUp();
    socket.hold();
    socket.disconnect();
    socket.setOptions({ key: 'lot-2' });
    expect(status()).toBe('connecting');
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

  it('with the same key ends no wait, and forgets no message', () => {
    const { socket, transport, status } = setUpOpen(QUIET);
    transport.last.say('a quote');
    transport.last.lose();
    socket.setOptions({ ...QUIET, background: 'keep' }, URL);
    expect([status(), socket.getSnapshot().lastMessage]).toEqual(['waiting', 'a quote']);
  });

  it('to nowhere and back is no new key', () => {
    const { socket, transport } = setUpOpen(QUIET);
    transport.last.say('a quote');
    socket.setOptions(QUIET, null);
    socket.setOptions(QUIET, URL);
    expect(socket.getSnapshot()).toMatchObject({ status: 'connecting', lastMessage: 'a quote' });
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
