import '../stage/dom';
import type { RealResult } from './batch';

/** Runs some schedules side by side; React and Taro are loaded once there is a document. */
export default async function work(seeds: readonly number[]): Promise<RealResult[]> {
  const { runBatch } = await import('./batch');
  return runBatch(seeds);
}
