import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answered, beating } from '../../test/beating';
import { elapse, sleepDevice } from '../../test/set-up';

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

  it('is measured by the echo, and not by the greeting of a server that echoes', () => {
    const { line, socket } = beating({ ping: 'header', isPong: ['header', 'SUCCESS'] });
    line.say('SUCCESS');
    expect(socket.getSnapshot().rtt).toBe(null);
    elapse(30);
    line.say('header');
    expect(socket.getSnapshot().rtt).toBe(30);
  });

  it('is measured by any later text of that list, where the server answers with another after all', () => {
    const { line, socket } = beating({ ping: 'header', isPong: ['header', 'SUCCESS'] });
    line.say('SUCCESS');
    elapse(1_000);
    elapse(40);
    line.say('SUCCESS');
    expect(socket.getSnapshot().rtt).toBe(40);
  });

  it('is measured by the first text of a list without the ping', () => {
    const { line, socket } = beating({ isPong: ['SUCCESS'] });
    elapse(30);
    line.say('SUCCESS');
    expect(socket.getSnapshot().rtt).toBe(30);
  });

  it('is 0 for a pong in the same millisecond', () => {
    expect(answered().socket.getSnapshot().rtt).toBe(0);
  });

  it('is measured up to the pong timeout', () => {
    const { line, socket } = answered();
    elapse(1_000);
    sleepDevice(400);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(400);
  });

  it('is not measured over two pings', () => {
    const { line, socket } = answered({ missed: 3 });
    const before = socket.getSnapshot().rtt;
    elapse(1_450);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(before);
  });

  it('is not measured when the wall clock was set forward meanwhile', () => {
    const { line, socket } = beating();
    elapse(30);
    line.say('pong');
    elapse(1_000);
    sleepDevice(500);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(30);
  });

  it('is measured where the ping function takes its time', () => {
    const ping = () => {
      sleepDevice(3);
      return 'ping';
    };
    const { line, socket } = beating({ ping });
    elapse(30);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(30);
  });

  it('of a ping whose function took longer than the pong timeout is waited for all the same', () => {
    const ping = () => {
      sleepDevice(500);
      return 'ping';
    };
    const { line, socket } = beating({ ping });
    elapse(399);
    line.say('pong');
    expect([socket.getSnapshot().status, socket.getSnapshot().rtt]).toEqual(['open', 399]);
  });

  it('is measured where a millisecond begins between two looks at the clock', () => {
    const { line, socket } = beating();
    elapse(30);
    const now = Date.now();
    const look = vi.spyOn(Date, 'now');
    for (let tick = 0; tick < 20; tick += 1) look.mockReturnValueOnce(now + tick);
    line.say('pong');
    look.mockRestore();
    expect(socket.getSnapshot().rtt).toBeGreaterThanOrEqual(30);
  });

  it('is not measured when the wall clock was set back meanwhile', () => {
    const { line, socket } = beating();
    elapse(30);
    line.say('pong');
    elapse(1_000);
    elapse(20);
    sleepDevice(-5_000);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(30);
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

  it.each([400, 1_000])(
    'is measured again after a ping that only other frames answered (pongTimeout %s), once a pong has shown that its own never comes',
    (timeout) => {
      const { line, socket } = beating({ pongTimeout: timeout, always: true });
      line.say('a quote');
      for (const [wait, rtt] of [
        [1_000, null],
        [980, 20],
      ] as const) {
        elapse(wait);
        elapse(20);
        line.say('pong');
        expect(socket.getSnapshot().rtt).toBe(rtt);
      }
    },
  );

  it('is that of the last of many pings when the pongs of all have come, and of none before', () => {
    const { line, socket } = answered({ missed: 6 });
    elapse(1_000 + 3 * 400);
    expect(line.received.length).toBe(4);
    elapse(30);
    for (const rtt of [0, 0, 0, 30]) {
      line.say('pong');
      expect(socket.getSnapshot().rtt).toBe(rtt);
    }
  });

  it('is not measured by a pong that was under way while the device slept, as a message shows', () => {
    const { line, socket } = beating({ serverTime: () => 0 });
    sleepDevice(60_000);
    line.say('a quote');
    elapse(0);
    expect(line.received.length).toBe(2);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(null);
    elapse(30);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(30);
  });

  it('is not measured for one of two pings while it is not known which one a pong answers', () => {
    let isBroken = false;
    const isPong = (raw: unknown) => {
      if (isBroken) {
        isBroken = false;
        throw new Error('broken');
      }
      return raw === 'pong';
    };
    const { line, socket } = answered({ isPong, missed: 3 });
    elapse(1_400);
    elapse(30);
    isBroken = true;
    line.say('pong');
    expect([line.received.length, socket.getSnapshot().rtt]).toEqual([2, 0]);
  });

  it('is not measured by a pong that was under way while the device slept', () => {
    const { line, socket } = beating();
    line.say('a quote');
    sleepDevice(60_000);
    elapse(1_000);
    expect(line.received.length).toBe(2);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(null);
    elapse(30);
    line.say('pong');
    expect(socket.getSnapshot().rtt).toBe(30);
  });

  describe('while a pong may take longer than the interval', () => {
    const SLOW = { always: true, pongTimeout: 9_000 };

    it('is measured for a ping when those before it were answered', () => {
      const { line, socket } = answered(SLOW);
      elapse(1_000);
      elapse(30);
      line.say('pong');
      expect(socket.getSnapshot().rtt).toBe(30);
    });

    it('is not measured while an earlier ping is still unanswered', () => {
      const { line, socket } = beating(SLOW);
      line.say('a quote');
      elapse(1_000);
      elapse(100);
      line.say('pong');
      expect([line.received.length, socket.getSnapshot().rtt]).toEqual([2, null]);
      elapse(900);
      elapse(10);
      line.say('pong');
      expect([line.received.length, socket.getSnapshot().rtt]).toEqual([3, null]);
    });
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
