import type { FlightEvent, FlightRecorder } from '@heartbeat-socket/taro';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLabLog, type LabEntry } from './lab-log';
import { setClock } from './simulations';

const ping = (at: number): FlightEvent => ({ type: 'ping', size: 1, at, connection: 1 });

/** A recording that a test goes on with. */
function recording(...events: FlightEvent[]) {
  const listeners = new Set<() => void>();
  const recorder: Pick<FlightRecorder, 'events' | 'subscribe'> = {
    events: () => events,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    recorder: recorder as FlightRecorder,
    tell(...more: FlightEvent[]) {
      events.push(...more);
      for (const listener of listeners) listener();
    },
    forget: () => events.shift(),
  };
}

const times = (entries: readonly LabEntry[]) => entries.map(({ time }) => time);

beforeEach(() => void vi.useFakeTimers({ now: 1_000 }));
afterEach(() => {
  setClock(0);
  vi.useRealTimers();
});

describe('the log of the lab', () => {
  it('has what the recording had at its time, and what follows once each, also when the recording forgets', () => {
    const { recorder, tell, forget } = recording(ping(400));
    const log = createLabLog(recorder);
    const end = log.subscribe(() => {});
    tell(ping(1_000));
    forget();
    vi.setSystemTime(2_000);
    tell(ping(2_000));
    expect(times(log.entries())).toEqual([400, 1_000, 2_000]);
    end();
  });

  it('goes on by the device when the page has its clock set', () => {
    const { recorder, tell } = recording();
    const log = createLabLog(recorder);
    log.subscribe(() => {});
    setClock(3_600_000);
    tell(ping(Date.now()));
    log.add({ kind: 'clock-forward', lasts: 1 });
    expect([Date.now(), times(log.entries())]).toEqual([3_601_000, [1_000, 1_000]]);
    setClock(0);
    expect(Date.now()).toBe(1_000);
  });

  it('tells its listeners of both, until they have gone', () => {
    const { recorder, tell } = recording();
    const log = createLabLog(recorder);
    const heard: number[] = [];
    const end = log.subscribe(() => heard.push(log.entries().length));
    tell(ping(1));
    log.add({ kind: 'cut', lasts: 0 });
    end();
    tell(ping(2));
    log.add({ kind: 'cut', lasts: 0 });
    expect(heard).toEqual([1, 2]);
  });

  it('keeps the newest 400', () => {
    const { recorder } = recording();
    const log = createLabLog(recorder);
    for (let count = 0; count < 401; count += 1) log.add({ kind: 'close', code: count, lasts: 0 });
    expect([log.entries().length, log.entries()[0]?.action?.code]).toEqual([400, 1]);
  });
});
