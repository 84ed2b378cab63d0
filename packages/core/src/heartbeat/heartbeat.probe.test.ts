import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answered, beating } from '../../test/beating';
import { elapse } from '../../test/set-up';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a probe', () => {
  it('ends the line when it is missed', () => {
    const { network, status } = answered({ pongTimeout: 5_000 });
    network.set(false);
    elapse(1_499);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it.each([
    [300, 9_000, 1_500],
    [375, 9_000, 1_500],
    [376, 9_000, 1_504],
    [600, 9_000, 2_400],
    [600, 2_000, 2_000],
    [600, 1_000, 1_000],
  ])('on a line of a round trip of %s, under a pongTimeout of %s, waits for %s', (rtt, pongTimeout, wait) => {
    const { network, line, status } = beating({ interval: 60_000, pongTimeout });
    elapse(rtt);
    line.say('pong');
    network.set(false);
    expect(line.received).toEqual(['ping', 'ping']);
    elapse(wait - 1);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('goes by the round trip of an earlier connection while none is known', () => {
    const { network, line, socket, transport, status } = beating({ interval: 60_000, pongTimeout: 9_000 });
    elapse(600);
    line.say('pong');
    socket.reconnect();
    transport.last.open();
    transport.last.say('a quote');
    network.set(false);
    elapse(2_399);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('counts as one of the pongs that may be missed, and the next has more time', () => {
    const { network, line, status } = answered({ missed: 3, pongTimeout: 5_000 });
    network.set(false);
    elapse(1_499);
    expect(line.received).toEqual(['ping']);
    elapse(1);
    expect(line.received).toEqual(['ping', 'ping']);
    elapse(10_000 - 1);
    expect([status(), line.received]).toEqual(['open', ['ping', 'ping', 'ping']]);
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

  it('gives a silent line no more time where no ping goes out', () => {
    const { network, status } = beating({ ping: false });
    elapse(1_200);
    network.set(false);
    elapse(199);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });
});
