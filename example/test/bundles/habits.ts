import { describe, it } from 'vitest';
import type { Knobs } from '../host/knobs';
import type { LotPages } from './lot-page';

type Habit = readonly [name: string, knobs: Partial<Knobs>];

const COMMON: readonly Habit[] = [
  ['success inside the call', { success: 'sync' }],
  ['open in the task of success', { success: 'with-open' }],
  ['open before success', { success: 'late' }],
  ['promises that are tasks', { promises: 'macrotask', latency: 8 }],
  ['promises that are tasks, and success inside the call', { promises: 'macrotask', latency: 8, success: 'sync' }],
  ['a second onX that takes the place of the first', { repeatedOn: 'overwrite' }],
  ['a close before open that works', { closeBeforeOpen: 'works' }],
  ['a broken line that is told by error', { breakage: 'error' }],
  ['a broken line that is told by error and close', { breakage: 'both' }],
  ['functions that throw where they could fail', { misuse: 'throw' }],
  ['no app events', { appEvents: false }],
  ['no network events', { networkEvents: false }],
  ['no getNetworkType', { networkQuestion: 'absent' }],
  ['a getNetworkType that fails', { networkQuestion: 'fail' }],
  ['a getNetworkType that never answers', { networkQuestion: 'silence' }],
  ['a network that is always said to be there', { networkNews: 'online' }],
  ['a network that is always said to be gone', { networkNews: 'offline' }],
  ['a network of which nothing is said', { networkNews: 'none' }],
];

const ONE_SOCKET: Partial<Knobs> = { multipleSupported: false };

const OWN: Readonly<Record<LotPages['platform'], readonly Habit[]>> = {
  weapp: [
    ['no readyState', { readyState: false }],
    ['no readyState, and open in the task of success', { readyState: false, success: 'with-open' }],
    ['promises that are tasks, and open in the task of success', { promises: 'macrotask', success: 'with-open' }],
  ],
  alipay: [
    ['a readyState', { readyState: true }],
    ['flat messages', { payload: 'flat' }],
    ['messages that are flat and nested in turn', { payload: 'both' }],
    ['native tasks by default', { defaultMultiple: true }],
    ['one socket', ONE_SOCKET],
    ['one socket, and native tasks by default', { ...ONE_SOCKET, defaultMultiple: true }],
    ['one socket, and a second connect that is refused', { ...ONE_SOCKET, secondConnect: 'refuse' }],
    ['one socket, and success inside the call', { ...ONE_SOCKET, success: 'sync' }],
    ['one socket, and open in the task of success', { ...ONE_SOCKET, success: 'with-open' }],
    ['one socket, and open before success', { ...ONE_SOCKET, success: 'late' }],
    ['one socket, and promises that are tasks', { ...ONE_SOCKET, promises: 'macrotask', latency: 8 }],
  ],
};

/** Open and greeting come before Taro's promise of several tasks, and nothing tells that the line is open. */
const UNHEARD: readonly Habit[] = [
  ['an open that nobody can hear', { promises: 'macrotask', readyState: false }],
  [
    'an open that nobody can hear, in the task of success',
    { promises: 'macrotask', readyState: false, success: 'with-open' },
  ],
];

/** The page's life where the platform has other habits than usual. */
export function tellOfHabits({ platform, visit }: LotPages): void {
  describe.concurrent('opens, comes back and leaves nothing behind, with', () => {
    it.each([...COMMON, ...OWN[platform], ...UNHEARD])('%s', (_name, knobs) =>
      visit(knobs, async (page) => {
        await page.comesTo('open');
        page.host.network.offline();
        await page.host.until(() => page.status() !== 'open');
        page.host.network.online();
        await page.isLive();
        await page.isLeft();
      }),
    );
  });
}
