import type { Platform } from '@heartbeat-socket/testing';
import fc from 'fast-check';
import { motifs } from './motifs';
import type { Schedule, Step, Steps } from './schedule';
import { settings } from './settings';
import { KINDS, STEPS, step } from './steps';
import { THEMES, type Theme } from './themes';

/** What one schedule is made of: where everything comes, what needs a certain order seldom does. */
interface Swarm {
  readonly theme: Theme | null;
  /** Kinds of steps that do not come, but for the theme's. */
  readonly absent: readonly (keyof Steps)[];
  /** There is one component. */
  readonly isAlone: boolean;
}

const swarms: fc.Arbitrary<Swarm> = fc.record({
  theme: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: fc.constantFrom(...THEMES) }),
  absent: fc.oneof(fc.constant([]), fc.subarray(KINDS.filter((kind) => kind !== 'pass' && kind !== 'accept'))),
  isAlone: fc.boolean(),
});

/** How often a step of the theme comes for each other one. */
const ON_THEME = 3;

function partsOf({ theme, absent }: Swarm): fc.Arbitrary<readonly Step[]> {
  const others = fc.oneof(
    ...KINDS.filter((kind) => !absent.includes(kind)).map((kind) => ({
      weight: STEPS[kind][0],
      arbitrary: step(kind),
    })),
  );
  const single = theme
    ? fc.oneof(
        { weight: ON_THEME, arbitrary: fc.oneof(...theme.often.map(([weight, arbitrary]) => ({ weight, arbitrary }))) },
        { weight: 1, arbitrary: others },
      )
    : others;
  return fc.oneof(
    { weight: 12, arbitrary: single.map((each) => [each]) },
    { weight: 1, arbitrary: motifs },
    { weight: theme?.motifs ? 3 : 0, arbitrary: fc.constantFrom(...(theme?.motifs ?? [[]])) },
  );
}

/** Gives everything to the first component. */
const alone = (each: Step) => each.map((part) => (part === 'b' || part === 'c' ? 'a' : part)) as unknown as Step;

/** Random schedules for one platform. The steps are a plain array: it shrinks to what matters, wherever that is. */
export function schedules(platform: Platform): fc.Arbitrary<Schedule> {
  return fc.noShrink(swarms).chain((swarm) =>
    fc.record({
      platform: fc.constant(platform),
      setting: settings(platform, swarm.theme?.setting),
      // Most schedules are of a component that is there.
      steps: fc
        .tuple(
          fc.constantFrom<readonly Step[]>([['mount', 'a'], ['accept']], [['mount', 'a']], []),
          fc.array(partsOf(swarm), { maxLength: 40, size: 'max' }),
        )
        .map(([opening, parts]) => [...opening, ...parts.flat()].map((each) => (swarm.isAlone ? alone(each) : each))),
    }),
  );
}
