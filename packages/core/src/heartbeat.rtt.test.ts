import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answered, beating } from '../test/beating';
import { elapse, sleepDevice } from '../test/set-up';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
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
