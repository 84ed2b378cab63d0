import type { CloseCause, FlightEvent, Status } from '@heartbeat-socket/taro';
import { describe, expect, it } from 'vitest';
import { healthOf, rttHistory } from './line-health';

const cause: CloseCause = { kind: 'network', code: 1006, reason: '', retry: 'backoff', message: 'it broke' };

function status(at: number, now: Status, previous: Status, connection = 1): FlightEvent {
  return { at, connection, type: 'status', status: now, previous };
}

const pong = (at: number, rtt: number): FlightEvent => ({ at, connection: 1, type: 'pong', rtt });
const ping = (at: number): FlightEvent => ({ at, connection: 1, type: 'ping', size: 15 });
const close = (at: number, connection = 1): FlightEvent => ({
  at,
  connection,
  type: 'close',
  cause,
  retryAt: at + 500,
});
const opened = (at: number, connection = 1) => status(at, 'open', 'connecting', connection);

describe('healthOf', () => {
  it('knows nothing of an empty recording', () => {
    expect(healthOf([])).toEqual({ rtt: null, pings: 0, pongs: 0, opened: 0, losses: [] });
  });

  it('counts pings, pongs and connections', () => {
    expect(healthOf([opened(0), ping(1), pong(2, 1), ping(3)])).toMatchObject({ pings: 2, pongs: 1, opened: 1 });
  });

  it('tells the last round trip, the one in the middle, and the worst', () => {
    const events = [pong(1, 90), pong(2, 10), pong(3, 20), pong(4, 30)];
    expect(healthOf(events).rtt).toEqual({ last: 30, median: 20, worst: 90 });
    expect(healthOf([pong(1, 5)]).rtt).toEqual({ last: 5, median: 5, worst: 5 });
  });

  it('tells each loss, the newest first, and how long the line was down', () => {
    const events = [
      opened(0),
      close(1_000),
      status(1_000, 'waiting', 'open'),
      close(2_000, 2),
      opened(5_000, 3),
      close(9_000, 3),
    ];
    expect(healthOf(events).losses).toEqual([
      { at: 9_000, connection: 3, cause, downtime: null },
      { at: 2_000, connection: 2, cause, downtime: 3_000 },
      { at: 1_000, connection: 1, cause, downtime: 4_000 },
    ]);
  });
});

describe('rttHistory', () => {
  it('is broken where a connection was lost', () => {
    const { points } = rttHistory([ping(1), pong(2, 7), close(3), opened(4), pong(5, 9)]);
    expect(points).toEqual([
      { at: 2, value: 7 },
      { at: 3, value: null },
      { at: 5, value: 9 },
    ]);
  });

  it('goes from the first event to the last one, a minute at least', () => {
    expect(rttHistory([ping(1_000), ping(500_000)]).span).toEqual([1_000, 500_000]);
    expect(rttHistory([ping(490_000), ping(500_000)]).span).toEqual([440_000, 500_000]);
  });
});
