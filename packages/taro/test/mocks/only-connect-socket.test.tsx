import { it, vi } from 'vitest';
import { liveOn } from './life';

const { connectSocket } = vi.hoisted(() => ({ connectSocket: vi.fn() }));
vi.mock('@tarojs/taro', () => ({ connectSocket }));

it('works on a mock that has only connectSocket', () => liveOn(connectSocket));
