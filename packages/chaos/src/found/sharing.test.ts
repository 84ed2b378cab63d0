import { describe, it } from 'vitest';
import { run } from '../simulated';

/** Schedules that chaos found in an earlier version, as it printed them. */
describe('a shared line', () => {
  it('on alipay: a session asked a component that had gone to disconnect()', () =>
    run({
      platform: 'alipay',
      setting: {
        share: true,
        questions: 'jitter',
        login: 'protocol',
        serverTime: true,
        knobs: {
          payload: 'flat',
          readyState: true,
          refusal: 'close',
          success: 'sync',
          repeatedOn: 'overwrite',
          kill: 'global-only',
          suspendedConnects: 1,
        },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['unmount', 'a'],
        ['mount', 'a'],
        ['pass', 3000],
        ['sendRefused', 'a', 'disconnect'],
      ],
    }));

  it('on weapp: what was sent while hidden waited for a line that nobody held', () =>
    run({
      platform: 'weapp',
      setting: {
        strict: true,
        share: true,
        background: 'pause',
        login: 'handshake',
        subscribes: true,
        knobs: { readyState: false, overSlots: 'fail', closeBeforeOpen: 'works', kill: 'global-only' },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['hide'],
        ['send', 'a', true],
        ['change', 'a', { address: 1, childLayout: 'newUrl' }],
      ],
    }));

  it('on alipay: a line that nobody held was asked for again on show', () =>
    run({
      platform: 'alipay',
      setting: {
        share: true,
        questions: 'jitter',
        subscribes: true,
        knobs: {
          refusesWhileHidden: true,
          success: 'sync',
          closeBeforeOpen: 'works',
          repeatedOn: 'overwrite',
          timers: 'late',
        },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['hide'],
        ['pass', 3501],
        ['change', 'a', { betweenEffects: 'unmount' }],
        ['jump', 1500],
      ],
    }));

  it('on h5: a component that had been disabled since its resync failed was syncing for ever', () =>
    run({
      platform: 'h5',
      setting: { strict: true, share: true, url: 'function', resync: 'fails', knobs: { timers: 'late' } },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['mount', 'b', { whileRendering: 'say', childLayout: 'send' }],
        ['change', 'a', { enabled: false }],
      ],
    }));

  it('on alipay: a farewell was said before it was known that what it ends had not been sent', () =>
    run({
      platform: 'alipay',
      setting: {
        strict: true,
        share: true,
        url: 'function',
        resync: 'now',
        questions: 'jitter',
        subscribes: true,
      },
      steps: [['mount', 'a'], ['accept'], ['sendFails', 'late'], ['mount', 'b', {}]],
    }));
});
