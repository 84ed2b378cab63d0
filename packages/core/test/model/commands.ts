import fc from 'fast-check';
import { always, at, type Named, named, of, pick } from './act';
import { acts, arm, armQuestion } from './app-acts';
import type { HintFunction } from './hints';
import { type HelloKind, WELCOME } from './logins';
import { pass, settle } from './passing';
import type { UrlKind } from './urls';
import type { World } from './world';

const HOUR = 3_600_000;

/** Requests that the server has heard of. */
const heardOf = ({ ledger }: World) =>
  [...ledger.items.values()].filter(({ asked, handed, failures }) => asked && handed.length > failures);

/** What the server can do. */
const answers = fc.record({ which: pick, isError: fc.boolean(), isTwice: fc.boolean() });
const codes = fc.constantFrom(1000, 1001, 1006, 1006, 1006, 1008, 4000);
const service = {
  opens: always('the server opens', ({ lines }) => lines.current()?.open()),
  comesUp: always('the line comes up', ({ socket, lines, logins }) => {
    socket.connect();
    lines.current()?.open();
    logins.accept();
  }),
  accepts: always('the server accepts', ({ logins }) => logins.accept()),
  acceptsAgain: always('the server accepts again', ({ logins, server }) => logins.acceptAgain(server.say)),
  refuses: of(fc.boolean(), 'the server refuses, for good', ({ logins }, isForGood) => logins.refuse(isForGood)),
  says: of(fc.integer({ min: 1, max: 3 }), 'the server says', (world, count) => {
    for (; count > 0; count -= 1) world.server.tell();
  }),
  answers: of(answers, 'the server answers', async (world, { which, isError, isTwice }) => {
    world.lines.current()?.open();
    world.logins.accept();
    await settle(world);
    const item = at(heardOf(world), which);
    if (item) world.server.answer(item, isError);
    // Whether anybody still waits for the second is known once the first is.
    await Promise.resolve();
    if (item && isTwice) world.server.answer(item, isError);
  }),
  answersNobody: always('the server answers nobody', ({ server }) => server.say('value nobody 1')),
  pings: always('the server pings', ({ server }) => server.ping()),
  closes: of(codes, 'the server closes', ({ lines }, code) => lines.current()?.lose({ kind: 'server', code })),
  breaks: always('the line breaks', ({ lines }) => lines.current()?.lose({})),
  dies: always('the line dies', ({ lines }) => {
    const line = lines.current();
    if (line?.isUp) line.isDead = true;
  }),
};

/** What the platform can do. */
const few = fc.integer({ min: 1, max: 2 });
const how = fc.constantFrom<'failing' | 'throwing'>('failing', 'throwing');
const late = fc.record({ age: fc.nat({ max: 3 }), how: fc.constantFrom('open', 'say', 'welcome', 'lose') });
const hintFunction = fc.constantFrom<HintFunction>(
  'network.subscribe',
  'visibility.subscribe',
  'network.current',
  'visibility.current',
);
const platform = {
  opensAtOnce: of(few, 'the next attempts open at once', ({ lines }, count) => {
    lines.mood.opensAtOnce = count;
  }),
  refuses: of(fc.tuple(few, how), 'the next sends are refused', ({ lines }, [refusals, refusesBy]) => {
    Object.assign(lines.mood, { refusals, refusesBy });
  }),
  throwsOnOpen: of(few, 'the next attempts throw', ({ lines }, count) => {
    lines.mood.openThrows = count;
  }),
  throwsOnClose: of(few, 'the next closes throw', ({ lines }, count) => {
    lines.mood.closeThrows = count;
  }),
  throwsOnHint: of(hintFunction, 'throws once', ({ hints }, name) => void hints.throwing.add(name)),
  throwsOnRandom: of(few, 'random throws', ({ random }, count) => {
    random.throws = count;
  }),
  fails: of(pick, 'a send fails', ({ lines }, which) => lines.current()?.failSend(which)),
  failsLate: of(fc.tuple(pick, pick), 'a send fails late', ({ lines }, [which, send]) => {
    const old = lines.all.filter(({ isClosed, taken }) => isClosed && taken > 0);
    at(old, which)?.failSend(send);
  }),
  /** A close that the platform refused: what was given up goes on, and nobody may hear of it. */
  isLate: of(late, 'an old line', ({ lines }, { age, how }) => {
    const old = lines.all.filter(({ isClosed }) => isClosed).at(-1 - age);
    if (how === 'say') old?.say('late');
    else if (how === 'welcome') old?.say(WELCOME);
    else old?.[how]({});
  }),
  hides: always('the app is hidden', ({ hints }) => hints.app.set(false)),
  shows: always('the app is shown', ({ hints }) => hints.app.set(true)),
  losesNetwork: of(fc.boolean(), 'online', ({ hints }, isOnline) => hints.network.set(isOnline)),
  sleeps: of(fc.constantFrom(1_000, 6_000, 60_000), 'the device sleeps', (world, time) => world.sleep(time)),
  setsClock: of(fc.constantFrom(-1, -HOUR, -720 * HOUR, HOUR, 5 * HOUR), 'the clock is set', (world, step) =>
    world.setClock(step),
  ),
};

