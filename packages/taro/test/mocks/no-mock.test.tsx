import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useHeartbeatSocket } from '../../src';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

it('says once, in one sentence, what is missing where @tarojs/taro is not mocked', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { result } = renderHook(() => useHeartbeatSocket('wss://bid.example.com/ws'));
  await act(() => vi.advanceTimersByTimeAsync(0));
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  const sentence = '@tarojs/taro has no connectSocket here: run this in a Taro app, or mock @tarojs/taro in tests';
  expect(result.current.cause?.message).toBe(sentence);
  expect(warn.mock.calls).toEqual([[`[heartbeat-socket] ${sentence}`]]);
  warn.mockRestore();
});
