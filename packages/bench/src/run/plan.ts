import type { PeerId } from '../catalogue';
import { participants } from '../catalogue';
import type { Extent } from '../scenarios/measurement';
import type { ScenarioName } from '../scenarios/scenario-name';
import { measureSetData } from '../scenarios/set-data';
import { measureSize } from '../scenarios/size';
import type { Bundles } from './bundle';
import { type Measured, measureInChild } from './child';

/** How much of each scenario is run. */
export type Pace = 'full' | 'quick';

/** How a scenario is run. */
interface Plan {
  /** In this process; in one process for all peers, on real sockets; or in one for each peer, on a simulated clock. */
  readonly where: 'here' | 'real' | 'simulated';
  readonly extents: Readonly<Record<Pace, Extent>>;
}

/** `repetitions` and `count` mean what the scenario makes of them. */
const PLANS: Readonly<Record<ScenarioName, Plan>> = {
  'half-open': {
    where: 'simulated',
    extents: { full: { repetitions: 20, count: 1 }, quick: { repetitions: 2, count: 1 } },
  },
  recovery: { where: 'real', extents: { full: { repetitions: 50, count: 1 }, quick: { repetitions: 3, count: 1 } } },
  herd: {
    where: 'simulated',
    extents: { full: { repetitions: 1, count: 10_000 }, quick: { repetitions: 1, count: 200 } },
  },
  render: {
    where: 'simulated',
    extents: { full: { repetitions: 1, count: 200 }, quick: { repetitions: 1, count: 200 } },
  },
  'set-data': {
    where: 'here',
    extents: { full: { repetitions: 1, count: 1_000 }, quick: { repetitions: 1, count: 100 } },
  },
  throughput: {
    where: 'real',
    extents: { full: { repetitions: 30, count: 20_000 }, quick: { repetitions: 3, count: 2_000 } },
  },
  churn: {
    where: 'simulated',
    extents: { full: { repetitions: 1, count: 10_000 }, quick: { repetitions: 1, count: 50 } },
  },
  traffic: {
    where: 'simulated',
    extents: { full: { repetitions: 10, count: 1 }, quick: { repetitions: 1, count: 1 } },
  },
  size: { where: 'here', extents: { full: { repetitions: 1, count: 1 }, quick: { repetitions: 1, count: 1 } } },
};

/** How many processes measure at the same time on a simulated clock, where nothing depends on the machine's speed. */
const AT_ONCE = 2;

/** What a scenario gave, and how many rejections nobody handled, by peer, or of all together. */
export interface Outcome {
  readonly data: unknown;
  readonly unhandled: Readonly<Record<string, number>>;
}

/** Runs one scenario with those of the peers that take part. */
export async function measure(
  scenario: ScenarioName,
  pace: Pace,
  bundles: Bundles,
  onProgress: (text: string) => void = () => {},
  peers: readonly PeerId[] = participants(scenario),
): Promise<Outcome> {
  const { where, extents } = PLANS[scenario];
  const extent = extents[pace];
  if (scenario === 'size') return { data: await measureSize(peers), unhandled: {} };
  if (scenario === 'set-data') return { data: await measureSetData(extent), unhandled: {} };
  if (where === 'real') {
    const { data, unhandled } = await measureInChild(bundles.file('real'), { scenario, peers, extent }, onProgress);
    return { data, unhandled: unhandled > 0 ? { all: unhandled } : {} };
  }

  const waiting = [...peers];
  const outcomes = new Map<PeerId, Measured>();
  async function work(): Promise<void> {
    for (let id = waiting.shift(); id; id = waiting.shift()) {
      onProgress(`${outcomes.size} of ${peers.length} done, now ${id}`);
      outcomes.set(id, await measureInChild(bundles.file('simulated'), { scenario, peers: [id], extent }));
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const rows = peers.map((id) => [id, outcomes.get(id)] as const);
  return {
    data: Object.assign({}, ...rows.map(([, measured]) => measured?.data)),
    unhandled: Object.fromEntries(rows.flatMap(([id, own]) => (own && own.unhandled > 0 ? [[id, own.unhandled]] : []))),
  };
}
