import fc from 'fast-check';
import type { Step } from './schedule';

/** What seldom comes by chance in this order, and has to be seen often. */
export const motifs = fc.constantFrom<readonly Step[]>(
  [['mount', 'a'], ['accept'], ['pass', 300]],
  // A line that is dead on show, and one that rests.
  [['goSilent'], ['away', 3_000], ['pass', 3_000]],
  [['hide'], ['goSilent'], ['pass', 3_000], ['show'], ['pass', 3_000]],
  // A slow line that is asked on a hint, on show, and after a late timer.
  [
    ['latency', 1_800],
    ['pass', 8_000],
    ['claim', true],
    ['pass', 3_000],
  ],
  [
    ['latency', 1_800],
    ['pass', 8_000],
    ['away', 3_000],
    ['pass', 3_000],
  ],
  [
    ['pass', 4_000],
    ['freeze', 3_000],
    ['pass', 8_000],
  ],
  // A heartbeat that is turned off and on, or gets faster, and a line that dies then.
  [['change', 'a', { which: 1 }], ['pass', 300], ['change', 'a', { which: 0 }], ['goSilent'], ['pass', 8_000]],
  [['pass', 1_000], ['change', 'a', { which: 1 }], ['goSilent'], ['pass', 8_000]],
  [
    ['pass', 8_000],
    ['pass', 8_000],
  ],
  // A shared line that one page leaves, and the next one takes over.
  [
    ['unmount', 'a'],
    ['mount', 'a'],
    ['pass', 3_000],
  ],
  [
    ['mount', 'b'],
    ['unmount', 'a'],
    ['serverCloses', 1006],
    ['pass', 3_000],
  ],
  // A platform that cannot be listened to, and whose network goes.
  [['unmount', 'a'], ['portThrows', 'onNetworkStatusChange'], ['mount', 'a'], ['offline'], ['pass', 300], ['online']],
  // A burst while a resync waits for its next try.
  [
    ['pass', 1_000],
    ['say', 40],
    ['say', 3],
    ['pass', 1_000],
  ],
  // Messages that wait while the clock is set, or the device sleeps.
  [
    ['serverCloses', 1006],
    ['send', 'a', true],
    ['jump', -60_000],
    ['pass', 8_000],
    ['pass', 8_000],
  ],
  [
    ['send', 'a', true],
    ['freeze', 60_000],
    ['change', 'a', { which: 1 }],
    ['send', 'a', true],
    ['pass', 3_000],
    ['pass', 300],
  ],
  [['hide'], ['send', 'a', true], ['pass', 1_000], ['show'], ['pass', 300]],
);

/** A new line, under what has just been set. */
const anew = [['reconnect', 'a'], ['accept'], ['pass', 300]] as const;

/** What means something only under the settings of a theme. */
export const inTheme = {
  heartbeat: [
    [['change', 'a', { which: 1 }], ['pass', 300], ['change', 'a', { which: 0 }], ['goSilent'], ['pass', 8_000]],
    [['latency', 1_000], ...anew, ['freeze', 60_000], ['pass', 3_000]],
  ],
  functions: [
    [
      ['asked', 'a', 'jitter', 'throw'],
      ['serverCloses', 1006],
      ['pass', 8_000],
    ],
    [
      ['asked', 'a', 'delay', 'throw'],
      ['serverCloses', 1006],
      ['pass', 8_000],
    ],
  ],
  time: [
    // What waits is past its time when the line opens, and the device wakes up with that.
    [['serverCloses', 1006], ['pass', 1_000], ['send', 'a', true], ['freeze', 60_000], ['accept'], ['pass', 300]],
    // The clock is set back while a ping is out.
    [['latency', 1_800], ...anew, ['jump', -60_000], ['pass', 3_000]],
    // The server leaves a ping without an answer, and answers the next one.
    [['answersPings', false], ...anew, ['answersPings', true], ['claim', true], ['pass', 300]],
  ],
  login: [
    [['logins', 'acceptsTwice'], ...anew],
    [['logins', 'refuses'], ...anew, ['pass', 8_000]],
    [['logins', 'acceptsLate'], ...anew, ['reconnect', 'a'], ['accept'], ['pass', 1_000]],
    // A hello goes out early, for nobody could hear the line open; and fails when that has become known.
    [
      ['logins', 'acceptsLate'],
      ['reconnect', 'a'],
      ['accept'],
      ['pass', 1_100],
      ['again', 'open'],
      ['failsSendLate', 0],
      ['pass', 3_000],
    ],
    // A hello that is made for too long, and the next attempt.
    [['hellos', 'tooLate'], ...anew, ['hellos', 'now'], ...anew, ['pass', 8_000]],
  ],
  platforms: [
    [...anew, ['away', 6_000], ['pass', 300]],
    [...anew, ['hide'], ['send', 'a', true], ['pass', 1_000], ['show'], ['pass', 300]],
  ],
  load: [
    // Somebody goes on writing while there is no line.
    [
      ['serverCloses', 1006],
      ['send', 'a', true],
      ['send', 'a', true],
      ['send', 'a', true],
      ['send', 'a', true],
      ['send', 'a', true],
      ['send', 'a', true],
      ['pass', 3_000],
    ],
  ],
} satisfies Record<string, ReadonlyArray<readonly Step[]>>;
