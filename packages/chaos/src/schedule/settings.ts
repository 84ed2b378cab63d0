import type { Knobs, Platform } from '@heartbeat-socket/testing';
import fc from 'fast-check';
import { defined, rarely } from './rarely';
import { hasOneSocket, type Setting } from './schedule';

/** What only one platform knows is left to that. */
const KNOBS: Readonly<Record<Platform, fc.Arbitrary<Partial<Knobs>>>> = {
  weapp: mini({
    readyState: rarely(fc.constant(false)),
    refusesWhileHidden: rarely(fc.constant(false), 2),
    overSlots: rarely(fc.constant('fail')),
  }),
  alipay: mini({
    refusesWhileHidden: rarely(fc.constant(true), 2),
    payload: rarely(fc.constantFrom('flat', 'both')),
    readyState: rarely(fc.constant(true)),
    multipleSupported: rarely(fc.constant(false), 6),
    secondConnect: rarely(fc.constant('refuse'), 2),
  }),
  h5: fc.record(
    {
      closeOnCutLine: rarely(fc.constant('silence')),
      networkInformation: rarely(fc.constantFrom('effectiveType', 'type')),
      promises: rarely(fc.constant('macrotask'), 6),
      // A browser freezes the tabs that nobody has looked at for long.
      suspendAfter: rarely(fc.constant(5_000)),
      timers: rarely(fc.constant('late')),
      resume: rarely(fc.constant('events-first')),
    },
    { noNullPrototype: true },
  ) as fc.Arbitrary<Partial<Knobs>>,
};

function mini(own: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Partial<Knobs>> {
  return fc.record(
    {
      ...own,
      refusal: rarely(fc.constantFrom('close', 'both', 'silence')),
      success: rarely(fc.constantFrom('sync', 'with-open')),
      promises: rarely(fc.constant('macrotask'), 6),
      closeBeforeOpen: rarely(fc.constant('works')),
      closeOnCutLine: rarely(fc.constant('event')),
      repeatedOn: rarely(fc.constant('overwrite')),
      kill: rarely(fc.constantFrom('global-only', 'silent', 'keep'), 2),
      timers: rarely(fc.constantFrom('late', 'vanish')),
      resume: rarely(fc.constant('events-first')),
      suspendedConnects: rarely(fc.constantFrom(1, 2)),
    },
    { noNullPrototype: true },
  ) as fc.Arbitrary<Partial<Knobs>>;
}

/** What settings are made of. */
export type SettingOptions = { readonly [Name in keyof Setting]?: fc.Arbitrary<Setting[Name] | undefined> };

/** Random settings for one platform; `given` are taken as they are. */
export const settings = (platform: Platform, given: SettingOptions = {}): fc.Arbitrary<Setting> =>
  fc
    .record({
      strict: rarely(fc.constant(true), 2),
      memo: rarely(fc.constant(true), 2),
      share: rarely(fc.constant(true)),
      url: rarely(fc.constantFrom('function', 'promise')),
      background: rarely(fc.constantFrom('pause', 'disconnect', 'keep'), 3),
      whilePageHidden: rarely(fc.constant('disconnect')),
      heartbeat: rarely(fc.constantFrom(false, { missed: 2 }, { missed: 2 }, 'toggles', 'hastens', 'keepAlive'), 3),
      outbox: rarely(fc.constant(false), 8),
      maxAttempts: rarely(fc.constantFrom(1, 3), 8),
      resync: rarely(fc.constantFrom('now', 'later', 'fails')),
      questions: rarely(fc.constantFrom('jitter', 'delay'), 2),
      login: rarely(fc.constantFrom('handshake', 'protocol'), 2),
      subscribes: rarely(fc.constant(true), 2),
      serverTime: rarely(fc.constant(true)),
      knobs: KNOBS[platform].map(defined).map((knobs) => (Object.keys(knobs).length > 0 ? knobs : undefined)),
      ...given,
    })
    .map((chosen) => single(audible(plain(defined(chosen) as Setting))));

/** Of a shared socket the oldest holder's options count, and who that is is not followed; a session may have its own. */
function plain(given: Setting): Setting {
  const { share, login, serverTime, ...rest } = given;
  return typeof given.heartbeat === 'string' ? rest : given;
}

/**
 * An app with one socket: its events come to whoever has it. Whose close the platform has refused while the app was hidden,
 * and whose answer is slow, is not followed; and a platform with more sockets refuses no second one.
 */
function single(given: Setting): Setting {
  if (hasOneSocket(given)) {
    const { refusesWhileHidden, promises, ...knobs } = given.knobs ?? {};
    return { ...given, knobs };
  }
  const { secondConnect, ...knobs } = given.knobs ?? {};
  return secondConnect ? { ...given, knobs } : given;
}

/** Where open comes too early to be heard, and no ping and no readyState finds it out, nobody can know of it. */
function audible(given: Setting): Setting {
  const { heartbeat, knobs = {} } = given;
  return (heartbeat === false || heartbeat === 'toggles' || heartbeat === 'keepAlive') && knobs.success === 'with-open'
    ? { ...given, knobs: { ...knobs, success: 'sync' } }
    : given;
}
