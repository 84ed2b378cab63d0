import { availableParallelism } from 'node:os';
import type { Platform } from '@heartbeat-socket/testing';
import Tinypool from 'tinypool';
import { type Break, bundle } from './bundle';
import type { Chunk, ChunkResult } from './chunk';

export const PLATFORMS: readonly Platform[] = ['weapp', 'alipay', 'h5'];

/** Runs in a chunk: enough for their number not to matter, few enough for the threads to share. */
const CHUNK = 25;
/** Chunks have seeds of their own, and those of two runs must not meet. */
const SEED_STEP = 1_000_003;

/** Splits runs into chunks, the platforms in turn. The same runs and the same seed make the same chunks. */
export function chunksOf(runs: number, seed: number, platforms: readonly Platform[]): Chunk[] {
  return Array.from({ length: Math.ceil(runs / CHUNK) }, (_, index) => ({
    platform: platforms[index % platforms.length] as Platform,
    // Kept to what a seed of fast-check is, 32 bits.
    seed: (seed * SEED_STEP + index) | 0,
    runs: Math.min(CHUNK, runs - index * CHUNK),
  }));
}

/**
 * Runs chunks on all processors, over the source or over a copy that lacks a guard. `heard` is told of each result, and
 * says whether to go on.
 */
export async function runChunks(
  chunks: readonly Chunk[],
  heard: (result: ChunkResult, index: number) => boolean,
  without?: Break,
): Promise<void> {
  const { worker, remove } = await bundle(without);
  const threads = availableParallelism();
  const pool = new Tinypool({ filename: worker, minThreads: 1, maxThreads: threads, isolateWorkers: false });
  let next = 0;
  let isOver = false;
  async function take(): Promise<void> {
    while (!isOver && next < chunks.length) {
      const index = next++;
      const result: ChunkResult = await pool.run(chunks[index]);
      if (!heard(result, index)) isOver = true;
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
