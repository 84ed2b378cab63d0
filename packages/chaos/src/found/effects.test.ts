import { describe, it } from 'vitest';
import { run } from '../simulated';

/** Schedules that chaos found in an earlier version, as it printed them. */
describe('what a child does in its effects', () => {
  it('on weapp: what it sent in a layout effect waited as long as the options of the commit before said', () =>
    run({
      platform: 'weapp',
      setting: {
        background: 'pause',
        knobs: { refusesWhileHidden: false, promises: 'macrotask', resume: 'events-first' },
      },
      steps: [
        ['mount', 'a'],
        ['change', 'a', { which: 1, render: 'slow', childLayout: 'send' }],
        ['away', 3000],
      ],
    }));

  it('on alipay: a disconnect() in the commit that enabled its socket again was not seen', () =>
    run({
      platform: 'alipay',
      setting: { share: true, heartbeat: false, maxAttempts: 1 },
      steps: [
        ['mount', 'a'],
        ['change', 'a', { address: 1, enabled: false, childEffect: 'send' }],
        ['change', 'a', { enabled: true, render: 'slow', childLayout: 'disconnect', childEffect: 'send' }],
      ],
    }));
});
