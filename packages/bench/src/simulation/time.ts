import { install } from '@sinonjs/fake-timers';

const realImmediate = setImmediate;

const clock = install({
  now: Date.UTC(2026, 0, 1),
  toFake: [
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'setImmediate',
    'clearImmediate',
    'Date',
    'performance',
  ],
});

/** Lets everything run that waits for no timer. */
const settled = () => new Promise<void>((resolve) => realImmediate(resolve));

/** Simulated milliseconds since the start of the process. */
export const now = (): number => clock.now;

/** How many timers are armed. */
export const armedTimers = (): number => clock.countTimers();

/** Runs that many simulated milliseconds, timer by timer, with all promises settled in between. */
export async function run(duration: number): Promise<void> {
  let isOver = false;
  clock.setTimeout(() => {
    isOver = true;
  }, duration);
  await settled();
  while (!isOver) {
    clock.next();
    await settled();
  }
}
