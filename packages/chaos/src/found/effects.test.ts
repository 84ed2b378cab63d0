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

  it('on h5: what a component sends that is about to be replaced goes out', () =>
    run({
      platform: 'h5',
      setting: { strict: true, url: 'function', heartbeat: 'toggles' },
      steps: [
        ['mount', 'a'],
        ['accept'],
        [
          'change',
          'a',
          { address: 1, remount: true, render: 'transition', whileRendering: 'send', betweenEffects: 'say' },
        ],
      ],
    }));

  it('on h5: what a question sends between two commits, for a line that is being left, may be dropped', () =>
    run({
      platform: 'h5',
      setting: {
        strict: true,
        url: 'function',
        heartbeat: false,
        questions: 'jitter',
        login: 'handshake',
        subscribes: true,
        knobs: { suspendAfter: 5000 },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['asked', 'a', 'jitter', 'send'],
        ['change', 'a', { address: 2, render: 'slow', betweenEffects: 'serverCloses' }],
      ],
    }));
});
