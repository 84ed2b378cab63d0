import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QUIET, setUp } from '../../test/set-up';
import type { HeartbeatOptions } from '../heartbeat/heartbeat-options';
import { listen } from '../messages/listeners';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What is said of an option that is refused, thrown or told to `onError`. */
function refusal(told: unknown[][], act: () => unknown): string {
  try {
    act();
  } catch (thrown) {
    const { code, message } = thrown as { code: string; message: string };
    return `${code}: ${message}`;
  }
  const error = told.find(([type]) => type === 'error');
  return error ? `${error[1]}: ${error[2]}` : 'nothing';
}

const never = () => new Promise<never>(() => {});

describe('a number that cannot be', () => {
  it.each([Number.NaN, -1, 0, 2 ** 31, '15' as never])('resyncTimeout: %s is refused', (resyncTimeout) => {
    const { socket, told } = setUp(QUIET);
    const said = refusal(told, () => listen(socket, { onMessage: () => {}, resync: never, resyncTimeout }));
    expect(said).toMatch(/^invalid-option: resyncTimeout: expected .+, got/);
  });

  it.each([Number.NaN, 0, -1, 1.5])('holdLimit: %s is refused', (holdLimit) => {
    const { socket, told } = setUp(QUIET);
    const listener = { onMessage: () => {}, resync: never, holdLimit };
    const said = refusal(told, () => listen(socket, listener));
    expect(said).toMatch(/^invalid-option: holdLimit: expected .+, got/);
  });

  it.each([Number.NaN, 0, -1, 2 ** 31])('heartbeat.silence: %s is refused', (silence) => {
    const said = refusal([], () => setUp({ heartbeat: { answered: false, silence } as HeartbeatOptions }));
    expect(said).toMatch(/^invalid-option: heartbeat\.silence: expected .+, got/);
  });

  it.each([Number.NaN, -1, 2 ** 31])('a delay function that gives %s is told', (delay) => {
    const { socket, transport, told } = setUp({ ...QUIET, reconnect: { delay: () => delay } });
    socket.connect();
    transport.last.lose();
    expect(told).toContainEqual(['error', expect.any(String), expect.stringMatching(/delay threw: expected .+, got/)]);
  });

  it.each([Number.NaN, -1, 2 ** 31])('a jitter function that gives %s is told', (jittered) => {
    const { socket, transport, told } = setUp({ ...QUIET, reconnect: { jitter: () => jittered } });
    socket.connect();
    // More than one, for the first wait may be another one's to say.
    for (let loss = 0; loss < 3; loss += 1) {
      transport.last.lose();
      vi.advanceTimersByTime(60_000);
    }
    expect(told).toContainEqual(['error', expect.any(String), expect.stringMatching(/jitter threw: expected .+, got/)]);
  });
});
