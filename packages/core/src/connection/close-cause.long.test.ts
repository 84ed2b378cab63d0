import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QUIET, setUp, setUpOpen } from '../../test/set-up';
import { listen } from '../messages/listeners';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A word without a space, as a proxy's error page in one line. What it costs is measured in the bench, not here. */
const WORD = 'x'.repeat(20_000);
/** Enough for a developer to see what it is. */
const BOUND = 4_096;
const URL = 'wss://bid.example.com/ws';

describe('a long text', () => {
  it('of a loss is cut, from its end', () => {
    const { socket, transport } = setUpOpen(QUIET);
    transport.last.lose({ message: `bad gateway: ${WORD}` });
    const message = socket.getSnapshot().cause?.message ?? '';
    expect(message).toMatch(/^bad gateway: x/);
    expect(message.length).toBeLessThanOrEqual(BOUND);
  });

  it('is cut without a token in what is left', () => {
    const { socket, transport } = setUpOpen(QUIET);
    transport.last.lose({ message: `${URL}?token=secret${WORD} ${'y'.repeat(900)} ${URL}?token=secret ${WORD}` });
    const message = socket.getSnapshot().cause?.message ?? '';
    expect(message).toContain(URL);
    expect(message).not.toContain('secret');
    expect(message).not.toContain('xxx'.repeat(1_000));
    expect(message.length).toBeLessThanOrEqual(BOUND);
  });

  // True while nothing is cut: a cut in front of the "@" must not make it false.
  it.each([60, 500, 1_000, 2_000, 4_000])(
    'has no password at its cut, wherever that is (a url after %s characters)',
    (before) => {
      const { socket, transport } = setUpOpen(QUIET);
      const words = 'a b '.repeat(before).slice(0, before);
      transport.last.lose({ message: `${words} wss://user:secret${'s'.repeat(20_000)}@bid.example.com/ws` });
      const message = socket.getSnapshot().cause?.message ?? '';
      expect(message).not.toContain('secret');
      expect(message.length).toBeLessThanOrEqual(BOUND);
      expect(message.length).toBeGreaterThan(0);
      // Cut for its length, not because everything was.
      expect(message).toContain(words.slice(0, 50).trim());
    },
  );

  it('of a close reason is cut', () => {
    const { socket, transport } = setUpOpen(QUIET);
    transport.last.lose({ kind: 'server', code: 4000, reason: WORD });
    expect(socket.getSnapshot().cause?.reason.length).toBeLessThanOrEqual(BOUND);
  });

  it('of what a url function throws is cut', () => {
    const { socket } = setUp({
      ...QUIET,
      url: () => {
        throw new Error(WORD);
      },
    });
    socket.connect();
    const message = socket.getSnapshot().cause?.message ?? '';
    expect(message).toMatch(/^the url function failed: x/);
    expect(message.length).toBeLessThanOrEqual(BOUND);
  });

  it('of what a listener throws is cut', () => {
    const { socket, transport, told } = setUpOpen(QUIET);
    socket.on('message', () => {
      throw new Error(WORD);
    });
    transport.last.say('a quote');
    const [, code, message] = told.find(([type]) => type === 'error') ?? [];
    expect(code).toBe('listener');
    expect(String(message).length).toBeLessThanOrEqual(BOUND);
  });

  it('of what a resync rejects with is cut', async () => {
    const { socket, told } = setUpOpen(QUIET);
    listen(socket, { onMessage: () => {}, resync: () => Promise.reject(new Error(WORD)) });
    await vi.advanceTimersByTimeAsync(0);
    const [, code, message] = told.find(([type]) => type === 'error') ?? [];
    expect(code).toBe('resync-failed');
    expect(String(message).length).toBeLessThanOrEqual(BOUND);
  });
});
