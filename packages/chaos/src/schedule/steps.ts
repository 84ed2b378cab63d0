import { type ConnectOutcome, FAILURE } from '@heartbeat-socket/testing';
import fc from 'fast-check';
import { Activity } from '../stage/activity';
import { defined, rarely } from './rarely';
import type { Address, Change, Interruption, Step, Steps } from './schedule';

/** The component of a step. */
export const name = fc.constantFrom('a', 'a', 'a', 'b', 'c');
const which = fc.nat({ max: 20 });
const is = fc.boolean();
/** More than a function takes as arguments among them, and every remainder by three, as base64 counts. */
const size = fc.constantFrom(65_536, 65_537, 130_000, 200_002, 1_000_000);

const outcome = fc.constantFrom<ConnectOutcome>(
  'error',
  'close',
  'both',
  'fail',
  'throw',
  'no-task',
  'accepted',
  'silence',
  { fail: FAILURE.nameNotResolved },
  { fail: FAILURE.suspended },
  { error: FAILURE.slots },
  { error: FAILURE.domain },
);
const code = fc.constantFrom(1000, 1001, 1005, 1006, 1006, 1007, 1008, 1011, 1012, 1013, 1002, 3000, 4000, 4999);
const time = fc.oneof(fc.constantFrom(1, 300, 1_000, 3_000, 8_000), fc.integer({ min: 0, max: 30_000 }));
const EFFECT_DEEDS = [
  'send',
  'send',
  'send',
  'request',
  'connect',
  'disconnect',
  'reconnect',
  'newUrl',
  'unmount',
] as const;
const effectDeed = fc.constantFrom(...EFFECT_DEEDS);
const interruption = fc.constantFrom<Interruption>(
  'say',
  'say',
  'say',
  'serverCloses',
  'send',
  'disconnect',
  'reconnect',
  'newUrl',
  'unmount',
);
const jump = fc.constantFrom(-86_400_000, -60_000, -3_000, -1_500, 1_500, 3_000, 60_000, 86_400_000);
const deed = fc.constantFrom<Steps['at'][2]>(
  'send',
  'request',
  'connect',
  'disconnect',
  'reconnect',
  'throw',
  'unmount',
  'newUrl',
);
const moment = fc.constantFrom<Steps['at'][1]>('open', 'message', 'close', 'statusChange', 'drop');

const question = fc.constantFrom<Steps['asked'][1]>(
  'url',
  'ping',
  'ping',
  'isPong',
  'jitter',
  'delay',
  'shouldReconnect',
  'encode',
  'decode',
  'tag',
  'match',
  'resync',
  'serverTime',
  'hello',
  'accepted',
);
const answer = fc.constantFrom<Steps['asked'][2]>(
  'send',
  'request',
  'connect',
  'disconnect',
  'reconnect',
  'reconnect',
  'throw',
  'throw',
);
const port = fc.constantFrom<Steps['portThrows'][0]>(
  'onNetworkStatusChange',
  'offNetworkStatusChange',
  'getNetworkType',
  'onAppShow',
  'onAppHide',
  'offAppShow',
  'offAppHide',
  'listen',
  'close',
);

const address = fc.constantFrom<Address>(1, 1, 1, 2, 2, 2, 'none', 'invalid');

/** React 18 has no `<Activity>`. */
const oftenUnder19 = Activity ? 6 : 0;
const activity = fc.constantFrom('visible' as const, 'hidden' as const);

/** How a render goes on, and what its commit does. */
const commit = {
  activity: Activity ? rarely(activity, 3) : fc.constant(undefined),
  enabled: rarely(is, 3),
  which: rarely(fc.constantFrom(0 as const, 1 as const), 5),
  remount: rarely(fc.constant(true as const), 12),
  render: rarely(fc.constantFrom('slow', 'slow', 'transition'), 3),
  whileRendering: rarely(interruption, 8),
  betweenEffects: rarely(interruption, 4),
  childLayout: rarely(effectDeed, 4),
  childEffect: rarely(effectDeed, 3),
  ownLayout: rarely(effectDeed, 8),
};
const asChange = (given: object): Change => defined(given) as Change;
/** What comes for a destination while its component goes to another, and what a child does first with other options. */
export const crossing = fc.record({
  address: fc.constantFrom<Address>(1, 2),
  render: fc.constant('slow' as const),
  betweenEffects: fc.constantFrom<Interruption>('say', 'say', 'serverCloses', 'reconnect'),
});
export const forestalling = fc.record({
  which: fc.constantFrom(0 as const, 1 as const),
  childLayout: fc.constantFrom('send' as const, 'send' as const, 'request' as const),
});
const nextChange = fc.oneof(
  { weight: 6, arbitrary: fc.record({ address: rarely(address, 2), ...commit }).map(asChange) },
  { weight: 1, arbitrary: crossing as fc.Arbitrary<Change> },
  { weight: 1, arbitrary: forestalling as fc.Arbitrary<Change> },
  { weight: 1, arbitrary: fc.constant<Change>({ remount: true }) },
  { weight: oftenUnder19, arbitrary: activity.map((mode): Change => ({ activity: mode })) },
);
const firstChange = fc.record({ address: rarely(address), ...commit }).map(asChange);

