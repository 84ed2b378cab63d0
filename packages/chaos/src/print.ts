import { inspect } from 'node:util';
import Table from 'cli-table3';
import type { ChunkResult, FoundViolation } from './chunk';
import type { RealSchedule } from './real/schedule';
import type { Schedule } from './schedule/schedule';

/** A violation as its reader needs it: what, the line that repeats it, and a test to keep. */
export function printViolation({ schedule, message, seed, path }: FoundViolation, react: '18' | '19'): string {
  const under = react === '18' ? '' : ` --react ${react}`;
  const repeat = `npm run chaos -- --platform ${schedule.platform}${under} --seed ${seed} --path ${path}`;
  return [
    message,
    '',
    `repeat it:  ${repeat}`,
    `keep it, in packages/chaos/src/found${react === '18' ? '' : ', in a *.react-19.test.ts'}:`,
    '',
    printTest(schedule, message),
  ].join('\n');
}

/** What a schedule shows, and the schedule, a line each. */
export function printSchedule({ message, schedule: { platform, setting, steps } }: FoundViolation): string {
  const line = (value: unknown) => inspect(value, { depth: null, breakLength: Number.POSITIVE_INFINITY });
  const [what = ''] = message.split('\n');
  return [what.slice(0, 200), `on ${platform}, ${line(setting)}`, ...steps.map(line)]
    .map((each) => `    ${each}`)
    .join('\n');
}

/** A schedule as a test. */
export function printTest(schedule: Schedule, message: string): string {
  const { platform, setting, steps } = schedule;
  const [what = ''] = message.replace(/^[^:]*: /, '').split('\n');
  const line = (value: unknown) => {
    const printed = inspect(value, { depth: null, breakLength: Number.POSITIVE_INFINITY, compact: true });
    // Node pads brackets, and this code does not.
    return printed.replace(/^\[ (.*) \]$/, '[$1]');
  };
  return [
    `it(${line(`on ${platform}: ${what.slice(0, 90)}`)}, () =>`,
    '  run({',
    `    platform: ${line(platform)},`,
    `    setting: ${line(setting)},`,
    '    steps: [',
    ...steps.map((step) => `      ${line(step)},`),
    '    ],',
    '  }));',
  ].join('\n');
}

/** A schedule on real sockets that ended badly. Time is real, so it may take a few tries to repeat. */
export function printReal({ strict, steps }: RealSchedule, seed: number, message: string): string {
  const repeat = `npm run chaos -- --real --seed ${seed} --path 0`;
  const lines = steps.map((step) => `  ${inspect(step, { breakLength: Number.POSITIVE_INFINITY })}`);
  return [
    message,
    '',
    `repeat it:  ${repeat}`,
    `${strict ? 'under StrictMode' : 'without StrictMode'}:`,
    ...lines,
  ].join('\n');
}

/** Results by platform. */
export type Totals = Record<string, { runs: number; steps: number; violations: number; kinds: Record<string, number> }>;

/** Adds a result to the totals of its platform. */
export function addUp(totals: Totals, platform: string, { runs, steps, kinds, violation }: ChunkResult): void {
  const total = totals[platform] ?? { runs: 0, steps: 0, violations: 0, kinds: {} };
  totals[platform] = total;
  total.runs += runs;
  total.steps += steps;
  total.violations += violation ? 1 : 0;
  for (const [kind, count] of Object.entries(kinds)) total.kinds[kind] = (total.kinds[kind] ?? 0) + count;
}

/** The closing tables: runs, and steps by kind, of each platform. */
export function printTotals(totals: Totals): string {
  const platforms = Object.keys(totals);
  const plain = { style: { head: [], border: [] } };
  const runs = new Table({ ...plain, head: ['', 'runs', 'steps', 'violations'] });
  for (const name of platforms) {
    const { runs: count = 0, steps = 0, violations = 0 } = totals[name] ?? {};
    runs.push([name, count, steps, violations]);
  }
  const kinds = new Table({ ...plain, head: ['step', ...platforms] });
  const names = new Set(platforms.flatMap((name) => Object.keys(totals[name]?.kinds ?? {})));
  for (const kind of [...names].sort()) kinds.push([kind, ...platforms.map((name) => totals[name]?.kinds[kind] ?? 0)]);
  return `${kinds}\n${runs}`;
}
