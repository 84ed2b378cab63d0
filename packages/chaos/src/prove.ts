import type { Break } from './bundle';
import type { Chunk, FoundViolation } from './chunk';
import { chunksOf, numberOf, PLATFORMS, runChunks } from './threads';

/** Whether a guard's absence was noticed: in which run, and how. */
export interface Proof {
  readonly guard: string;
  readonly foundIn: number | null;
  /** The smallest schedule found that shows it. */
  readonly violation: FoundViolation | null;
}

/** Proofs are many, and small enough after this. */
const SHRINK_PROOF = 8_000;

const known = new Map<number, Promise<number>>();

/** What is wrong with the guard in its place proves nothing: the first run of a chunk that finds something so. */
function faultOfSource(chunk: Chunk): Promise<number> {
  const fault = known.get(chunk.seed) ?? findFault(chunk);
  known.set(chunk.seed, fault);
  return fault;
}

async function findFault(chunk: Chunk): Promise<number> {
  let run = Number.POSITIVE_INFINITY;
  await runChunks([{ ...chunk, shrinkFor: 0 }], ({ violation }) => {
    run = violation?.run ?? run;
    return false;
  });
  return run;
}

/**
 * Takes a guard out of a copy of the source, and runs until that is noticed; then makes the schedule small.
 *
 * @param seed - Of all but the rare ones, which have their own.
 * @param shrinkFor - For how long, in milliseconds; with 0 the schedule stays as it is.
 */
export async function prove(without: Break, runs: number, seed: number, shrinkFor = SHRINK_PROOF): Promise<Proof> {
  const chunks = chunksOf(runs, without.seed ?? seed, PLATFORMS).map((chunk) => ({ ...chunk, shrinkFor }));
  const found: Array<{ readonly index: number; readonly violation: FoundViolation }> = [];
  await runChunks(
    chunks,
    async ({ violation }, index) => {
      const isProof = violation !== null && violation.run < (await faultOfSource(chunks[index] as Chunk));
      if (isProof) found.push({ index, violation });
      return !isProof;
    },
    { without },
  );
  const [first] = found.sort((one, other) => one.index - other.index);
  if (first) {
    const { index, violation } = first;
    return { guard: without.name, foundIn: numberOf(index, violation.run), violation };
  }
  return { guard: without.name, foundIn: null, violation: null };
}
