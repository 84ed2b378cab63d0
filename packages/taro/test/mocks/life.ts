import { act, cleanup, renderHook } from '@testing-library/react';
import { expect, type Mock, vi } from 'vitest';
import { useHeartbeatSocket } from '../../src';
import { createMockTask } from '../mock-taro';

/** Opens, reads, comes back and ends, on a mock whose `connectSocket` this is. */
export async function liveOn(connectSocket: Mock): Promise<void> {
  vi.useFakeTimers();
  const tasks = [createMockTask(), createMockTask()];
  for (const task of tasks) connectSocket.mockResolvedValueOnce(task);
  const messages: string[] = [];
  const { result } = renderHook(() =>
    useHeartbeatSocket('wss://bid.example.com/ws', {
      reconnect: { jitter: 'none' },
      onMessage: (message) => messages.push(message),
    }),
  );
  await act(() => vi.advanceTimersByTimeAsync(0));
  act(() => tasks[0]?.open());
  act(() => tasks[0]?.say('一口价'));
  expect([result.current.status, messages]).toEqual(['open', ['一口价']]);
  act(() => tasks[0]?.end(1006));
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  act(() => tasks[1]?.open());
  expect(result.current.status).toBe('open');
  cleanup();
  expect(tasks[1]?.close).toHaveBeenCalledWith({ code: 1000, reason: '', fail: expect.any(Function) });
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
}
