import { describe, it } from 'vitest';
import { run } from '../simulated';

/** Schedules that chaos found in an earlier version, as it printed them. */
describe('a clock that is set', () => {
  it('on weapp: back while an early ping was out, it hid a part of the round trip', () =>
    run({
      platform: 'weapp',
      setting: { serverTime: true, knobs: { readyState: false, success: 'with-open' } },
      steps: [['mount', 'a'], ['accept'], ['latency', 1_000], ['pass', 1_000], ['jump', -86_400_000]],
    }));
});
