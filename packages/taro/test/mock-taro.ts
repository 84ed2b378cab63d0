import { vi } from 'vitest';

type Listener = (event?: unknown) => void;

/** A task as a hand-written mock has it: what the page did with it, and ways to speak through it. */
export function createMockTask() {
  const listeners = {
    open: [] as Listener[],
    message: [] as Listener[],
    error: [] as Listener[],
    close: [] as Listener[],
  };
  const fire = (type: keyof typeof listeners, event?: unknown) => {
    for (const listener of listeners[type]) listener(event);
  };
  return {
    onOpen: (listener: Listener) => void listeners.open.push(listener),
    onMessage: (listener: Listener) => void listeners.message.push(listener),
    onError: (listener: Listener) => void listeners.error.push(listener),
    onClose: (listener: Listener) => void listeners.close.push(listener),
    send: vi.fn((_options: { data: unknown; fail?: Listener }): unknown => undefined),
    close: vi.fn((_options?: unknown): unknown => undefined),
    readyState: 0,
    open: () => fire('open', {}),
    say: (data: unknown) => fire('message', { data }),
    fail: (error: unknown) => fire('error', error),
    end: (code: unknown, reason = '') => fire('close', { code, reason }),
  };
}

export type MockTask = ReturnType<typeof createMockTask>;

function createEvent() {
  const listeners = new Set<Listener>();
  return {
    on: vi.fn((listener: Listener) => void listeners.add(listener)),
    off: vi.fn((listener: Listener) => void listeners.delete(listener)),
    fire: (event?: unknown) => {
      for (const listener of [...listeners]) listener(event);
    },
    size: () => listeners.size,
  };
}

/** `@tarojs/taro` as a mock, for `vi.mock('@tarojs/taro', () => mockTaro.taro)`. Every attempt gives a new task. */
export function createMockTaro(platform = 'WEAPP') {
  const tasks: MockTask[] = [];
  const appShow = createEvent();
  const appHide = createEvent();
  const network = createEvent();
  const page = { show: () => {}, hide: () => {} };
  const connectSocket = vi.fn((_options: Record<string, unknown>): unknown => {
    const task = createMockTask();
    tasks.push(task);
    return Promise.resolve(task);
  });
  const taro = {
    connectSocket,
    getEnv: () => platform,
    onAppShow: appShow.on,
    offAppShow: appShow.off,
    onAppHide: appHide.on,
    offAppHide: appHide.off,
    onNetworkStatusChange: network.on,
    offNetworkStatusChange: network.off,
    getNetworkType: vi.fn(() => Promise.resolve({ networkType: 'wifi' })),
    useDidShow: (listener: () => void) => {
      page.show = listener;
    },
    useDidHide: (listener: () => void) => {
      page.hide = listener;
    },
  };
  return {
    taro: { ...taro, default: taro },
    connectSocket,
    tasks,
    get task(): MockTask {
      const task = tasks.at(-1);
      if (!task) throw new Error('nothing has connected yet');
      return task;
    },
    page,
    app: { hide: () => appHide.fire(), show: () => appShow.fire() },
    network: { report: (report: unknown) => network.fire(report) },
    /** Listeners on the platform that are still attached. */
    listeners: () => appShow.size() + appHide.size() + network.size(),
    reset() {
      tasks.length = 0;
      connectSocket.mockClear();
    },
  };
}
