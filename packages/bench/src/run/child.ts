import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { PeerId } from '../catalogue';
import type { Extent } from '../scenarios/measurement';
import type { ScenarioName } from '../scenarios/scenario-name';

/** What a child process is told to measure. */
export interface Order {
  readonly scenario: ScenarioName;
  readonly peers: readonly PeerId[];
  readonly extent: Extent;
}

/** What a child has measured. */
export interface Measured {
  readonly data: unknown;
  /** Promises that were rejected, and nobody cared: a page's console would show each. */
  readonly unhandled: number;
}

/** What a child tells: how far it is, and at last what it has measured. */
type Report = { readonly progress: string } | Measured;

/** The garbage collector can be called, and young objects are not collected within a batch of messages. */
const V8_FLAGS = ['--expose-gc', '--max-semi-space-size=128', '--min-semi-space-size=128'];

/** Measures in a process of its own, which ends with the measurement. */
export async function measureInChild(
  file: string,
  order: Order,
  onProgress: (text: string) => void = () => {},
): Promise<Measured> {
  const child = fork(file, [JSON.stringify(order)], {
    execArgv: V8_FLAGS,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  let measured: Measured | undefined;
  child.on('message', (report: Report) => {
    if ('progress' in report) onProgress(report.progress);
    else measured = report;
  });
  const [code, signal] = await once(child, 'close');
  if (code !== 0 || measured === undefined) {
    throw new Error(`${order.scenario} of ${order.peers.join(', ')} ended with ${signal ?? code}:\n${errors}`);
  }
  return measured;
}

/** In the child: does what it was ordered to, reports, and leaves. */
export async function obey(
  measure: (order: Order, progress: (text: string) => void) => Promise<unknown>,
): Promise<void> {
  const order = JSON.parse(process.argv[2] ?? '') as Order;
  let unhandled = 0;
  process.on('unhandledRejection', () => unhandled++);
  const report = (said: Report) =>
    new Promise<void>((resolve) => process.send?.(said, undefined, undefined, () => resolve()));
  const data = await measure(order, (progress) => void report({ progress }));
  await report({ data, unhandled });
  process.exit(0);
}
