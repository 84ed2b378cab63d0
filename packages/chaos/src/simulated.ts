import { examine } from './model/examine';
import type { Schedule, Step } from './schedule/schedule';
import { createStage } from './stage/create-stage';
import { fake } from './stage/fake-platform';
import { finish, left } from './stage/finish';
import { perform } from './stage/perform';
import type { Stage } from './stage/stage';
import { settle } from './stage/time';
import { Violation } from './violation';

const GOLDEN = 0.618_033_988_749_895;

/** Runs a schedule under a simulated clock, and looks at everything after each step and each timer. Throws a {@link Violation}. */
export async function run(schedule: Schedule): Promise<void> {
  const restore = takeOver();
  const stage = createStage(schedule);
  try {
    let at = 'at the start';
    const look = async () => {
      examine(stage);
      stage.faults.push(...restore.heard.splice(0));
      if (stage.faults.length > 0) throw new Violation(`${at}: ${stage.faults.join('\n')}`);
    };
    const pass = (milliseconds: number) => stage.time.pass(milliseconds, look);
    for (const [index, step] of schedule.steps.entries()) {
      at = `step ${index + 1}, ${JSON.stringify(step)}`;
      await happen(stage, step, pass);
      await settle();
      await look();
    }
    at = 'in the end';
    await finish(stage, pass);
    await settle();
    await look();
    for (const line of left(stage)) throw new Violation(`left behind: ${line}`);
  } finally {
    stage.end();
    fake.reset();
    restore.end();
  }
}

async function happen(stage: Stage, step: Step, pass: (milliseconds: number) => Promise<void>): Promise<void> {
  if (step[0] === 'pass') return pass(step[1]);
  if (step[0] !== 'away') return perform(stage, step);
  await perform(stage, ['hide']);
  await pass(step[1]);
  await perform(stage, ['show']);
}

/** The same schedule runs the same way each time; what nobody catches, and what React complains of, is heard. */
function takeOver() {
  const heard: string[] = [];
  const { random } = Math;
  const { warn, error } = console;
  let last = 0;
  Math.random = () => {
    last = (last + GOLDEN) % 1;
    return last;
  };
  console.warn = () => {};
  // Taro's H5 task complains of each send on a closed socket, and rejects.
  console.error = (...words: unknown[]) => {
    if (!/^SocketTask\.send:fail|^connectSocket:fail/.test(String(words[0])))
      heard.push(`console.error: ${words.join(' ')}`);
  };
  const unhandled = (reason: unknown) => void heard.push(`unhandled rejection: ${reason}`);
  const uncaught = (thrown: unknown) => void heard.push(`uncaught: ${thrown}`);
  process.on('unhandledRejection', unhandled);
  process.on('uncaughtException', uncaught);
  return {
    heard,
    end() {
      Math.random = random;
      Object.assign(console, { warn, error });
      process.off('unhandledRejection', unhandled);
      process.off('uncaughtException', uncaught);
    },
  };
}
