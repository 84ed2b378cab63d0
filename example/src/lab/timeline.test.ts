import type { FlightEvent } from '@heartbeat-socket/taro';
import { describe, expect, it } from 'vitest';
import type { LabEntry } from './lab-log';
import { readTimeline, type Timeline } from './timeline';

type Bare = FlightEvent extends infer Event
  ? Event extends FlightEvent
    ? Omit<Event, 'at' | 'connection'>
    : never
  : never;

const told = (time: number, event: Bare): LabEntry => ({
  time,
  event: { ...event, at: 0, connection: 1 } as FlightEvent,
});
const status = (time: number, previous: 'open' | 'waiting' | 'connecting', next: 'open' | 'waiting' | 'connecting') =>
  told(time, { type: 'status', previous, status: next });
const lost = (time: number) =>
  told(time, {
    type: 'close',
    retryAt: null,
    cause: { kind: 'pong-timeout', code: null, reason: '', retry: 'backoff', message: '' },
  });

/** A lane without its numbers. */
const plain = (lane: Timeline[keyof Timeline]) => lane.map(({ key: _key, ...item }) => item);

describe('readTimeline', () => {
  it('makes stretches of statuses, the last of which goes on', () => {
    const entries = [
      told(0, { type: 'ping', size: 1 }),
      status(10, 'open', 'waiting'),
      status(30, 'waiting', 'connecting'),
    ];
    expect(plain(readTimeline(entries, 'connecting').statuses)).toEqual([
      { from: 0, to: 10, status: 'open' },
      { from: 10, to: 30, status: 'waiting' },
      { from: 30, to: null, status: 'connecting' },
    ]);
  });

  it('takes the present status where the log has none, and nothing for a log without entries', () => {
    expect(plain(readTimeline([told(5, { type: 'ping', size: 1 })], 'open').statuses)).toEqual([
      { from: 5, to: null, status: 'open' },
    ]);
    expect(readTimeline([], 'idle')).toEqual({ actions: [], statuses: [], pings: [], messages: [], causes: [] });
  });

  it('ends a ping with its answer or with its line, and leaves the last one open', () => {
    const ping = (time: number) => told(time, { type: 'ping', size: 1 });
    const entries = [ping(0), told(4, { type: 'pong', rtt: 4 }), ping(10), lost(20), ping(30)];
    expect(plain(readTimeline(entries, 'open').pings)).toEqual([
      { from: 0, to: 4, fate: 'answered' },
      { from: 10, to: 20, fate: 'lost' },
      { from: 30, to: null, fate: 'awaited' },
    ]);
  });

  it('lets what waits go out, or be dropped, in its order, before what never waited', () => {
    const queue = (time: number) => told(time, { type: 'queue', size: 1, pending: 1 });
    const send = (time: number) => told(time, { type: 'send', size: 1 });
    const entries = [
      queue(0),
      queue(1),
      send(10),
      told(11, { type: 'drop', size: 1, reason: 'expired' }),
      send(20),
      queue(30),
    ];
    expect(plain(readTimeline(entries, 'open').messages)).toEqual([
      { from: 0, to: 10, fate: 'sent' },
      { from: 1, to: 11, fate: 'dropped' },
      { from: 20, to: 20, fate: 'sent' },
      { from: 30, to: null, fate: 'waiting' },
    ]);
  });

  it('keeps what the visitor did apart from what the line was lost of', () => {
    const cut = { kind: 'cut', lasts: 0 } as const;
    const entries: LabEntry[] = [{ time: 0, action: cut }, lost(3), { time: 9, action: cut }];
    const { actions, causes } = readTimeline(entries, 'open');
    expect(plain(actions)).toEqual([
      { at: 0, action: cut },
      { at: 9, action: cut },
    ]);
    expect(plain(causes)).toEqual([{ at: 3, kind: 'pong-timeout', code: null }]);
  });
});
