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
