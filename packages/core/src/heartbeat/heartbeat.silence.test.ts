import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answered, beating } from '../../test/beating';
import { elapse, sleepDevice } from '../../test/set-up';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('pong timeout', () => {
  it('gives a silent connection up', () => {
    const { status, socket, line } = answered();
    elapse(1_399);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
    expect(socket.getSnapshot().cause).toMatchObject({
      kind: 'pong-timeout',
      message: 'no sign of life for 1400 ms',
    });
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

  it('a send pings nothing, and shortens no wait', () => {
    const { socket, line, status } = beating({ ping: false, interval: 5_000 });
    elapse(1_000);
    socket.send('bid');
    elapse(4_399);
    expect([line.received, status()]).toEqual([['bid'], 'open']);
    elapse(1);
    expect(status()).toBe('waiting');
  });
});

describe('the silence that is allowed', () => {
  it('ends a line whose pings nobody answers, whatever is sent', () => {
    const { socket, line, status } = beating({ answered: false, silence: 3_000 });
    elapse(2_000);
    line.say('a quote');
    elapse(2_500);
    socket.send('bid');
    elapse(499);
    expect(status()).toBe('open');
    elapse(1);
    expect([status(), line.closedWith]).toEqual(['waiting', [4408, 'pong-timeout']]);
    expect(socket.getSnapshot().cause?.message).toBe('no sign of life for 3000 ms');
  });

  it('ends a line in the middle of its interval, also where pings are answered', () => {
    const { line, status } = answered({ silence: 700 });
    elapse(699);
    expect([status(), line.received]).toEqual(['open', []]);
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('ends it no sooner than a missed pong does', () => {
    const { status } = answered({ silence: 1_401 });
    elapse(1_399);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('is another at once when the options say so', () => {
    const { socket, status } = beating({ answered: false });
    elapse(900);
    socket.setOptions({ heartbeat: { answered: false, interval: 1_000, pongTimeout: 400, silence: 2_000 } });
    elapse(1_099);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });
});
