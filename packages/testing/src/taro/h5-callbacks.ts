type Listener = (event?: unknown) => void;

/**
 * Taro's list of listeners on H5, with its traps: a listener that takes itself off while it is called makes the next one
 * be skipped, and `off` without a listener takes off everybody's (@tarojs/taro-h5 4.2, utils/handler, `CallbackManager`).
 */
export function createH5Callbacks() {
  let listeners: Listener[] = [];
  return {
    add: (listener: Listener) => void listeners.push(listener),
    remove(listener?: Listener) {
      const at = listener ? listeners.lastIndexOf(listener) : -1;
      if (!listener) listeners = [];
      else if (at >= 0) listeners.splice(at, 1);
    },
    trigger(event: unknown) {
      for (const listener of listeners) listener(event);
    },
    count: () => listeners.length,
  };
}
