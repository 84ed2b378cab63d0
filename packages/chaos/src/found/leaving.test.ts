import { describe, it } from 'vitest';
import { run } from '../simulated';

/** Schedules that chaos found in an earlier version, as it printed them. */
describe('a component that goes nowhere', () => {
  it('on weapp: cut the shared line, and what failed on it late was never told', () =>
    run({
      platform: 'weapp',
      setting: { share: true, url: 'function', maxAttempts: 1, questions: 'jitter' },
      steps: [
        ['mount', 'a'],
        ['asked', 'a', 'ping', 'send'],
        ['accept'],
        ['change', 'a', { address: 'none', childLayout: 'newUrl' }],
        ['failsSendLate', 0],
      ],
    }));

  it('on weapp: is told nothing of a shared socket that ended before a send on it failed', () =>
    run({
      platform: 'weapp',
      setting: { share: true },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['send', 'a', true],
        ['unmount', 'a'],
        ['pass', 3000],
        ['mount', 'a'],
        ['failsSendLate', 0],
      ],
    }));

  it('on alipay: ended its disconnect() by a reconnect() in the same commit, and connected with the next url', () =>
    run({
      platform: 'alipay',
      setting: { url: 'function', whilePageHidden: 'disconnect', maxAttempts: 1, knobs: { promises: 'macrotask' } },
      steps: [
        ['mount', 'a'],
        ['change', 'a', { address: 'none', childLayout: 'disconnect', childEffect: 'reconnect' }],
        ['change', 'a', { render: 'slow', childLayout: 'newUrl' }],
      ],
    }));

  it('on alipay: left a shared line and refused it in one commit, and came to a new one before anybody looked', () =>
    run({
      platform: 'alipay',
      setting: { share: true },
      steps: [
        ['mount', 'a'],
        ['change', 'a', { address: 'none', betweenEffects: 'newUrl', childLayout: 'send', childEffect: 'disconnect' }],
      ],
    }));

  it('on alipay: a component that stops wanting a shared line is told of no error any more', () =>
    run({
      platform: 'alipay',
      setting: {
        memo: true,
        share: true,
        url: 'function',
        background: 'keep',
        resync: 'now',
        questions: 'jitter',
        subscribes: true,
        knobs: { success: 'sync', closeOnCutLine: 'event', kill: 'global-only' },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['asked', 'a', 'shouldReconnect', 'throw'],
        ['away', 6000],
        ['change', 'a', { address: 1, enabled: false, whileRendering: 'say', betweenEffects: 'say' }],
      ],
    }));
});
