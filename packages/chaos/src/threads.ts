import { availableParallelism } from 'node:os';
import type { Platform } from '@heartbeat-socket/testing';
import Tinypool from 'tinypool';
import { type Bundle, bundleReal, bundleSimulated, type Differences } from './bundle';
import type { Chunk, ChunkResult } from './chunk';
import type { RealResult } from './real/batch';

export const PLATFORMS: readonly Platform[] = ['weapp', 'alipay', 'h5'];

/** Runs in a chunk: enough for their number not to matter, few enough for the threads to share. */
const CHUNK = 25;
/** Chunks have seeds of their own, and those of two runs must not meet. */
const SEED_STEP = 1_000_003;
/** Real schedules mostly wait, so that more threads than processors are busy; each has Taro's five slots. */
const REAL_THREADS = 4;
const BATCH = 4;

/** The seed of one of many, kept to what a seed of fast-check is, 32 bits. */
export const seedOf = (seed: number, index: number): number => (seed * SEED_STEP + index) | 0;

/** Splits runs into chunks, the platforms in turn. The same runs and the same seed make the same chunks. */
export function chunksOf(runs: number, seed: number, platforms: readonly Platform[]): Chunk[] {
  return Array.from({ length: Math.ceil(runs / CHUNK) }, (_, index) => ({
    platform: platforms[index % platforms.length] as Platform,
    seed: seedOf(seed, index),
    runs: Math.min(CHUNK, runs - index * CHUNK),
  }));
}

/** Runs chunks on all processors. `heard` is told of each result, and says whether to go on. */
export async function runChunks(
  chunks: readonly Chunk[],
  heard: (result: ChunkResult, index: number) => boolean | Promise<boolean>,
  differences?: Differences,
): Promise<void> {
  await inThreads(await bundleSimulated(differences), availableParallelism(), chunks, heard);
}

/** Runs schedules on real sockets, by their seeds, in batches side by side. */
export async function runRealBatches(
  seeds: readonly number[],
  heard: (results: readonly RealResult[]) => void,
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(seeds.length / BATCH) }, (_, index) =>
    seeds.slice(index * BATCH, (index + 1) * BATCH),
  );
  await inThreads<readonly number[], RealResult[]>(await bundleReal(), REAL_THREADS, batches, (results) => {
    heard(results);
    return true;
  });
}

/** Gives tasks to as many threads, until there are none left or `heard` has had enough. */
async function inThreads<Task, Result>(
  { worker, remove }: Bundle,
  threads: number,
  tasks: readonly Task[],
  heard: (result: Result, index: number) => boolean | Promise<boolean>,
): Promise<void> {
  const pool = new Tinypool({ filename: worker, minThreads: 1, maxThreads: threads, isolateWorkers: false });
  let next = 0;
  let isOver = false;
  async function take(): Promise<void> {
    while (!isOver && next < tasks.length) {
      const index = next++;
      const result: Result = await pool.run(tasks[index]);
      if (!(await heard(result, index))) isOver = true;
    }
  }
  try {
    await Promise.all(Array.from({ length: threads }, take));
  } finally {
    await pool.destroy();
    await remove();
  }
}

/** The number of a run among all runs of its chunks, from 1. */
export const numberOf = (index: number, run: number): number => index * CHUNK + run;
