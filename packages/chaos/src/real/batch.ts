import { connectSocket } from '@tarojs/taro';
import { runReal } from './run';
import { type RealSchedule, scheduleOf } from './schedule';

/** What came of one schedule. */
export interface RealResult {
  readonly seed: number;
  readonly schedule: RealSchedule;
  /** What was wrong, or null. */
  readonly message: string | null;
}

/** Runs the schedules of these seeds side by side; Taro's H5 files, which this thread has of its own, allow five sockets. */
export async function runBatch(seeds: readonly number[]): Promise<RealResult[]> {
  const unhandled: string[] = [];
  const hear = (reason: unknown) => void unhandled.push(`unhandled rejection: ${reason}`);
  const { error } = console;
  // Taro complains of each send on a closed socket, and rejects.
  console.error = () => {};
  process.on('unhandledRejection', hear);
  const results = await Promise.all(seeds.map(runOne));
  const leak = await takenSlots();
  process.off('unhandledRejection', hear);
  console.error = error;
  const [fault] = [...unhandled, ...(leak > 0 ? [`${leak} of Taro's five slots are still taken`] : [])];
  // Which of them it was nobody knows; so it is told of the first that has nothing else to tell.
  return results.map((result, index) =>
    index === 0 ? { ...result, message: result.message ?? fault ?? null } : result,
  );
}

async function runOne(seed: number): Promise<RealResult> {
  const schedule = scheduleOf(seed);
  try {
    await runReal(schedule);
    return { seed, schedule, message: null };
  } catch (thrown) {
    const isViolation = thrown instanceof Error && thrown.name === 'Violation';
    return { seed, schedule, message: isViolation ? thrown.message : String((thrown as Error).stack) };
  }
}

/** Takes all five slots, and gives them back. */
async function takenSlots(): Promise<number> {
  // Nobody listens there: a refused socket is all that it takes.
  const url = 'ws://127.0.0.1:9';
  const answers = await Promise.allSettled(Array.from({ length: 5 }, () => connectSocket({ url })));
  for (const answer of answers) if (answer.status === 'fulfilled') answer.value.close({});
  return answers.filter(({ status }) => status === 'rejected').length;
}