/** What the url function can do. */
const urlKind = fc.constantFrom<UrlKind>('soon', 'later', 'later', 'rejects', 'wrong');
const url = {
  next: of(urlKind, 'the next url comes', ({ urls }, kind) => {
    urls.mood.next = kind;
  }),
  settles: of(
    fc.tuple(fc.constantFrom(0, 0, 0, 1, 2), fc.boolean()),
    'a url settles',
    ({ urls }, [which, isResolved]) => urls.settle(which, isResolved),
  ),
};

/** What the app says to a server that wants a login. */
const helloKind = fc.constantFrom<HelloKind>('soon', 'later', 'later', 'rejects', 'wrong');
const login = {
  next: of(helloKind, 'the next hello comes', ({ logins }, kind) => {
    logins.mood.next = kind;
  }),
  settles: of(
    fc.tuple(fc.constantFrom(0, 0, 0, 1, 2), fc.boolean()),
    'a hello settles',
    ({ logins }, [which, isResolved]) => logins.settle(which, isResolved),
  ),
  acceptsAtOnce: of(few, 'the next hellos are accepted', ({ logins }, count) => {
    logins.mood.acceptsAtOnce = count;
  }),
};

const settles = of(
  fc.tuple(pick, fc.constantFrom(0, 0, 0, 1, 2), fc.boolean()),
  'a resync settles',
  ({ audience }, [who, which, isResolved]) => at(audience.present, who)?.settle(which, isResolved),
);
const passes = fc
  .oneof(fc.constantFrom(1, 300, 1_000, 3_000), fc.integer({ min: 0, max: 40_000 }))
  .map((time) => named(`time passes (${time})`, (world) => pass(world, time)));

const weighted: Array<[number, fc.Arbitrary<Named>]> = [
  [8, acts.send],
  [7, acts.request],
  [2, acts.connect],
  [1, acts.disconnect],
  [2, acts.reconnect],
  [4, acts.join],
  [1, acts.leave],
  [1, acts.misuse],
  [5, arm],
  [8, armQuestion],
  [4, service.opens],
  [8, service.comesUp],
  [5, service.says],
  [3, service.accepts],
  [1, service.acceptsAgain],
  [1, service.refuses],
  [4, service.answers],
  [1, service.answersNobody],
  [1, service.pings],
  [1, service.closes],
  [3, service.breaks],
  [1, service.dies],
  [1, platform.opensAtOnce],
  [2, platform.refuses],
  [1, platform.throwsOnOpen],
  [1, platform.throwsOnClose],
  [1, platform.throwsOnHint],
  [1, platform.throwsOnRandom],
  [3, platform.fails],
  [4, platform.failsLate],
  [2, platform.isLate],
  [2, platform.hides],
  [2, platform.shows],
  [1, platform.losesNetwork],
  [1, platform.sleeps],
  [2, platform.setsClock],
  [2, url.next],
  [2, url.settles],
  [2, login.next],
  [2, login.settles],
  [1, login.acceptsAtOnce],
  [6, settles],
  [5, passes],
];

const command = fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary }))).map(
  ({ name, act }): fc.AsyncCommand<World, undefined> => ({
    check: () => true,
    async run(world) {
      await act(world);
      await settle(world);
    },
    toString: () => name,
  }),
);

/** Random stories. A plain array: it shrinks to what matters, wherever that is, which `fc.commands` does not. */
export const story = fc.array(command, { maxLength: 60, size: 'max' });
