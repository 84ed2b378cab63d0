import fc from 'fast-check';
import { inTheme } from './motifs';
import type { Change, Setting, Step, Steps } from './schedule';
import type { SettingOptions } from './settings';
import { crossing, forestalling, name, step } from './steps';

/** What a schedule is about. */
export interface Theme {
  /** Settings that go with it. */
  readonly setting: SettingOptions;
  /** Steps that come often: three of them for each other one. */
  readonly often: ReadonlyArray<readonly [weight: number, step: fc.Arbitrary<Step>]>;
  /** Steps that belong together, in this order, and mean something under these settings. */
  readonly motifs?: ReadonlyArray<readonly Step[]>;
}

const never = fc.constant(undefined);
const pass = (...milliseconds: number[]) => step('pass', fc.tuple(fc.constantFrom(...milliseconds)));
const change = (given: fc.Arbitrary<Change>) => step('change', fc.tuple(name, given));
const is = fc.boolean();
const toggling = fc.constant<Change>({ which: 'other' });

/** A line lives, dies or is slow while its heartbeat changes, and while timers come late. */
const heartbeat: Theme = {
  setting: {
    heartbeat: fc.constantFrom<Setting['heartbeat']>('toggles', 'hastens', undefined, { missed: 2 }, 'keepAlive'),
    login: never,
    share: never,
    resync: never,
    questions: never,
  },
  often: [
    [6, step('accept')],
    [4, pass(300, 1_000, 3_000)],
    [8, pass(5_000, 8_000)],
    [6, change(toggling)],
    [3, step('goSilent')],
    [3, step('latency')],
    [2, step('freeze')],
    [3, step('away')],
    [1, step('claim')],
    [1, step('beat')],
  ],
  motifs: inTheme.heartbeat,
};

/** Components come to one key and leave it. */
const sharing: Theme = {
  setting: { share: fc.constant(true), login: never, heartbeat: never },
  often: [
    [6, step('accept')],
    [6, pass(300, 1_000, 3_000)],
    [6, step('mount')],
    [6, step('unmount')],
    [3, change(fc.record({ enabled: is }))],
    [2, step('serverCloses')],
    [2, step('say')],
    [1, step('asked')],
  ],
};

/** Components go elsewhere, and what is said and done comes in the middle of that. */
const destination: Theme = {
  setting: { login: never, resync: fc.constantFrom(undefined, 'now') },
  often: [
    [6, step('accept')],
    [5, change(crossing as fc.Arbitrary<Change>)],
    [5, change(forestalling as fc.Arbitrary<Change>)],
    [3, step('change')],
    [2, step('say')],
    [2, step('send')],
    [2, step('sendToLast')],
    [4, pass(300, 1_000, 3_000)],
  ],
};

const askedOnLoss = fc.constantFrom<Steps['asked'][1]>('jitter', 'delay', 'shouldReconnect', 'url');

/** Functions of the user, and of the platform, act and throw. */
const functions: Theme = {
  setting: {
    questions: fc.constantFrom('jitter', 'delay'),
    url: fc.constantFrom(undefined, 'function', 'promise'),
  },
  often: [
    [6, step('accept')],
    [6, step('asked')],
    [4, step('asked', fc.tuple(name, askedOnLoss, fc.constant('throw')))],
    [6, step('sendRefused')],
    [5, step('at')],
    [3, step('serverCloses')],
    [2, step('say')],
    [2, step('send')],
    [2, step('request')],
    [2, step('portThrows')],
    [5, pass(300, 1_000, 5_000)],
  ],
  motifs: inTheme.functions,
};

/** Clocks are set, devices sleep, and something waits. */
const time: Theme = {
  setting: {
    login: never,
    outbox: never,
    serverTime: fc.constantFrom(undefined, true, true),
    knobs: fc.constantFrom(undefined, { timers: 'late' }),
  },
  often: [
    [6, step('accept')],
    [5, step('jump')],
    [3, step('freeze')],
    [4, step('send')],
    [2, change(toggling)],
    [3, step('serverCloses')],
    [2, step('nextConnect')],
    [4, step('latency')],
    [2, step('away')],
    [8, pass(300, 1_000, 3_000, 8_000)],
  ],
  motifs: inTheme.time,
};

/** A server that wants a login, on one connection after another. */
const login: Theme = {
  setting: { login: fc.constantFrom('handshake', 'protocol'), url: fc.constantFrom(undefined, 'function') },
  often: [
    [8, step('accept')],
    [4, step('logins')],
    [4, step('hellos')],
    [4, step('serverCloses')],
    // So servers refuse a token.
    [2, step('serverCloses', fc.tuple(fc.constantFrom(1007, 1008)))],
    [3, step('reconnect')],
    [3, step('send')],
    [2, step('say')],
    [2, step('sendFails')],
    [1, step('failsSendLate')],
    [2, change(toggling)],
    [6, pass(1, 300, 1_000, 5_000)],
  ],
  motifs: inTheme.login,
};

/** Platforms refuse, hide and run out of slots. */
const platforms: Theme = {
  setting: { login: never, maxAttempts: fc.constantFrom(undefined, 1, 3) },
  often: [
    [6, step('accept')],
    [4, step('away')],
    [3, step('hide')],
    [3, step('show')],
    [3, step('send')],
    [3, step('nextConnect')],
    [2, step('serverCloses')],
    [2, step('reconnects')],
    [2, step('reconnect')],
    [2, step('disconnect')],
    [2, step('connect')],
    [2, step('mount')],
    [2, step('unmount')],
    [5, pass(1, 300, 3_000)],
  ],
  motifs: inTheme.platforms,
};

/** Much is said and sent. */
const load: Theme = {
  setting: { login: never, resync: fc.constantFrom(undefined, 'later', 'fails') },
  often: [
    [6, step('accept')],
    [6, step('say')],
    [6, step('send')],
    [2, step('request')],
    [3, step('serverCloses')],
    [5, pass(300, 1_000, 3_000)],
  ],
  motifs: inTheme.load,
};

/** As the kinds of guards, one for each. */
export const THEMES: readonly Theme[] = [heartbeat, sharing, destination, functions, time, login, platforms, load];
