import { vi } from 'vitest';
import { createFakeTaro, type FakeTaro, type Knobs, type Platform, type Runtime } from '../../src';
import { elapse, end, type Functions, functionsOf, PLATFORMS, type Task, URL } from '../stage';
import { picture } from './picture';

/** A story that is told on Taro's layer of this package, and on Taro's own. */
export interface Story {
  readonly name: string;
  /** Where it is told; everywhere unless given. */
  readonly platforms?: readonly Platform[];
  readonly knobs?: Partial<Knobs>;
  play(stage: Stage): Promise<void>;
}

/** What a story can do, and how it writes down what it sees. */
export interface Stage {
  readonly fake: FakeTaro;
  readonly platform: Platform;
  readonly taro: Functions;
  note(what: string, value?: unknown): void;
  /** Notes what a call gives: at once, or what its promise settles with. */
  call(what: string, act: () => unknown): Promise<void>;
  /** Connects, notes what becomes of it, and listens unless told not to. */
  connect(options?: object, hears?: boolean): Promise<Task | undefined>;
  /** The same, with the connection open. */
  open(options?: object, hears?: boolean): Promise<Task>;
  listen(task: Task, as?: string): void;
}

/** What was seen: notes in order, each with the calls of the platform made by then, and these calls. */
export interface Seen {
  readonly notes: readonly unknown[];
  readonly calls: readonly unknown[];
  readonly console: readonly unknown[];
}

const METHODS = [
  'onOpen',
  'onMessage',
  'onError',
  'onClose',
  'offOpen',
  'offMessage',
  'offError',
  'offClose',
  'send',
  'close',
];

/** What a program can see of a task. */
function taskPicture(result: object): object {
  const { ws, ...own } = result as Record<string, unknown>;
  return {
    own: Object.keys(result).sort(),
    methods: METHODS.filter((name) => typeof (result as Functions)[name] === 'function'),
    values: picture(own),
    readyState: picture((result as Task).readyState),
    ws: typeof ws,
  };
}

function createStage(fake: FakeTaro, platform: Platform): { stage: Stage; notes: unknown[] } {
  const notes: unknown[] = [];
  const taro = functionsOf(fake);
  const note = (what: string, value?: unknown) => void notes.push([fake.log.length, what, picture(value)]);

  /** How many turns of a promise pass until the thing is over. */
  function countTurns() {
    const counter = { turns: 0, isOver: false };
    const turn = (): unknown => {
      counter.turns += 1;
      return counter.isOver || counter.turns > 50 || Promise.resolve().then(turn);
    };
    Promise.resolve().then(turn);
    return counter;
  }

  const stage: Stage = {
    fake,
    platform,
    taro,
    note,
    async call(what, act) {
      try {
        const given = act();
        if (!(given instanceof Promise)) return note(`${what} gave`, given);
        given.then(
          (value) => note(`${what} resolved`, value),
          (failure) => note(`${what} rejected`, failure),
        );
      } catch (failure) {
        note(`${what} threw`, failure);
      }
      await elapse();
    },
    async connect(options = {}, hears = true) {
      let task: Task | undefined;
      let counter = { turns: 0, isOver: true };
      const success = (result: unknown) => {
        note('success', result);
        counter = countTurns();
      };
      const promise = taro.connectSocket?.({ url: URL, success, ...options }) as Promise<Task>;
      note('connectSocket gave', Object.keys(promise));
      promise.then(
        (result) => {
          counter.isOver = true;
          note(`resolved after ${counter.turns} turns`, taskPicture(result));
          if (typeof result.onOpen !== 'function') return;
          task = result;
          if (hears) stage.listen(task);
        },
        (failure) => note('rejected', failure),
      );
      note('connectSocket returned');
      await elapse(100);
      return task;
    },
    async open(options, hears) {
      const task = await stage.connect(options, hears);
      fake.server.accept();
      await elapse(100);
      if (!task) throw new Error('the story needs a task');
      return task;
    },
    listen(task, as = '') {
      const on = (name: 'onOpen' | 'onMessage' | 'onError' | 'onClose') =>
        note(
          `${name} gave`,
          task[name]((...args: unknown[]) => note(`${as}${name}`, args)),
        );
      on('onOpen');
      on('onMessage');
      on('onError');
      on('onClose');
    },
  };
  return { stage, notes };
}

/** Tells a story, on the layer of this package or on that of a runtime. */
export async function tell(platform: Platform, story: Story, runtime?: Runtime): Promise<Seen> {
  vi.useFakeTimers({ now: 1_000_000 });
  const fake = createFakeTaro({ platform });
  fake.reset({ platform, ...story.knobs, runtime });
  const printed: unknown[] = [];
  const spies = (['warn', 'error'] as const).map((level) =>
    vi
      .spyOn(console, level)
      .mockImplementation((...args) => void printed.push([level, ...args.map((each) => picture(each))])),
  );
  try {
    const { stage, notes } = createStage(fake, platform);
    await story.play(stage);
    await elapse(100);
    const calls = fake.log.map(({ name, args }) => [name, ...args.map((each) => picture(each))]);
    return { notes, calls, console: printed };
  } finally {
    end(fake);
    for (const spy of spies) spy.mockRestore();
    vi.useRealTimers();
  }
}

/** Whether a story is for a platform. */
export const isFor = ({ platforms = PLATFORMS }: Story, platform: Platform) => platforms.includes(platform);
