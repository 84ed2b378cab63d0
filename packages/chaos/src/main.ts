import { Command, InvalidArgumentError, Option } from 'commander';
import ora from 'ora';
import { KINDS } from './breaks';
import type { ChunkResult, FoundViolation } from './chunk';
import { addUp, printReal, printSchedule, printTotals, printViolation, type Totals } from './print';
import { prove } from './prove';
import type { RealResult } from './real/batch';
import { chunksOf, PLATFORMS, runChunks, runRealBatches, seedOf } from './threads';

interface Arguments {
  readonly runs: number;
  readonly seed: number;
  readonly platform?: (typeof PLATFORMS)[number];
  readonly path?: string;
  readonly react: '18' | '19';
  readonly real?: boolean;
  readonly prove?: boolean;
  readonly only?: string;
}

function wholeNumber(least: number) {
  return (text: string): number => {
    const number = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(number) && number >= least) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${least} up.`);
  };
}

const program = new Command('npm run chaos --')
  .description('Random schedules of faults against useHeartbeatSocket, checked after every step.')
  .option('--runs <n>', 'how many schedules, the platforms in turn', wholeNumber(1), 500)
  .option('--seed <n>', 'the same seed makes the same schedules', wholeNumber(Number.MIN_SAFE_INTEGER), 1)
  .addOption(new Option('--platform <name>', 'only this one').choices(PLATFORMS))
  .addOption(
    new Option('--react <version>', 'under 19 its Activity hides and shows components too')
      .choices(['18', '19'])
      .default('18')
      .conflicts(['prove', 'real']),
  )
  .addOption(new Option('--path <path>', 'only the schedule that a report names').conflicts('prove'))
  .addOption(new Option('--prove', 'takes guards out of a copy of the source, one at a time: each has to be missed'))
  .option('--only <text>', 'with --prove: only guards, or kinds of them, in whose name this stands')
  .addOption(
    new Option('--real', 'real sockets on loopback, through a proxy that fails').conflicts(['prove', 'platform']),
  );

const given = program.parse().opts<Arguments>();
if (given.path !== undefined && !given.platform && !given.real)
  program.error('--path goes with the --seed and the --platform, or --real, of its report');

const began = Date.now();
const seconds = () => `${((Date.now() - began) / 1_000).toFixed(0)} s`;

async function runSimulated({ runs, seed, platform, path, react }: Arguments): Promise<boolean> {
  const platforms = platform ? [platform] : PLATFORMS;
  const chunks = path && platform ? [{ platform, seed, path, runs: 1 }] : chunksOf(runs, seed, platforms);
  const totals: Totals = {};
  const violations: FoundViolation[] = [];
  const spinner = ora('chaos').start();
  let done = 0;
  const heard = (result: ChunkResult, index: number) => {
    addUp(totals, chunks[index]?.platform ?? '', result);
    if (result.violation) violations.push(result.violation);
    done += result.runs;
    spinner.text = `${done} of ${runs} runs, ${violations.length} violations, ${seconds()}`;
    return true;
  };
  await runChunks(chunks, heard, { react });
  spinner.stop();
  for (const violation of violations) console.log(`\n${printViolation(violation, react)}`);
  console.log(`${printTotals(totals)}\n${violations.length} violations in ${done} runs, ${seconds()}`);
  return violations.length === 0;
}

async function runProof({ runs, seed, only }: Arguments): Promise<boolean> {
  let isProven = true;
  for (const [kind, guards] of KINDS) {
    console.log(`\n${kind}`);
    for (const without of guards) {
      if (only !== undefined && !`${kind}: ${without.name}`.includes(only)) continue;
      const spinner = ora(`without the ${without.name}`).start();
      const { foundIn, violation } = await prove(without, runs, seed);
      const ofSeed = without.seed === undefined ? '' : ` of seed ${without.seed}`;
      if (violation === null) spinner.fail(`without the ${without.name}: nothing found in ${runs} runs`);
      else
        spinner.succeed(`without the ${without.name}: found in run ${foundIn}${ofSeed}\n${printSchedule(violation)}`);
      isProven &&= violation !== null;
    }
  }
  return isProven;
}

async function runReal({ runs, seed, path }: Arguments): Promise<boolean> {
  const seeds = path === undefined ? Array.from({ length: runs }, (_, index) => seedOf(seed, index)) : [seed];
  const wrong: RealResult[] = [];
  const spinner = ora('real sockets').start();
  let done = 0;
  await runRealBatches(seeds, (results) => {
    wrong.push(...results.filter(({ message }) => message !== null));
    done += results.length;
    spinner.text = `${done} of ${seeds.length} runs, ${wrong.length} violations, ${seconds()}`;
  });
  spinner.stop();
  for (const { seed: its, schedule, message } of wrong) console.log(`\n${printReal(schedule, its, message ?? '')}`);
  console.log(`${wrong.length} violations in ${done} runs on real sockets, ${seconds()}`);
  return wrong.length === 0;
}

const runAll = given.real ? runReal : given.prove ? runProof : runSimulated;
const isFine = await runAll(given);
process.exitCode = isFine ? 0 : 1;
