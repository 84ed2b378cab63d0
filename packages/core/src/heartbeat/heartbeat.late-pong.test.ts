import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beating } from '../../test/beating';
import { elapse } from '../../test/set-up';
import type { Frame } from '../ports/ports';
import type { HeartbeatOptions } from './heartbeat-options';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const bytes = (seq: number): ArrayBuffer => new Uint8Array([9, seq]).buffer;

/** Pings with a number, and the pong that answers each. */
const NUMBERED: Array<[string, HeartbeatOptions, (seq: number) => Frame]> = [
  [
    'JSON with its id',
    {
      ping: ({ seq }) => JSON.stringify({ type: 'ping', id: seq }),
      isPong(raw, lastPing) {
        const { type, id } = JSON.parse(String(raw));
        return type === 'pong' && id === JSON.parse(String(lastPing)).id;
      },
    },
    (seq) => JSON.stringify({ type: 'pong', id: seq }),
  ],
  ['an echo of its text', { ping: ({ seq }) => `ping ${seq}` }, (seq) => `ping ${seq}`],
  ['an echo of its bytes', { ping: ({ seq }) => bytes(seq) }, bytes],
];

describe.each(NUMBERED)('the pong is %s', (_what, heartbeat, pong) => {
  /** Two pings are out: the answer to the first is late. */
  function late() {
    const parts = beating({ ...heartbeat, missed: 3 });
    elapse(400);
    expect(parts.line.received.length).toBe(2);
    // A frame that the codec cannot read is an error.
    return { ...parts, messages: () => parts.told.filter(([type]) => type === 'message' || type === 'error') };
  }

  it('is no message when it comes late', () => {
    const { line, messages } = late();
    line.say(pong(1));
    expect(messages()).toEqual([]);
  });

  it('is no message when it comes after the pong of the next ping', () => {
    const { line, messages } = late();
    line.say(pong(2));
    line.say(pong(1));
    expect(messages()).toEqual([]);
  });

  it('gives the round trip of the newest ping, which it names, though an earlier one had none', () => {
    const { line, socket } = late();
    elapse(30);
    line.say(pong(2));
    expect(socket.getSnapshot().rtt).toBe(30);
  });
});
