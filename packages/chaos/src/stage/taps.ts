import type { Port, SendFault, TaskEvent } from '../schedule/schedule';
import { nameOf } from './cargo';

type Listener = (event: unknown) => void;
type Sending = { readonly data?: unknown; readonly isBuffer?: boolean; readonly fail?: (failure: unknown) => void };

/** A frame that the hook handed to a task. */
export interface HandedFrame {
  readonly frame: string;
  /** Tells the hook that it was not sent. */
  fail(): void;
}

/** A task that the platform gave to the hook, with a tap on what passes between them. */
export interface TappedTask {
  readonly url: string;
  /** The number of its connect. */
  readonly connect: number;
  /** Tells the hook an event, whatever the task's true state is. */
  tell(event: TaskEvent): void;
  readonly handed: HandedFrame[];
  /** The platform has refused to close it, has not been asked again, and has not told of its close. */
  isRefusedClose: boolean;
  /** It has told of its open. */
  hasOpened: boolean;
  /** It has told of its close last, and not of its open. */
  hasClosed: boolean;
}

/** What a schedule hears of the tasks, and does to them. */
export interface Taps {
  /** In the order of their connects, which need not be the order in which they came. */
  readonly tasks: TappedTask[];
  connects: number;
  /** How the next send fails. */
  sendFault: SendFault | null;
  /** The functions that throw when they are called next. */
  readonly throwing: Set<Port>;
  /** The app has one socket, whose events are no task's own. */
  readonly hasOneSocket: boolean;
  /** The platform refuses connects, sends and closes now, because the app is hidden. */
  isRefusing(): boolean;
  threw(port: Port): void;
  connecting(url: string): void;
  handing(frame: string, task: TappedTask): void;
  /** It is handed a frame that it will not send, whatever it answers now. */
  swallowing(frame: string): void;
  failed(frame: string): void;
}

let taps: Taps | null = null;

/** From now on these hear of each task; null for nobody. */
export function setTaps(next: Taps | null): void {
  taps = next;
}

const EVENTS = { onOpen: 'open', onMessage: 'message', onError: 'error', onClose: 'close' } as const;
const DETAIL: Readonly<Record<TaskEvent, object>> = {
  open: { header: {} },
  message: { data: 'ghost' },
  error: { errMsg: 'ghost' },
  close: { code: 1006, reason: 'ghost' },
};
const FAILURE = { errMsg: 'sendSocketMessage:fail' };

/** A function of the platform that throws when the schedule says so. */
export function tapPort(port: Port, call: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
  return (...args) => {
    throwOnce(port, taps);
    return call(...args);
  };
}

function throwOnce(port: Port, mine: Taps | null): void {
  if (!mine?.throwing.delete(port)) return;
  mine.threw(port);
  throw new Error(`${port} of the platform throws`);
}

/** The platform's `connectSocket`, whose tasks are tapped before the hook gets them. */
export function tapConnect(connectSocket: (options: object) => unknown): (options: { url: string }) => unknown {
  return (options) => {
    const mine = taps;
    mine?.connecting(options.url);
    const connect = mine ? ++mine.connects : 0;
    const answer = connectSocket(mine?.hasOneSocket ? tapOneSocket(options, connect, mine) : options);
    // First to ask the promise, first to be answered: the hook's own `then` comes later.
    if (mine && answer instanceof Promise) answer.then((task) => tap(task, options.url, connect, mine), nothing);
    return answer;
  };
}

const nothing = () => {};

/** What Taro puts on the result speaks to the one socket: what is sent by it is noted, and nothing told. */
function tapOneSocket(options: { url: string; success?(result: unknown): void }, connect: number, mine: Taps): object {
  return {
    ...options,
    success(result: Record<string, unknown> | undefined) {
      if (typeof result?.send === 'function') {
        const tapped = {
          url: options.url,
          connect,
          handed: [],
          isRefusedClose: false,
          hasOpened: false,
          hasClosed: false,
          tell: nothing,
        };
        tapSend(result, tapped, mine);
        mine.tasks.push(tapped);
      }
      options.success?.(result);
    },
  };
}

