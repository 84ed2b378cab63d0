import { describe, it } from 'vitest';
import { run } from '../simulated';

/** Schedules that chaos found in an earlier version, as it printed them. */
describe('the app in the background', () => {
  it('on weapp: a component that was mounted while hidden was connecting for ever, its timer lost', () =>
    run({
      platform: 'weapp',
      setting: { knobs: { kill: 'silent', timers: 'vanish' } },
      steps: [['mount', 'a'], ['hide'], ['mount', 'c'], ['pass', 7427], ['pass', 1000]],
    }));

  it('on alipay: an attempt under `keep` was connecting for ever, its timer lost', () =>
    run({
      platform: 'alipay',
      setting: { background: 'keep', knobs: { kill: 'silent', timers: 'vanish' } },
      steps: [['mount', 'a'], ['hide'], ['pass', 7818], ['pass', 300]],
    }));

  it('on alipay: an uptime timer was armed by a reconnect() while hidden', () =>
    run({
      platform: 'alipay',
      setting: {},
      steps: [['mount', 'a'], ['acceptAll', true], ['hide'], ['reconnect', 'a']],
    }));
});
