import { act, cleanup, renderHook } from '@testing-library/react';
import { useLayoutEffect } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type HeartbeatSocketOptions, type UseHeartbeatSocketResult, useHeartbeatSocket } from '..';

const mock = await vi.hoisted(async () => (await import('../../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

const URL = 'wss://bid.example.com/ws';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('a url that comes after disconnect() does not end it, while the key stays', () => {
  const { result, rerender } = renderHook((url: string | null) => useHeartbeatSocket(url, { key: 'lot-1' }), {
    initialProps: null as string | null,
  });
  act(() => result.current.disconnect());
  rerender(URL);
  expect(result.current.core.getSnapshot().status).toBe('closed');
});

it('other conditions of holding that change after disconnect() do not end it', () => {
  const { result, rerender } = renderHook(
    (options: Pick<HeartbeatSocketOptions<string, string>, 'whilePageHidden'>) => useHeartbeatSocket(URL, options),
    { initialProps: {} },
  );
  act(() => result.current.disconnect());
  rerender({ whilePageHidden: 'disconnect' });
  expect(result.current.status).toBe('closed');
});

type Effect = (socket: UseHeartbeatSocketResult<string, string | ArrayBuffer>) => void;

it.each(['connect', 'reconnect'] as const)(
  '%s() in an effect does what it does later: nothing without a url',
  (word) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { result, rerender } = renderHook(
      ({ url, effect }: { url: string | null; effect?: Effect }) => {
        const socket = useHeartbeatSocket(url, { key: 'lot-1' });
        useLayoutEffect(() => effect?.(socket));
        return socket;
      },
      { initialProps: { url: URL } as { url: string | null; effect?: Effect } },
    );
    act(() => result.current.disconnect());
    rerender({ url: null, effect: (socket) => socket[word]() });
    rerender({ url: URL });
    expect(result.current.status).toBe('closed');
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(`${word}() did nothing`));
  },
);

it('disconnect() in an effect of the commit that enables the socket again closes it at once', () => {
  const { rerender } = renderHook(
    ({ enabled, effect }: { enabled: boolean; effect?: Effect }) => {
      const socket = useHeartbeatSocket(URL, { enabled });
      useLayoutEffect(() => effect?.(socket));
    },
    { initialProps: { enabled: false } as { enabled: boolean; effect?: Effect } },
  );
  const seen: string[] = [];
  rerender({
    enabled: true,
    effect: (socket) => {
      socket.disconnect();
      seen.push(socket.status, socket.send('bid'));
    },
  });
  expect(seen).toEqual(['closed', 'dropped']);
});
