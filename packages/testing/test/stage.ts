import { afterEach, beforeEach, vi } from 'vitest';
import { createFakeTaro, type FakeTaro, type FakeTaroOptions } from '../src';

export const URL = 'wss://bid.example.com/ws?token=secret';
export const PLATFORMS = ['weapp', 'alipay', 'h5'] as const;
export const MINI = ['weapp', 'alipay'] as const;

type Listener = (event?: Record<string, unknown>) => void;

/** Taro's functions as these tests call them. */
export type Functions = Record<string, (argument?: unknown) => unknown>;
export const functionsOf = (fake: FakeTaro) => fake.taro as Functions;

/** A SocketTask, with what only some platforms have. */
export interface Task {
  onOpen(listener: Listener): void;
  onMessage(listener: Listener): void;
  onError(listener: Listener): void;
  onClose(listener: Listener): void;
  send(options: object): unknown;
  close(options?: object): unknown;
  readonly readyState?: number;
  readonly ws?: { binaryType: string };
}

/** A fake for the tests of one file: each begins anew under fake timers, and nothing is left after the last. */
export function setUpFake(options: FakeTaroOptions = { platform: 'weapp' }): FakeTaro {
  const fake = createFakeTaro(options);
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    fake.reset(options);
  });
  afterEach(() => {
    end(fake);
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
  return fake;
}

/** Ends the world, whatever is left in it, and tells what that was. */
export function end(fake: FakeTaro): string {
  try {
    fake.assertClean();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** On alipay what listens to a task listens to the app's one socket, for ever: takes that off. */
export function forgetSocket(fake: FakeTaro): void {
  for (const event of ['Open', 'Message', 'Error', 'Close']) functionsOf(fake)[`offSocket${event}`]?.();
}

/** Lets promises settle and time pass. */
export async function elapse(milliseconds = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

const textOf = (failure: unknown): string => {
  const { errMsg, errorMessage, message, type, data } = (failure ?? {}) as Record<string, string | undefined>;
  return errMsg ?? errorMessage ?? message ?? type ?? String(data ?? failure);
};

/** Writes down what a task tells. */
function listen(task: Task, heard: unknown[]): void {
  task.onOpen(() => heard.push('open'));
  task.onMessage((event) => heard.push(event?.data));
  task.onError((failure) => heard.push(`error ${textOf(failure)}`));
  task.onClose((event) => heard.push(`close ${event?.code} ${event?.reason}`.trim()));
}

/** Connects, and writes down what becomes of it. */
export async function connect(fake: FakeTaro, options: object = {}) {
  const heard: unknown[] = [];
  let task: Task | undefined;
  const promise = functionsOf(fake).connectSocket?.({ url: URL, ...options }) as Promise<Task>;
  promise.then(
    (result) => {
      if (typeof result.onOpen !== 'function') return heard.push('no task');
      task = result;
      heard.push('resolved');
      return listen(task, heard);
    },
    (failure) => heard.push(`rejected ${textOf(failure)}`),
  );
  await elapse();
  return {
    heard,
    get task(): Task {
      if (!task) throw new Error(`no task: ${heard.join(', ')}`);
      return task;
    },
  };
}

/** The same, with the connection open; what was heard until then is forgotten. */
export async function open(fake: FakeTaro, options: object = {}) {
  const connected = await connect(fake, options);
  fake.server.accept();
  await elapse(50);
  connected.heard.length = 0;
  return connected;
}

/** Alipay's native task, which Taro's forwarders do not hide. */
export function connectNative(fake: FakeTaro, options: object = {}): { task: Task; heard: unknown[] } {
  const heard: unknown[] = [];
  const task = (fake.native.my as Functions).connectSocket?.({ url: URL, multiple: true, ...options }) as Task;
  listen(task, heard);
  return { task, heard };
}
