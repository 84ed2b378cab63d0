import fc from 'fast-check';
import { always, named, of, pick } from './act';
import type { Moment } from './world';

/** What the app can do, also while it is told of something. */
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
  newKey: always('new key', (world) => world.newKey()),
  join: of(
    fc.record({
      kind: fc.constantFrom('waits', 'waits', 'gives', 'throws', 'none'),
      timeout: fc.constantFrom(15_000, 700),
    }),
    'join',
    (world, { kind, timeout }) => world.audience.join(kind, timeout),
  ),
  leave: of(pick, 'leave', (world, which) => world.audience.leave(which)),
};

const moment = fc.constantFrom<Moment>(
  'open',
  'close',
  'message',
  'drop',
  'statusChange',
  'opening',
  'heard',
  'resync',
);

/** The app will do this when it is told of that next. */
export const arm = fc
  .tuple(moment, fc.oneof(...Object.values(acts)))
  .map(([when, { name, act }]) =>
    named(`at ${when}: ${name}`, (world) => void world.armed.set(when, () => void act(world))),
  );
