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

  it('on alipay: a ping that was refused while hidden, and told so after its line was lost, left a timer behind', () =>
    run({
      platform: 'alipay',
      setting: {
        background: 'keep',
        knobs: { refusesWhileHidden: true, promises: 'macrotask', kill: 'global-only' },
      },
      steps: [['mount', 'a'], ['accept'], ['pass', 3000], ['hide'], ['online'], ['serverCloses', 1000], ['pass', 300]],
    }));

  it('on h5: a socket that began while hidden waited for ever for a show that it could not hear', () =>
    run({
      platform: 'h5',
      setting: { background: 'pause', maxAttempts: 1 },
      steps: [
        ['mount', 'a'],
        ['freeze', 60000],
        ['hide'],
        ['portThrows', 'onAppShow'],
        ['change', 'a', { childEffect: 'connect' }],
      ],
    }));

  it('on weapp: a heartbeat was turned on after a show, and had asked nothing then', () =>
    run({
      platform: 'weapp',
      setting: { heartbeat: 'toggles' },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['change', 'a', { which: 1 }],
        ['hide'],
        ['goSilent'],
        ['pass', 3_000],
        ['show'],
        ['pass', 3_000],
        ['change', 'a', { which: 0 }],
      ],
    }));

  it('on alipay: a line was lost soon after a show, and the app was hidden again', () =>
    run({
      platform: 'alipay',
      setting: {
        whilePageHidden: 'disconnect',
        heartbeat: false,
        maxAttempts: 1,
        subscribes: true,
        knobs: {
          refusesWhileHidden: true,
          payload: 'flat',
          refusal: 'close',
          promises: 'macrotask',
          kill: 'global-only',
          suspendedConnects: 1,
        },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['pass', 300],
        ['hide'],
        ['send', 'a', true],
        ['pass', 1000],
        ['show'],
        ['pass', 300],
        ['hide'],
        ['mount', 'a'],
        ['accept'],
        ['pass', 300],
        ['pass', 300],
        ['serverCloses', 1000],
      ],
    }));

  it('on alipay: a second sleep right after a long one cost a slow line', () =>
    run({
      platform: 'alipay',
      setting: { questions: 'jitter' },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['pass', 5_801],
        ['latency', 1_800],
        ['pass', 8_000],
        ['send', 'a', true],
        ['freeze', 3_600_000],
        ['freeze', 60_000],
      ],
    }));

  it('on alipay: it gave up while it resumed, by the second connect that was refused', () =>
    run({
      platform: 'alipay',
      setting: {
        memo: true,
        maxAttempts: 1,
        login: 'handshake',
        knobs: { closeOnCutLine: 'event', kill: 'global-only', suspendedConnects: 2 },
      },
      steps: [['mount', 'a'], ['accept'], ['pass', 1], ['away', 6000]],
    }));

  it('on alipay: a platform that refuses two connects after a show costs the only attempt there is', () =>
    run({
      platform: 'alipay',
      setting: {
        heartbeat: false,
        maxAttempts: 1,
        subscribes: true,
        knobs: { refusal: 'close', timers: 'late', suspendedConnects: 2 },
      },
      steps: [['mount', 'a'], ['accept'], ['reconnect', 'a'], ['accept'], ['pass', 300], ['away', 6000], ['pass', 300]],
    }));

  it('on alipay: four pings were out after three sleeps, and the pong of one was taken for that of another', () =>
    run({
      platform: 'alipay',
      setting: { heartbeat: { missed: 2 }, resync: 'now', subscribes: true, serverTime: true },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['latency', 1_800],
        ['away', 300],
        ['freeze', 3_600_000],
        ['freeze', 3_000],
        ['hide'],
        ['send', 'a', true],
        ['pass', 1_000],
        ['show'],
        ['pass', 300],
        ['pass', 4_000],
        ['freeze', 3_000],
        ['pass', 8_000],
      ],
    }));

  it('on h5: a pong was under way over a step of the clock, and was taken for that of the next ping', () =>
    run({
      platform: 'h5',
      setting: { heartbeat: { missed: 2 }, resync: 'now', questions: 'jitter', subscribes: true, serverTime: true },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['latency', 1_800],
        ['pass', 4_000],
        ['freeze', 3_000],
        ['pass', 8_000],
        ['jump', 60_000],
        ['say', 1],
        ['latency', 2_500],
        ['pass', 300],
      ],
    }));

  it('on weapp: isPong threw for one of two pings, and the pong was taken for that of the other', () =>
    run({
      platform: 'weapp',
      setting: {
        strict: true,
        memo: true,
        share: true,
        resync: 'now',
        questions: 'jitter',
        serverTime: true,
        knobs: { closeBeforeOpen: 'works', kill: 'global-only' },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['latency', 1_800],
        ['pass', 8_000],
        ['away', 3_000],
        ['pass', 3_000],
        ['mount', 'c', { betweenEffects: 'say', childEffect: 'send' }],
        ['reconnect', 'a'],
        ['accept'],
        ['pass', 300],
        ['hide'],
        ['send', 'a', true],
        ['pass', 1_000],
        ['show'],
        ['pass', 300],
        ['unmount', 'a'],
        ['asked', 'c', 'isPong', 'throw'],
      ],
    }));

  it('on weapp: a show gave an attempt its whole time anew, after the clock was set back by a day', () =>
    run({
      platform: 'weapp',
      setting: { strict: true, memo: true, background: 'keep', heartbeat: false, subscribes: true },
      steps: [
        ['mount', 'a'],
        ['jump', -86_400_000],
        ['pass', 1_000],
        ['away', 300],
        ['goSilent'],
        ['away', 3_000],
        ['pass', 3_000],
      ],
    }));

  it('on alipay: a socket that begins anew after a show knows nothing of it', () =>
    run({
      platform: 'alipay',
      setting: {
        strict: true,
        share: true,
        maxAttempts: 1,
        serverTime: true,
        knobs: { payload: 'flat', refusal: 'close', success: 'with-open', kill: 'global-only', resume: 'events-first' },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['reconnect', 'a'],
        ['accept'],
        ['pass', 300],
        ['away', 6000],
        ['pass', 300],
        ['reconnect', 'a'],
        ['accept'],
        ['pass', 300],
        ['hide'],
        ['send', 'a', true],
        ['pass', 1000],
        ['show'],
        ['pass', 300],
        ['nextConnect', 'error'],
        ['unmount', 'a'],
        ['mount', 'a'],
        ['pass', 3000],
      ],
    }));

  it('on alipay: without a show nobody knows that the timer of an attempt is lost', () =>
    run({
      platform: 'alipay',
      setting: {
        memo: true,
        maxAttempts: 3,
        questions: 'jitter',
        serverTime: true,
        knobs: { success: 'sync', kill: 'silent', timers: 'vanish', suspendedConnects: 1 },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['portThrows', 'onAppShow'],
        ['mount', 'b'],
        ['unmount', 'a'],
        ['serverCloses', 1006],
        ['pass', 3000],
        ['away', 60000],
      ],
    }));
});
