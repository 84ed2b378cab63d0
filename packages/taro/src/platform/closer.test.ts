import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCloser, isRefusal } from './closer';

const REFUSED = { errMsg: 'closeSocket:fail interrupted' };

/** A closer, what the platform answers to its next calls, and the app that it listens to. */
function setUp() {
  const listeners = new Set<(visible: boolean) => void>();
  const close = vi.fn((_fail: (failure: unknown) => void): unknown => undefined);
  const closer = createCloser(close, {
    current: () => true,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });
  return {
    closer,
    close,
    refuse: (times: number) => {
      for (let time = 0; time < times; time += 1) close.mockImplementationOnce((fail) => fail(REFUSED));
    },
    tell(visible: boolean) {
      for (const listener of [...listeners]) listener(visible);
    },
    /** What it holds: listeners and timers. */
    held: () => [listeners.size, vi.getTimerCount()],
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a closer', () => {
  it('asks once, and holds nothing, where the platform does not refuse', () => {
    const { closer, close, held } = setUp();
    closer.close();
    expect([close.mock.calls.length, held()]).toEqual([1, [0, 0]]);
  });

  it.each(['closeSocket:fail WebSocket is not connected', 'closeSocket:fail wcwss taskID not exist', '未知错误'])(
    'takes %j for closed',
    (errMsg) => {
      const { closer, close, held } = setUp();
      close.mockImplementationOnce((fail) => fail({ errMsg }));
      closer.close();
      expect(held()).toEqual([0, 0]);
    },
  );

  it('asks again at the show, not at a hide, and then holds nothing', () => {
    const { closer, close, refuse, tell, held } = setUp();
    refuse(1);
    closer.close();
    expect(held()).toEqual([1, 1]);
    tell(false);
    expect(close).toHaveBeenCalledTimes(1);
    tell(true);
    expect([close.mock.calls.length, held()]).toEqual([2, [0, 0]]);
  });

  it('asks at each show until it is taken', () => {
    const { closer, close, refuse, tell, held } = setUp();
    refuse(3);
    closer.close();
    tell(true);
    tell(true);
    expect([close.mock.calls.length, held()]).toEqual([3, [1, 1]]);
    tell(true);
    expect([close.mock.calls.length, held()]).toEqual([4, [0, 0]]);
  });

  it('asks again without a show: after 300 ms, then after twice as long each time, at most 30 s', () => {
    const { closer, close, refuse } = setUp();
    refuse(20);
    closer.close();
    for (const wait of [300, 600, 1_200, 2_400, 4_800, 9_600, 19_200, 30_000, 30_000]) {
      const before = close.mock.calls.length;
      vi.advanceTimersByTime(wait - 1);
      expect(close).toHaveBeenCalledTimes(before);
      vi.advanceTimersByTime(1);
      expect(close).toHaveBeenCalledTimes(before + 1);
    }
  });

  it('begins with 300 ms again after a show: a platform that resumes refuses too', () => {
    const { closer, close, refuse, tell } = setUp();
    refuse(5);
    closer.close();
    vi.advanceTimersByTime(900);
    expect(close).toHaveBeenCalledTimes(3);
    tell(true);
    expect(close).toHaveBeenCalledTimes(4);
    vi.advanceTimersByTime(300);
    expect(close).toHaveBeenCalledTimes(5);
  });

  it('counts a refusal once that comes by throw, by callback and by rejection', async () => {
    const { closer, close, held } = setUp();
    close.mockImplementationOnce((fail) => {
      fail(REFUSED);
      return Promise.reject(REFUSED);
    });
    closer.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(held()).toEqual([1, 1]);
    vi.advanceTimersByTime(300);
    expect([close.mock.calls.length, held()]).toEqual([2, [0, 0]]);
    close.mockImplementationOnce(() => {
      throw new Error('closeSocket:fail interrupted');
    });
    closer.close();
    expect(held()).toEqual([1, 1]);
    closer.stop();
  });

  it('holds nothing after stop, whatever the platform still says', () => {
    const { closer, close, held } = setUp();
    let late = (_failure: unknown) => {};
    close.mockImplementation((fail) => {
      late = fail;
    });
    closer.close();
    late(REFUSED);
    closer.stop();
    expect(held()).toEqual([0, 0]);
    closer.close();
    closer.stop();
    late(REFUSED);
    expect(held()).toEqual([0, 0]);
  });
});

it.each([
  ['closeSocket:fail interrupted', true],
  ['connectSocket:fail runningState=suspend, network api interrupted in suspend state', true],
  ['closeSocket:fail WebSocket is not connected', false],
])('%j is a refusal: %s', (text, expected) => {
  expect(isRefusal(text)).toBe(expected);
});
