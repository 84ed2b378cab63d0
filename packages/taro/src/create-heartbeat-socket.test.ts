import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHeartbeatSocket } from '.';

const mock = await vi.hoisted(async () => (await import('../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

const URL = 'wss://bid.example.com/ws';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  mock.reset();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it.each([
  ['development', 1],
  ['production', 0],
])('in %s a developer is warned %s times of an error that nobody handles', (environment, times) => {
  vi.stubEnv('NODE_ENV', environment);
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  createHeartbeatSocket(URL).disconnect(7);
  expect(warn).toHaveBeenCalledTimes(times);
  if (times > 0) expect(warn).toHaveBeenCalledWith(expect.stringMatching(/^\[heartbeat-socket\] disconnect\(7\)/));
});

it('waits for a random part of the delay', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.25);
  const socket = createHeartbeatSocket(URL);
  socket.connect();
  await vi.advanceTimersByTimeAsync(0);
  mock.task.fail({ errMsg: 'refused' });
  expect(socket.getSnapshot().retryAt).toBe(Date.now() + 250);
  socket.destroy();
});
