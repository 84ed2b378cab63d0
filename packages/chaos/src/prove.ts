import type { Break } from './bundle';
import { chunksOf, numberOf, PLATFORMS, runChunks } from './threads';

/** Whether a guard's absence was noticed: in which run, and how. */
export interface Proof {
  readonly guard: string;
  readonly foundIn: number | null;
  readonly message: string;
}

/** Takes a guard out of a copy of the source, and runs until that is noticed. */
export async function prove(without: Break, runs: number, seed: number): Promise<Proof> {
  let first: { run: number; message: string } | null = null;
  await runChunks(
    chunksOf(runs, seed, PLATFORMS).map((chunk) => ({ ...chunk, isHasty: true })),
    ({ violation }, index) => {
      const run = violation && numberOf(index, violation.run);
      if (run !== null && run < (first?.run ?? Infinity)) first = { run, message: violation?.message ?? '' };
      return run === null;
    },
    without,
  );
  const found = first as { run: number; message: string } | null;
  return { guard: without.name, foundIn: found?.run ?? null, message: found?.message ?? '' };
}
