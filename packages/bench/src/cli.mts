import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Listr, PRESET_TIMER } from 'listr2';
import { writeReport } from './report/write-report';
import { bundle } from './run/bundle';
import { measure, type Pace } from './run/plan';
import { circumstances, type Results, type ScenarioData } from './run/results';
import { SCENARIO_NAMES, type ScenarioName } from './scenarios/scenario-name';

const RESULTS = fileURLToPath(new URL('../results.json', import.meta.url));

const given = new Command('npm run bench --')
  .description('Measures the hook side by side with its peers, and writes docs/benchmarks.md.')
  .option('--only <scenarios>', `some of ${SCENARIO_NAMES.join(',')}; the others keep their figures`, scenariosOf)
  .addOption(new Option('--quick', 'a little of everything, to see that it works; writes nothing').conflicts('pages'))
  .addOption(new Option('--pages', 'writes the pages anew from the last results').conflicts('only'))
  .parse()
  .opts<{ only?: readonly ScenarioName[]; quick?: boolean; pages?: boolean }>();

if (given.pages) report(readResults());
else await run(given.only ?? SCENARIO_NAMES, given.quick ? 'quick' : 'full');

async function run(chosen: readonly ScenarioName[], pace: Pace): Promise<void> {
  const { scenarios, unhandled } = await measureAll(chosen, pace);
  const missing = chosen.filter((name) => !(name in scenarios));
  if (missing.length > 0) {
    console.error(`not measured: ${missing.join(', ')}`);
    process.exitCode = 1;
  }
  if (pace === 'quick') {
    console.log(JSON.stringify(scenarios, null, 2));
    console.log('A quick run only shows that the bench works: it writes neither results nor pages.');
    return;
  }
  const now = circumstances();
  const before = existsSync(RESULTS) ? readResults() : undefined;
  // What was not measured this time keeps its figures, if it was measured on the same machine with the same versions.
  const isSame = before && isDeepStrictEqual([before.machine, before.versions], [now.machine, now.versions]);
  const results: Results = {
    ...now,
    scenarios: { ...(isSame && before.scenarios), ...scenarios },
    dates: {
      ...(isSame && before.dates),
      ...Object.fromEntries(Object.keys(scenarios).map((name) => [name, now.date])),
    },
    unhandled: { ...(isSame && before.unhandled), ...unhandled },
  };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  report(results);
}

async function measureAll(
  chosen: readonly ScenarioName[],
  pace: Pace,
): Promise<Pick<Results, 'scenarios' | 'unhandled'>> {
  const bundles = await bundle();
  const scenarios: Partial<Record<ScenarioName, unknown>> = {};
  const unhandled: Results['unhandled'] = {};
  const tasks = chosen.map((name) => ({
    title: name,
    task: async (_context: unknown, task: { output: string }) => {
      const outcome = await measure(name, pace, bundles, (progress) => {
        task.output = progress;
      });
      scenarios[name] = outcome.data;
      unhandled[name] = outcome.unhandled;
    },
  }));
  try {
    await new Listr(tasks, {
      // One that fails must not cost what the others have measured in minutes.
      exitOnError: false,
      rendererOptions: { timer: PRESET_TIMER },
      fallbackRendererOptions: { timer: PRESET_TIMER },
    }).run();
  } finally {
    await bundles.remove();
  }
  return { scenarios: scenarios as Partial<ScenarioData>, unhandled };
}

function report(results: Results): void {
  for (const file of writeReport(results)) console.log(`wrote ${file}`);
}

function readResults(): Results {
  return JSON.parse(readFileSync(RESULTS, 'utf8')) as Results;
}

function scenariosOf(list: string): ScenarioName[] {
  return list.split(',').map((text) => {
    const name = SCENARIO_NAMES.find((each) => each === text);
    if (!name) throw new InvalidArgumentError(`There is no "${text}", but ${SCENARIO_NAMES.join(', ')}.`);
    return name;
  });
}
