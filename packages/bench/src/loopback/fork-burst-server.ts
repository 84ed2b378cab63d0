import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { BurstServer } from '../scenarios/throughput';

/** Starts the burst server as a process of its own; it ends when this process lets go of it. */
export async function forkBurstServer(file: URL): Promise<BurstServer & { close(): void }> {
  const child = fork(file, { execArgv: [] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { port, burst: (order) => void child.send(order), close: () => child.disconnect() };
}
