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

  it('on weapp: back again while hidden, and the first time was forgotten', () =>
    run({
      platform: 'weapp',
      setting: { heartbeat: 'toggles', knobs: { refusesWhileHidden: false, kill: 'global-only' } },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['hide'],
        ['serverCloses', 1006],
        ['send', 'a', true],
        ['jump', -60000],
        ['pass', 8000],
        ['pass', 8000],
        ['jump', -3000],
      ],
    }));

  it('on weapp: back by less than the answer to a ping took, which nobody can see', () =>
    run({
      platform: 'weapp',
      setting: { serverTime: true },
      steps: [['mount', 'a'], ['latency', 1800], ['accept'], ['jump', -1500], ['pass', 3000]],
    }));

  it('on weapp: forward while a ping was out, as if the line were slow', () =>
    run({
      platform: 'weapp',
      setting: { serverTime: true },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['pass', 4999],
        ['latency', 300],
        ['pass', 1],
        ['jump', 1500],
        ['pass', 3000],
      ],
    }));

  it('on weapp: a device slept while a ping was out, and the trip seemed long', () =>
    run({
      platform: 'weapp',
      setting: {
        login: 'handshake',
        maxAttempts: 1,
        serverTime: true,
        knobs: { closeOnCutLine: 'event', promises: 'macrotask', refusesWhileHidden: false },
      },
      steps: [['mount', 'a'], ['accept'], ['pass', 91], ['freeze', 1_000]],
    }));

  it('on h5: serverNow() went by what it had known before the clock was set back', () =>
    run({
      platform: 'h5',
      setting: { heartbeat: { missed: 2 }, resync: 'now', questions: 'jitter', subscribes: true, serverTime: true },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['latency', 1800],
        ['pass', 4000],
        ['freeze', 3000],
        ['pass', 8000],
        ['jump', -86400000],
        ['say', 1],
        ['away', 300],
        ['pass', 300],
      ],
    }));
});
