import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Frame,
  type HeartbeatSocketOptions,
  type TextOptions,
  type UseHeartbeatSocketResult,
  useFreshness,
  useHeartbeatSocket,
  useLostConnection,
  useServerNow,
  useSharedSocket,
  useSocketMessage,
  useSocketReducer,
} from '..';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  return createFakeTaro({ platform: 'weapp' });
});
vi.mock('@tarojs/taro', () => fake.taro);

const URL = 'wss://bid.example.com/ws';
type Options = HeartbeatSocketOptions<string, Frame> & TextOptions<undefined>;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  fake.reset({ act });
  vi.spyOn(console, 'error').mockImplementation(() => {});
  window.addEventListener('error', mute);
});
afterEach(() => {
  cleanup();
  window.removeEventListener('error', mute);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function mute(event: ErrorEvent): void {
  event.preventDefault();
}

const useShared = (options: Options) => useSharedSocket(URL, options);

const never = () => new Promise<never>(() => {});

/** What a page is told of options that it gives, in its render or by `onError`. */
function refusal(use: (socket: UseHeartbeatSocketResult<string, Frame>) => unknown, options: Options = {}): string {
  const errors: string[] = [];
  try {
    renderHook(() =>
      use(useHeartbeatSocket(URL, { ...options, onError: ({ code, message }) => errors.push(`${code}: ${message}`) })),
    );
  } catch (thrown) {
    const { code, message } = thrown as { code: string; message: string };
    return `${code}: ${message}`;
  }
  return errors[0] ?? 'nothing';
}

const refused = (name: string) => new RegExp(`^invalid-option: ${name}: expected .+, got`);
const WRONG = [Number.NaN, -1, 2 ** 31, '15' as never];

describe('a number that cannot be', () => {
  it.each([2 ** 31, 1e300])('useServerNow refuses every: %s', (every) => {
    expect(refusal((socket) => useServerNow(socket, { every }))).toMatch(refused('every'));
  });

  it.each([2 ** 31, 1e300])('useSocketReducer refuses flushInterval: %s', (flushInterval) => {
    const reduce = (sum: number) => sum + 1;
    expect(refusal((socket) => useSocketReducer(socket, reduce, 0, { flushInterval }))).toMatch(
      refused('flushInterval'),
    );
  });

  it.each(WRONG)('useSocketReducer refuses resyncTimeout: %s', (resyncTimeout) => {
    const reduce = (sum: number) => sum + 1;
    expect(refusal((socket) => useSocketReducer(socket, reduce, 0, { resync: never, resyncTimeout }))).toMatch(
      refused('resyncTimeout'),
    );
  });

  it.each(WRONG)('useSocketMessage refuses resyncTimeout: %s', (resyncTimeout) => {
    expect(refusal((socket) => useSocketMessage(socket, () => {}, { resync: never, resyncTimeout }))).toMatch(
      refused('resyncTimeout'),
    );
  });

  it.each([0, 1.5, Number.NaN, -1, '15' as never])('useSocketMessage refuses holdLimit: %s', (holdLimit) => {
    expect(refusal((socket) => useSocketMessage(socket, () => {}, { resync: never, holdLimit }))).toMatch(
      refused('holdLimit'),
    );
  });

  it.each([Number.NaN, -1, 2 ** 31])('useLostConnection refuses after: %s', (after) => {
    expect(refusal((socket) => useLostConnection(socket, { after }))).toMatch(refused('after'));
  });

  it.each([Number.NaN, -1, 2 ** 31])('useFreshness refuses maxAge: %s', (maxAge) => {
    expect(refusal((socket) => useFreshness(socket, { maxAge }))).toMatch(refused('maxAge'));
  });

  describe('linger, of a shared socket', () => {
    function mount(linger: number) {
      const errors: string[] = [];
      const onError = ({ code, message }: { code: string; message: string }) => errors.push(`${code}: ${message}`);
      const page = renderHook((props: { linger: number }) => useShared({ ...props, onError }), {
        initialProps: { linger },
      });
      return { ...page, errors };
    }

    it('is refused from 2 ** 31 on, which ends it at once', () => {
      expect(() => mount(2 ** 31)).toThrow(/^linger: expected .+, got/);
    });

    it.each(WRONG)('is refused also when it becomes %s later', (linger) => {
      const page = mount(1_000);
      let said: string | undefined;
      try {
        page.rerender({ linger });
      } catch (thrown) {
        said = `invalid-option: ${(thrown as Error).message}`;
      }
      expect(said ?? page.errors[0] ?? 'nothing').toMatch(refused('linger'));
    });
  });
});

/** With the options that it is about to have. */
