import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type HeartbeatSocketOptions, useHeartbeatSocket } from '..';

const mock = await vi.hoisted(async () => (await import('../../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

const URL = 'wss://bid.example.com/ws';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
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
