import { cleanup, renderHook } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { useHeartbeatSocket } from '../../src';

vi.mock('@tarojs/taro', () => ({}));

it('says what is missing where the mock has nothing at all', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { result } = renderHook(() => useHeartbeatSocket('wss://bid.example.com/ws'));
  expect(result.current.cause?.message).toMatch(/^@tarojs\/taro has no connectSocket here: /);
  expect(warn).toHaveBeenCalledTimes(1);
  cleanup();
  warn.mockRestore();
});
