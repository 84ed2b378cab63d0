import fc from 'fast-check';
import { always, named, of, pick } from './act';
import { MOMENTS } from './callbacks';
import { type Mischief, QUESTIONS } from './questions';
import type { World } from './world';

/** What the app can do, also while it is told of something, or asked. */
export const acts = {
  send: of(fc.boolean(), 'send, queue', (world, mayQueue) => world.send(mayQueue)),
  request: of(
    fc.record({ retry: fc.boolean(), timeout: fc.constantFrom(1, 400, 2_500, 10_000, 20_000) }),
    'request',
    (world, { retry, timeout }) => world.request(retry, timeout),
  ),
  connect: always('connect', ({ socket }) => socket.connect()),
  disconnect: always('disconnect', ({ socket }) => socket.disconnect()),
  reconnect: always('reconnect', ({ socket }) => socket.reconnect()),
  join: of(
    fc.record({
      kind: fc.constantFrom('waits', 'waits', 'gives', 'throws', 'none'),
      timeout: fc.constantFrom(15_000, 700),
    }),
    'join',
    (world, { kind, timeout }) => world.audience.join(kind, timeout),
  ),
  misuse: always('disconnect without a reason', (world) => world.misuse()),
  leave: of(pick, 'leave', (world, which) => world.audience.leave(which)),
};

/** A function of the app will act, or throw, or both, when it is next called. */
const mischief = <Name extends string>(
  names: readonly Name[],
  word: string,
  to: (world: World) => Map<Name, Mischief>,
) =>
  fc.tuple(fc.constantFrom(...names), fc.option(fc.oneof(...Object.values(acts)), { freq: 5 }), fc.boolean()).map(
    // Without an act it throws: something has to happen.
    ([name, chosen, mayThrow]) => {
      const throws = mayThrow || chosen === null;
      const what = [chosen?.name, throws && 'throw'].filter(Boolean).join(', ');
      return named(`${word} ${name}: ${what}`, (world) => {
        const act = chosen ? () => void chosen.act(world) : undefined;
        to(world).set(name, { act, throws });
      });
    },
  );

/** The app will do this when it is told of that next. */
export const arm = mischief(MOMENTS, 'at', ({ callbacks }) => callbacks.armed);
/** The app will do this when it is asked for that next. */
export const armQuestion = mischief(QUESTIONS, 'asked for', ({ questions }) => questions.armed);
