import type { Platform } from '@heartbeat-socket/testing';
import fc from 'fast-check';
import { motifs } from './motifs';
import type { Schedule, Step } from './schedule';
import { settings } from './settings';
import { STEPS } from './steps';

const step: fc.Arbitrary<Step> = fc.oneof(
  ...Object.entries(STEPS).map(([kind, [weight, args]]) => ({
    weight,
    arbitrary: (args as fc.Arbitrary<readonly unknown[]>).map((taken) => [kind, ...taken] as unknown as Step),
  })),
);

const part: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 12, arbitrary: step.map((each) => [each]) },
  { weight: 1, arbitrary: motifs },
);

/** Random schedules for one platform. The steps are a plain array: it shrinks to what matters, wherever that is. */
export function schedules(platform: Platform): fc.Arbitrary<Schedule> {
  return fc.record({
    platform: fc.constant(platform),
    setting: settings(platform),
    // Most schedules are of a component that is there.
    steps: fc
      .tuple(
        fc.constantFrom<readonly Step[]>([['mount', 'a'], ['accept']], [['mount', 'a']], []),
        fc.array(part, { maxLength: 40, size: 'max' }),
      )
      .map(([opening, parts]) => [...opening, ...parts.flat()]),
  });
}
