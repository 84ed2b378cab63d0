import { describe, it } from 'vitest';
import { run } from '../simulated';

/** Schedules that chaos found in an earlier version, as it printed them. */
describe('effects under React 19', () => {
  it('on alipay: a line lives until the effects of the commit that leaves it are cleaned up', () =>
    run({
      platform: 'alipay',
      setting: {
        strict: true,
        memo: true,
        share: true,
        background: 'pause',
        whilePageHidden: 'disconnect',
        questions: 'jitter',
        subscribes: true,
        knobs: { payload: 'flat', promises: 'macrotask', kill: 'global-only', resume: 'events-first' },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['unmount', 'a'],
        ['mount', 'a', { whileRendering: 'newUrl', betweenEffects: 'unmount' }],
      ],
    }));
});
