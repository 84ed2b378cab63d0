import { describe, it } from 'vitest';
import { run } from '../simulated';

/** Schedules that chaos found in an earlier version, as it printed them. */
describe('a login', () => {
  it('on weapp: the platform refused the hello of the line that reconnect() had asked for', () =>
    run({
      platform: 'weapp',
      setting: { login: 'handshake' },
      steps: [
        ['mount', 'a'],
        ['acceptAll', true],
        ['pass', 300],
        ['sendFails', 'sync'],
        ['reconnect', 'a'],
      ],
    }));

  it('on weapp: a hello by guess failed after the server had welcomed it, and was said again', () =>
    run({
      platform: 'weapp',
      setting: { login: 'handshake', knobs: { readyState: false, success: 'with-open' } },
      steps: [
        ['mount', 'a'],
        ['acceptAll', true],
        ['pass', 1_000],
        ['pass', 300],
        ['failsSendLate', 0],
        ['pass', 300],
      ],
    }));

  it('on weapp: a hello by guess failed late, and was said again on the same line', () =>
    run({
      platform: 'weapp',
      setting: { login: 'handshake', knobs: { readyState: false, success: 'with-open' } },
      steps: [
        ['logins', 'acceptsLate'],
        ['mount', 'a'],
        ['acceptAll', true],
        ['pass', 1_000],
        ['pass', 300],
        ['say', 1],
        ['failsSendLate', 0],
        ['pass', 1_000],
      ],
    }));
});
