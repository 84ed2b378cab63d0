type Listener = (event?: unknown) => void;

const EVENTS = ['Open', 'Message', 'Error', 'Close'] as const;
type EventName = (typeof EVENTS)[number];

/** Alipay's own socket functions, as its docs and typings have them (docs/platforms.md). */
export function createFakeMy({ knowsMultiple = true, nested = false } = {}) {
  const global: Record<EventName, Set<Listener>> = {
    Open: new Set(),
    Message: new Set(),
    Error: new Set(),
    Close: new Set(),
  };
  const calls: Array<[string, unknown?]> = [];
  const tasks: NativeTask[] = [];
  let single = false;

  class NativeTask {
    listeners: Record<EventName, Listener[]> = { Open: [], Message: [], Error: [], Close: [] };
    sent: unknown[] = [];
    closed: unknown[] = [];
    failsSends = false;
    onOpen(listener: Listener) {
      this.listeners.Open.push(listener);
    }
    onMessage(listener: Listener) {
      this.listeners.Message.push(listener);
    }
    onError(listener: Listener) {
      this.listeners.Error.push(listener);
    }
    onClose(listener: Listener) {
      this.listeners.Close.push(listener);
    }
    send(options: { fail?: Listener }) {
      this.sent.push(options);
      if (this.failsSends) options.fail?.({ error: 11, errorMessage: '发送失败' });
    }
    close(options: unknown) {
      this.closed.push(options);
    }
    fire(name: EventName, event?: Record<string, unknown>) {
      for (const listener of this.listeners[name]) listener(nested ? { data: { socketTaskID: 1, ...event } } : event);
    }
  }

  const my: Record<string, unknown> = {
    connectSocket(options: { multiple?: boolean; success(result: unknown): void; fail(failure: unknown): void }) {
      calls.push(['connectSocket']);
      if (options.multiple && knowsMultiple) {
        const task = new NativeTask();
        tasks.push(task);
        options.success({ socketTaskID: tasks.length });
        return task;
      }
      if (single) {
        options.fail({ error: 2, errorMessage: '网络连接已经存在' });
        return undefined;
      }
      single = true;
      options.success({});
      return undefined;
    },
    sendSocketMessage: (options: unknown) => calls.push(['sendSocketMessage', options]),
    closeSocket: (options: unknown) => calls.push(['closeSocket', options]),
  };
  for (const name of EVENTS) my[`onSocket${name}`] = (listener: Listener) => global[name].add(listener);

  return {
    my,
    calls,
    get task(): NativeTask {
      const task = tasks.at(-1);
      if (!task) throw new Error('no native task was made');
      return task;
    },
    /** Fires an event of the one global socket. */
    fire(name: EventName, event?: unknown) {
      if (name === 'Close') single = false;
      for (const listener of [...global[name]]) listener(event);
    },
    globalListeners: () => EVENTS.reduce((sum, name) => sum + global[name].size, 0),
  };
}
