import { describe, it } from 'vitest';
import { run } from '../simulated';

/** Schedules that chaos found in an earlier version, as it printed them. */
describe('an app with one socket', () => {
  it('on alipay: listeners stayed for an attempt that was given up, and that nobody answered', () =>
    run({
      platform: 'alipay',
      setting: {
        strict: true,
        url: 'function',
        background: 'pause',
        whilePageHidden: 'disconnect',
        questions: 'jitter',
        subscribes: true,
        knobs: {
          readyState: true,
          multipleSupported: false,
          refusal: 'close',
          kill: 'silent',
          timers: 'late',
          resume: 'events-first',
        },
      },
      steps: [['mount', 'a'], ['accept'], ['reconnect', 'a'], ['unmount', 'a'], ['away', 60000]],
    }));

  it('on alipay: listeners stayed for an attempt that was refused without a word', () =>
    run({
      platform: 'alipay',
      setting: {
        whilePageHidden: 'disconnect',
        heartbeat: false,
        outbox: false,
        subscribes: true,
        knobs: { multipleSupported: false, secondConnect: 'refuse', refusal: 'silence', kill: 'global-only' },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['offline'],
        ['change', 'a', { address: 2, render: 'slow', betweenEffects: 'say' }],
        ['pass', 3000],
        ['change', 'a', { address: 1, enabled: false, childLayout: 'send' }],
      ],
    }));

  it('on alipay: listeners stayed for a line whose open nobody could hear', () =>
    run({
      platform: 'alipay',
      setting: {
        memo: true,
        share: true,
        questions: 'jitter',
        knobs: {
          multipleSupported: false,
          success: 'with-open',
          repeatedOn: 'overwrite',
          kill: 'global-only',
          resume: 'events-first',
        },
      },
      steps: [['mount', 'a'], ['accept'], ['goSilent'], ['unmount', 'a']],
    }));

  it('on alipay: listeners stayed for a line whose open nobody could hear, and which had spoken', () =>
    run({
      platform: 'alipay',
      setting: { strict: true, knobs: { multipleSupported: false, secondConnect: 'refuse', success: 'with-open' } },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['pass', 1000],
        ['change', 'a', { which: 1 }],
        ['goSilent'],
        ['pass', 8000],
        ['unmount', 'a'],
      ],
    }));

  it('on alipay: an open and a close of the attempt that was displaced were taken for those of the next', () =>
    run({
      platform: 'alipay',
      setting: {
        strict: true,
        memo: true,
        background: 'pause',
        whilePageHidden: 'disconnect',
        heartbeat: false,
        questions: 'jitter',
        login: 'handshake',
        knobs: {
          payload: 'flat',
          readyState: true,
          multipleSupported: false,
          success: 'sync',
          closeBeforeOpen: 'works',
          closeOnCutLine: 'event',
          resume: 'events-first',
        },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['mount', 'b', { enabled: true, which: 0, whileRendering: 'say' }],
        ['hide'],
        ['serverCloses', 1000],
      ],
    }));

  it('on alipay: of two that had to make room, the close of the second was taken for that of the third', () =>
    run({
      platform: 'alipay',
      setting: {
        strict: true,
        heartbeat: false,
        resync: 'now',
        questions: 'jitter',
        knobs: { multipleSupported: false, refusal: 'close', success: 'sync', resume: 'events-first' },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['mount', 'c', { remount: true, betweenEffects: 'say', childEffect: 'send' }],
        ['say', 1],
        ['say', 1],
        ['background', 'disconnect'],
        ['again', 'open'],
        ['pass', 1000],
        ['failsSendLate', 0],
        ['reconnects', 'c', 7],
        ['say', 2],
        ['send', 'b', true],
        ['hide'],
        ['send', 'a', true],
        ['pass', 1000],
        ['show'],
        ['pass', 300],
        ['pass', 8000],
        ['say', 2],
      ],
    }));

  it('on alipay: what was given up opened after an attempt that had brought no task', () =>
    run({
      platform: 'alipay',
      setting: {
        strict: true,
        memo: true,
        url: 'function',
        background: 'pause',
        resync: 'now',
        login: 'handshake',
        serverTime: true,
        knobs: { multipleSupported: false, secondConnect: 'refuse', resume: 'events-first' },
      },
      steps: [
        ['mount', 'a'],
        ['nextConnect', 'no-task'],
        ['pass', 8000],
      ],
    }));

  it('on alipay: an attempt while hidden waits for the close of the line before', () =>
    run({
      platform: 'alipay',
      setting: {
        url: 'function',
        heartbeat: false,
        questions: 'jitter',
        subscribes: true,
        knobs: { multipleSupported: false, secondConnect: 'refuse', refusal: 'close', kill: 'global-only' },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['change', 'a', { which: 1 }],
        ['pass', 300],
        ['change', 'a', { which: 0 }],
        ['goSilent'],
        ['pass', 8000],
        ['hide'],
        ['reconnect', 'a'],
      ],
    }));

  it('on alipay: a close was waited for whose timer was lost', () =>
    run({
      platform: 'alipay',
      setting: {
        memo: true,
        subscribes: true,
        knobs: {
          multipleSupported: false,
          secondConnect: 'refuse',
          success: 'sync',
          closeOnCutLine: 'event',
          timers: 'vanish',
        },
      },
      steps: [['mount', 'a'], ['accept'], ['hide'], ['unmount', 'a'], ['mount', 'a'], ['pass', 3000], ['pass', 3000]],
    }));

  it('on alipay: of two the one has the socket of which it is not known whether it is wanted', () =>
    run({
      platform: 'alipay',
      setting: {
        share: true,
        url: 'function',
        background: 'pause',
        whilePageHidden: 'disconnect',
        subscribes: true,
        knobs: {
          multipleSupported: false,
          secondConnect: 'refuse',
          closeBeforeOpen: 'works',
          closeOnCutLine: 'event',
          repeatedOn: 'overwrite',
          timers: 'late',
          suspendedConnects: 1,
        },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['mount', 'b', { betweenEffects: 'say', childLayout: 'newUrl' }],
        ['serverCloses', 1000],
        ['away', 3000],
        ['pageHide'],
        ['online'],
        ['connect', 'a'],
        ['hide'],
        ['goSilent'],
        ['pass', 3000],
        ['show'],
        ['pass', 3000],
        ['pass', 3000],
        ['goSilent'],
        ['away', 3000],
        ['pass', 3000],
        ['asked', 'a', 'shouldReconnect', 'send'],
        ['accept'],
        ['nextConnect', { error: 'createSocketTask:fail wcwss taskID=9 exceed max concurrent count' }],
        ['nextConnect', 'no-task'],
        ['asked', 'a', 'jitter', 'disconnect'],
      ],
    }));

  it('on alipay: a handshake opened that was more than a minute old', () =>
    run({
      platform: 'alipay',
      setting: {
        url: 'function',
        whilePageHidden: 'disconnect',
        heartbeat: false,
        questions: 'jitter',
        subscribes: true,
        serverTime: true,
        knobs: {
          multipleSupported: false,
          secondConnect: 'refuse',
          refusal: 'close',
          closeOnCutLine: 'event',
          kill: 'global-only',
          resume: 'events-first',
          suspendedConnects: 1,
        },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['serverCloses', 1000],
        ['pass', 3000],
        ['hide'],
        ['send', 'a', true],
        ['freeze', 60000],
        ['change', 'a', { which: 1 }],
        ['send', 'a', true],
        ['pass', 3000],
        ['pass', 300],
        ['accept'],
      ],
    }));

  it('on alipay: the close of an attempt that was never answered was taken for that of the next', () =>
    run({
      platform: 'alipay',
      setting: {
        memo: true,
        url: 'function',
        background: 'pause',
        maxAttempts: 1,
        questions: 'jitter',
        knobs: {
          multipleSupported: false,
          success: 'sync',
          repeatedOn: 'overwrite',
          kill: 'global-only',
          resume: 'events-first',
        },
      },
      steps: [['mount', 'a'], ['accept'], ['nextConnect', 'silence'], ['reconnect', 'a']],
    }));

  it('on alipay: the error of an attempt was taken for that of the next, whose line lived on', () =>
    run({
      platform: 'alipay',
      setting: {
        background: 'pause',
        whilePageHidden: 'disconnect',
        outbox: false,
        resync: 'now',
        login: 'handshake',
        subscribes: true,
        knobs: { multipleSupported: false, refusal: 'close', success: 'sync', kill: 'global-only' },
      },
      steps: [['mount', 'a'], ['accept'], ['disconnect', 'a'], ['nextConnect', 'error'], ['reconnects', 'a', 2]],
    }));

  it('on alipay: the timer is lost after which nobody listens to the one socket', () =>
    run({
      platform: 'alipay',
      setting: {
        strict: true,
        whilePageHidden: 'disconnect',
        maxAttempts: 1,
        questions: 'jitter',
        knobs: {
          payload: 'flat',
          multipleSupported: false,
          success: 'with-open',
          timers: 'vanish',
          suspendedConnects: 1,
        },
      },
      steps: [
        ['mount', 'a'],
        ['accept'],
        ['reconnect', 'a'],
        ['nextConnect', 'error'],
        ['reconnect', 'a'],
        ['accept'],
        ['pass', 300],
        ['away', 6000],
        ['pass', 300],
        ['away', 60000],
        ['unmount', 'a'],
      ],
    }));
});