/** How often each step comes, and what it takes. */
export const STEPS: { [Kind in keyof Steps]: readonly [weight: number, args: fc.Arbitrary<Steps[Kind]>] } = {
  pass: [14, fc.tuple(time)],
  accept: [10, fc.constant([])],
  refuse: [2, fc.constant([])],
  acceptAll: [3, fc.tuple(fc.constantFrom(true, true, false))],
  say: [6, fc.tuple(fc.constantFrom(1, 1, 2, 3, 3, 40))],
  sayLarge: [1, fc.tuple(size, is)],
  serverCloses: [4, fc.tuple(code)],
  goSilent: [6, fc.constant([])],
  answersPings: [1, fc.tuple(fc.constantFrom(true, true, false))],
  latency: [3, fc.tuple(fc.constantFrom(0, 300, 1_000, 1_800, 1_800, 1_800, 2_500))],
  beat: [1, fc.constant([])],
  answersRequests: [2, fc.tuple(fc.constantFrom('value', 'error', 'never'))],
  answersAgain: [1, fc.tuple(which)],
  logins: [
    3,
    fc.tuple(
      fc.constantFrom('accepts', 'accepts', 'acceptsTwice', 'acceptsLate', 'refuses', 'refusesForNow', 'saysNothing'),
    ),
  ],
  hellos: [
    3,
    fc.tuple(
      fc.constantFrom('now', 'now', 'soon', 'late', 'tooLate', 'tooLate', 'never', 'throws', 'rejects', 'wrong'),
    ),
  ],
  nextConnect: [5, fc.tuple(outcome)],
  sendFails: [2, fc.tuple(fc.constantFrom('sync', 'late', 'throw', 'reject'))],
  failsSendLate: [2, fc.tuple(which)],
  portThrows: [1, fc.tuple(port)],
  ghost: [6, fc.tuple(which, fc.constantFrom('open', 'message', 'error', 'close'))],
  again: [1, fc.tuple(fc.constant('open'))],
  offline: [2, fc.constant([])],
  online: [3, fc.constant([])],
  claim: [3, fc.tuple(is)],
  away: [5, fc.tuple(fc.constantFrom(300, 3_000, 3_000, 4_900, 6_000, 60_000))],
  hide: [4, fc.constant([])],
  show: [5, fc.constant([])],
  freeze: [2, fc.tuple(fc.constantFrom(1_000, 3_000, 60_000, 3_600_000))],
  jump: [2, fc.tuple(jump)],
  pageHide: [1, fc.constant([])],
  pageShow: [2, fc.constant([])],
  mount: [6, fc.tuple(name, firstChange)],
  unmount: [3, fc.tuple(name)],
  change: [9, fc.tuple(name, nextChange)],
  background: [1, fc.tuple(fc.constantFrom('pause', 'disconnect', 'keep'))],
  send: [7, fc.tuple(name, fc.constantFrom(true, true, true, false))],
  sendLarge: [1, fc.tuple(name, size, is)],
  sendWrongly: [1, fc.tuple(name)],
  sendRefused: [1, fc.tuple(name, fc.constantFrom('reconnect', 'reconnect', 'disconnect', 'send'))],
  sendToLast: [1, fc.tuple(name)],
  request: [4, fc.tuple(name, is, fc.constantFrom(400, 2_500, 10_000, 20_000))],
  connect: [2, fc.tuple(name)],
  disconnect: [2, fc.tuple(name)],
  reconnect: [3, fc.tuple(name)],
  reconnects: [1, fc.tuple(name, fc.constantFrom(2, 5, 7))],
  at: [4, fc.tuple(name, moment, deed)],
  asked: [6, fc.tuple(name, question, answer)],
};

/** The kinds of steps. */
export const KINDS = Object.keys(STEPS) as ReadonlyArray<keyof Steps>;

/** A step of this kind; without `args`, with what it usually takes. */
export function step<Kind extends keyof Steps>(kind: Kind, args: fc.Arbitrary<Steps[Kind]> = STEPS[kind][1]) {
  return args.map((taken) => [kind, ...taken] as unknown as Step);
}
