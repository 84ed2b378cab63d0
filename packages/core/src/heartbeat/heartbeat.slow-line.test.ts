import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beating } from '../../test/beating';
import { elapse, sleepDevice } from '../../test/set-up';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const RTT = 2_000;

/** A line on which every answer takes two seconds, and options that allow for it. The ping at open was answered. */
function slow() {
  const parts = beating({ interval: 25_000, pongTimeout: 30_000, missed: 3 });
  const { line } = parts;
  /** The answer to what went out just now. */
  const answer = () => {
    elapse(RTT);
    line.say('pong');
  };
  answer();
  line.received.length = 0;
  return { ...parts, answer, losses: () => parts.told.filter(([type]) => type === 'close').length };
}

describe('a line whose answers take two seconds', () => {
  it('lives on after three seconds hidden', () => {
    const { app, answer, status, line, losses } = slow();
    app.set(false);
    elapse(3_000);
    app.set(true);
    expect(line.received).toEqual(['ping']);
    answer();
    expect([status(), losses()]).toEqual(['open', 0]);
  });

  it('lives on after a word of the network', () => {
    const { network, answer, status, line, losses } = slow();
    network.set(true);
    expect(line.received).toEqual(['ping']);
    answer();
    expect([status(), losses()]).toEqual(['open', 0]);
  });

  it('lives on after a timer that was four seconds late', () => {
    const { answer, status, line, losses } = slow();
    sleepDevice(4_000);
    elapse(25_000);
    expect(line.received).toEqual(['ping']);
    answer();
    expect([status(), losses()]).toEqual(['open', 0]);
  });

  it('is lost to none of twelve hints', () => {
    const { network, answer, losses, transport } = slow();
    for (let hint = 0; hint < 12; hint += 1) {
      network.set(hint % 2 === 0);
      answer();
      elapse(10_000);
    }
    expect([losses(), transport.connections.length]).toEqual([0, 1]);
  });

  it('lives on when a hint comes while its ping is out', () => {
    const { network, status, line, losses } = slow();
    elapse(25_000);
    expect(line.received).toEqual(['ping']);
    elapse(300);
    network.set(false);
    elapse(RTT - 300);
    line.say('pong');
    expect([status(), losses()]).toEqual(['open', 0]);
  });

  it('may miss the answer to a probe, as often as missed says', () => {
    const { network, status, line, losses } = slow();
    network.set(false);
    // Four round trips for the probe.
    elapse(8_000);
    expect(line.received.length).toBe(2);
    elapse(RTT);
    line.say('pong');
    expect([status(), losses()]).toEqual(['open', 0]);
  });

  it('lives on after one answer that was faster than the others', () => {
    const { network, answer, status, line } = slow();
    network.set(false);
    elapse(500);
    line.say('pong');
    network.set(true);
    answer();
    expect(status()).toBe('open');
  });
});

describe('a probe on a line of which no round trip is known', () => {
  it('counts as one of the pongs that may be missed', () => {
    const { network, status, line } = beating({ interval: 25_000, pongTimeout: 5_000, missed: 2, ping: () => 'ping' });
    line.say('a quote');
    network.set(false);
    elapse(1_500);
    expect(status()).toBe('open');
    line.say('a quote');
    elapse(5_000);
    expect(status()).toBe('open');
  });
});