function tap(value: unknown, url: string, connect: number, mine: Taps): void {
  const task = value as Record<string, unknown>;
  // The one socket has no task of its own to tap.
  if (typeof task?.onOpen !== 'function') return;
  const heard: Record<TaskEvent, Listener[]> = { open: [], message: [], error: [], close: [] };
  const handed: HandedFrame[] = [];
  const tapped: TappedTask = {
    url,
    connect,
    handed,
    isRefusedClose: false,
    hasOpened: false,
    hasClosed: false,
    tell(event) {
      for (const listener of heard[event]) listener({ type: event, ...DETAIL[event] });
    },
  };
  for (const [method, event] of Object.entries(EVENTS)) {
    const listen = (task[method] as (listener: Listener) => void).bind(task);
    task[method] = (listener: Listener) => {
      // The first of them is heard: a task that nobody hears cannot be closed where that has to wait for its open.
      if (event === 'message') throwOnce('listen', mine);
      const hear: Listener = (told) => {
        // What has closed need not be closed again.
        if (event === 'close') tapped.isRefusedClose = false;
        if (event === 'open') tapped.hasOpened = true;
        if (event === 'close' || event === 'open') tapped.hasClosed = event === 'close';
        listener(told);
      };
      heard[event].push(hear);
      listen(hear);
    };
  }
  tapBrowserSocket(task.ws, heard);
  tapSend(task, tapped, mine);
  tapClose(task, tapped, mine);
  mine.tasks.push(tapped);
  mine.tasks.sort((one, other) => one.connect - other.connect);
}

function tapSend(task: Record<string, unknown>, tapped: TappedTask, mine: Taps): void {
  const send = (task.send as (options: Sending) => unknown).bind(task);
  task.send = (options: Sending) => {
    const frame = nameOf(options.data, options.isBuffer);
    const fault = frame === 'ping' ? null : mine.sendFault;
    let hasFailed = false;
    const failed = () => {
      if (!hasFailed) mine.failed(frame);
      hasFailed = true;
    };
    const fail = (failure: unknown = FAILURE) => {
      failed();
      options.fail?.(failure);
    };
    mine.handing(frame, tapped);
    tapped.handed.push({ frame, fail });
    if (!fault) return send({ ...options, fail });
    mine.sendFault = null;
    mine.swallowing(frame);
    return refuse(fault, fail, failed);
  };
}

function tapClose(task: Record<string, unknown>, tapped: TappedTask, mine: Taps): void {
  const close = (task.close as (options: Sending) => unknown).bind(task);
  task.close = (options: Sending = {}) => {
    tapped.isRefusedClose = mine.isRefusing() && !tapped.hasClosed;
    const answer = close(options);
    // It has closed; that is all that anybody can be sure of.
    throwOnce('close', mine);
    return answer;
  };
}

/** The platform's ways of not sending. `failed` is told when the hook is. */
function refuse(fault: SendFault, fail: () => void, failed: () => void): unknown {
  switch (fault) {
    case 'sync':
      return fail();
    case 'late':
      Promise.resolve().then(() => fail());
      return undefined;
    case 'throw':
      failed();
      throw new Error('the platform did not take the frame');
    case 'reject': {
      const answer = Promise.reject(FAILURE);
      answer.catch(failed);
      return answer;
    }
  }
}

/** On H5 the hook hears the close of the browser's own socket. */
function tapBrowserSocket(socket: unknown, heard: Record<TaskEvent, Listener[]>): void {
  const ws = socket as { addEventListener(name: string, listener: Listener): void } | undefined;
  if (!ws) return;
  const listen = ws.addEventListener.bind(ws);
  ws.addEventListener = (name, listener) => {
    heard[name as TaskEvent]?.push(listener);
    listen(name, listener);
  };
}
