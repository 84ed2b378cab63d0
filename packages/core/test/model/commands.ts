import fc from 'fast-check';
import { sleepDevice } from '../set-up';
import { always, at, type Named, named, of, pick } from './act';
import { acts, arm } from './app-acts';
import { pass, settle } from './passing';
import type { World } from './world';

/** Requests that the server has heard of. */
const heardOf = ({ ledger }: World) =>
  [...ledger.items.values()].filter(({ asked, handed, failures }) => asked && handed.length > failures);

/** What the server can do. */
const answers = fc.record({ which: pick, isError: fc.boolean(), isTwice: fc.boolean() });
const codes = fc.constantFrom(1000, 1001, 1006, 1006, 1006, 1008, 4000);
const service = {
  opens: always('the server opens', ({ lines }) => lines.current()?.open()),
  comesUp: always('the line comes up', ({ socket, lines }) => {
    socket.connect();
    lines.current()?.open();
  }),
  says: of(fc.integer({ min: 1, max: 3 }), 'the server says', (world, count) => {
    for (; count > 0; count -= 1) world.server.tell();
  }),
  answers: of(answers, 'the server answers', async (world, { which, isError, isTwice }) => {
    world.lines.current()?.open();
    await settle(world);
    const item = at(heardOf(world), which);
    if (item) world.server.answer(item, isError);
    if (item && isTwice) world.server.answer(item, isError);
  }),
  answersNobody: always('the server answers nobody', ({ server }) => server.say('value nobody 1')),
  closes: of(codes, 'the server closes', ({ lines }, code) => lines.current()?.lose({ kind: 'server', code })),
  breaks: always('the line breaks', ({ lines }) => lines.current()?.lose({})),
  dies: always('the line dies', ({ lines }) => {
    const line = lines.current();
    if (line?.isOpen) line.isDead = true;
  }),
};

/** What the platform can do. */
const few = fc.integer({ min: 1, max: 2 });
const late = fc.record({ age: fc.nat({ max: 3 }), how: fc.constantFrom('open', 'say', 'lose') });
const platform = {
  opensAtOnce: of(few, 'the next attempts open at once', ({ lines }, count) => {
    lines.mood.opensAtOnce = count;
  }),
  refuses: of(few, 'the next sends are refused', ({ lines }, count) => {
    lines.mood.refusals = count;
  }),
  fails: of(pick, 'a send fails', ({ lines }, which) => lines.current()?.failSend(which)),
  failsLate: of(fc.tuple(pick, pick), 'a send fails late', ({ lines }, [which, send]) => {
    const old = lines.all.filter(({ isClosed, taken }) => isClosed && taken > 0);
    at(old, which)?.failSend(send);
  }),
  isLate: of(late, 'an old line', ({ lines }, { age, how }) => {
    const old = lines.all.filter(({ isClosed }) => isClosed).at(-1 - age);
    if (how === 'say') old?.say('late');
    else old?.[how]({});
  }),
  hides: always('the app is hidden', ({ app }) => app.set(false)),
  shows: always('the app is shown', ({ app }) => app.set(true)),
  sleeps: of(fc.constantFrom(1_000, 6_000, 60_000), 'the device sleeps', (_world, time) => sleepDevice(time)),
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
  [2, acts.newKey],
  [4, acts.join],
  [1, acts.leave],
  [5, arm],
  [4, service.opens],
  [8, service.comesUp],
  [5, service.says],
  [4, service.answers],
  [1, service.answersNobody],
  [1, service.closes],
  [3, service.breaks],
  [1, service.dies],
  [1, platform.opensAtOnce],
  [2, platform.refuses],
  [3, platform.fails],
  [4, platform.failsLate],
  [1, platform.isLate],
  [1, platform.hides],
  [2, platform.shows],
  [1, platform.sleeps],
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
