import { describe, it } from 'vitest';
import { run } from '../simulated';

/** Schedules that chaos found in an earlier version, as it printed them. */
describe('a clock that is set', () => {
  it('on h5: an attempt began its time anew after a clock that was set back while hidden', () =>
    run({
      platform: 'h5',
      setting: { whilePageHidden: 'disconnect', heartbeat: false, questions: 'jitter', knobs: { suspendAfter: 5000 } },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['hide'],
        ['mount', 'c', { childLayout: 'send' }],
        ['jump', -86400000],
        ['hide'],
        ['goSilent'],
        ['pass', 3000],
        ['show'],
        ['pass', 3000],
      ],
    }));

  it('on alipay: nobody had looked at a clock that was set back', () =>
    run({
      platform: 'alipay',
      setting: {
        url: 'function',
        background: 'pause',
        questions: 'jitter',
        serverTime: true,
        knobs: {
          refusesWhileHidden: true,
          payload: 'flat',
          success: 'sync',
          repeatedOn: 'overwrite',
          suspendedConnects: 1,
        },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['change', 'a', { address: 1, childLayout: 'disconnect' }],
        ['hide'],
        ['pass', 5000],
        ['jump', -86400000],
      ],
    }));
});
