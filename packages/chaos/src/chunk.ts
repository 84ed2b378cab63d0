import type { Platform } from '@heartbeat-socket/testing';
import fc from 'fast-check';
import { schedules } from './schedule/arbitrary';
import type { Schedule, Step } from './schedule/schedule';
import { run } from './simulated';

/** Some runs on one platform, all of one seed. */
export interface Chunk {
  readonly platform: Platform;
  readonly seed: number;
  readonly runs: number;
  /** Only this one, as an earlier report named it. */
  readonly path?: string | undefined;
  /** Milliseconds in which a violation is made small. */
  readonly shrinkFor?: number;
}

/** What came of it. The first violation ends a chunk, once it has been made as small as it gets. */
export interface ChunkResult {
  readonly runs: number;
  readonly steps: number;
  /** How often each kind of step came. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly violation: FoundViolation | null;
}

/** A violation, and the smallest schedule that shows it. */
export interface FoundViolation {
  readonly seed: number;
  readonly path: string;
  /** Its number within the chunk, from 1. */
  readonly run: number;
  readonly schedule: Schedule;
  readonly message: string;
}

/** However long a schedule is, making it smaller must not take longer than the runs. */
const SHRINK_LIMIT = 20_000;

/**
 * The kit notes for each timer where it comes from, which takes a third of the time. Without a limit that is a number
 * no error has a stack (V8), whatever the kit sets it to.
 */
async function withoutStacks(work: () => Promise<void>): Promise<void> {
  const limit = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit') as PropertyDescriptor;
  Object.defineProperty(Error, 'stackTraceLimit', { get: () => undefined, set() {}, configurable: true });
  try {
    await work();
  } finally {
    Object.defineProperty(Error, 'stackTraceLimit', limit);
  }
}

/** Runs a chunk in this thread, which has to have a document. */
export async function runChunk({ platform, seed, runs, path, shrinkFor = SHRINK_LIMIT }: Chunk): Promise<ChunkResult> {
  const kinds: Record<string, number> = {};
  let steps = 0;
  let hasFailed = false;
  let failedAt = 0;
  const property = fc.asyncProperty(schedules(platform), async (schedule) => {
    const mayShrink = !hasFailed || Date.now() - failedAt < shrinkFor;
    // Beyond the limit every smaller one passes, and the smallest found so far stays.
    if (!mayShrink) return;
    if (!hasFailed) count(schedule.steps);
    try {
      if (hasFailed) await run(schedule);
      else await withoutStacks(() => run(schedule));
    } catch (thrown) {
      if (hasFailed) throw thrown;
      failedAt = Date.now();
      hasFailed = true;
      // The same again, and now with where it comes from.
      await run(schedule);
      throw thrown;
    }
  });

  function count(taken: readonly Step[]): void {
    steps += taken.length;
    for (const [kind] of taken) kinds[kind] = (kinds[kind] ?? 0) + 1;
  }

  const details = await fc.check(property, {
    seed,
    numRuns: runs,
    endOnFailure: shrinkFor === 0 || path !== undefined,
    ...(path && { path }),
  });
  const { failed, counterexample, counterexamplePath, numRuns, errorInstance } = details;
  if (!failed) return { runs: numRuns, steps, kinds, violation: null };
  const [schedule] = counterexample as [Schedule];
  const message = errorInstance instanceof Error ? describe(errorInstance) : String(errorInstance);
  return {
    runs: numRuns,
    steps,
    kinds,
    violation: { seed, path: counterexamplePath ?? '', run: numRuns, schedule, message },
  };
}

/** A violation speaks for itself; what is none shows where it comes from. */
const describe = (error: Error) => (error.name === 'Violation' ? error.message : (error.stack ?? error.message));
