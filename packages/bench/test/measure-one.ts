import { afterAll, beforeAll } from 'vitest';
import type { PeerId } from '../src/catalogue';
import { type Bundles, bundle } from '../src/run/bundle';
import { measureInChild } from '../src/run/child';
import type { ScenarioData } from '../src/run/results';
import type { Extent } from '../src/scenarios/measurement';
import type { ScenarioName } from '../src/scenarios/scenario-name';

/** Measures as the bench does, with as little as a test wants. */
export interface Bench {
  /** Several peers share a process, whose start takes longer than such a measurement. */
  simulated<Name extends Simulated, Id extends PeerId>(
    scenario: Name,
    peers: readonly Id[],
    extent: Partial<Extent>,
  ): Promise<Record<Id, RowOf<Name>>>;
  real<Name extends 'recovery' | 'throughput'>(
    scenario: Name,
    peers: readonly PeerId[],
    extent: Partial<Extent>,
  ): Promise<ScenarioData[Name]>;
}

type Simulated = Exclude<ScenarioName, 'recovery' | 'throughput' | 'size' | 'set-data'>;
type RowOf<Name extends Simulated> = NonNullable<ScenarioData[Name][PeerId]>;

/** Bundles before the tests of a file, and cleans up after them. */
export function createBench(): Bench {
  let bundles: Bundles;
  beforeAll(async () => {
    bundles = await bundle();
  });
  afterAll(() => bundles.remove());

  async function measure(
    program: 'simulated' | 'real',
    scenario: ScenarioName,
    peers: readonly PeerId[],
    given: Partial<Extent>,
  ) {
    const extent = { repetitions: 1, count: 1, ...given };
    const { data } = await measureInChild(bundles.file(program), { scenario, peers, extent });
    return data;
  }

  return {
    simulated: (scenario, peers, extent) => measure('simulated', scenario, peers, extent) as Promise<never>,
    real: (scenario, peers, extent) => measure('real', scenario, peers, extent) as Promise<never>,
  };
}
