import type { Break } from './bundle';
import type { Chunk, FoundViolation } from './chunk';
import { chunksOf, numberOf, PLATFORMS, runChunks } from './threads';

/** Whether a guard's absence was noticed: in which run, and how. */
export interface Proof {
  readonly guard: string;
  readonly foundIn: number | null;
  /** The smallest schedule that shows it. */
  readonly violation: FoundViolation | null;
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

/** Takes a guard out of a copy of the source, and runs until that is noticed; then makes the schedule small. */
export async function prove(without: Break, runs: number, seed: number): Promise<Proof> {
  const faults = await faultsOfSource(runs, seed);
  const chunks = hastyChunks(runs, seed);
  let first: { index: number; violation: FoundViolation } | undefined;
  await runChunks(
    chunks,
    ({ violation }, index) => {
      const isProof = violation !== null && violation.run < (faults.get(index) ?? Infinity);
      if (!isProof) return true;
      if (index < (first?.index ?? Infinity)) first = { index, violation };
      return false;
    },
    without,
  );
  if (!first) return { guard: without.name, foundIn: null, violation: null };
  const { index, violation } = first;
  let smallest = violation;
  const { platform, seed: its } = chunks[index] as Chunk;
  await runChunks(
    [{ platform, seed: its, runs: violation.run }],
    (result) => {
      smallest = result.violation ?? violation;
      return true;
    },
    without,
  );
  return { guard: without.name, foundIn: numberOf(index, violation.run), violation: smallest };
}
