import type { Break } from './bundle';
import type { Chunk } from './chunk';
import { chunksOf, numberOf, PLATFORMS, runChunks } from './threads';

/** Whether a guard's absence was noticed: in which run, and how. */
export interface Proof {
  readonly guard: string;
  readonly foundIn: number | null;
  readonly message: string;
}

const hastyChunks = (runs: number, seed: number): readonly Chunk[] =>
  chunksOf(runs, seed, PLATFORMS).map((chunk) => ({ ...chunk, isHasty: true }));

const known = new Map<string, Promise<ReadonlyMap<number, number>>>();

/** What is wrong with the guard in its place proves nothing: by chunk, the first run that finds something. */
function faultsOfSource(runs: number, seed: number): Promise<ReadonlyMap<number, number>> {
  const key = `${runs} ${seed}`;
  const faults = known.get(key) ?? findFaults(runs, seed);
  known.set(key, faults);
  return faults;
}

async function findFaults(runs: number, seed: number): Promise<ReadonlyMap<number, number>> {
  const faults = new Map<number, number>();
  await runChunks(hastyChunks(runs, seed), ({ violation }, index) => {
    if (violation) faults.set(index, violation.run);
    return true;
  });
  return faults;
}

/** Takes a guard out of a copy of the source, and runs until that is noticed. */
export async function prove(without: Break, runs: number, seed: number): Promise<Proof> {
  const faults = await faultsOfSource(runs, seed);
  let first: { run: number; message: string } | null = null;
  await runChunks(
    hastyChunks(runs, seed),
    ({ violation }, index) => {
      const isProof = violation !== null && violation.run < (faults.get(index) ?? Infinity);
      if (!isProof) return true;
      const run = numberOf(index, violation.run);
      if (run < (first?.run ?? Infinity)) first = { run, message: violation.message };
      return false;
    },
    without,
  );
  const found = first as { run: number; message: string } | null;
  return { guard: without.name, foundIn: found?.run ?? null, message: found?.message ?? '' };
}
