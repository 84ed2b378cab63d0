import type { Entry, Ledger } from '../ledger';

/** Notes each listener of these events on a window until it is taken off; gives what ends that and takes the rest off. */
export function watchListeners(target: Window, names: readonly string[], ledger: Ledger): () => void {
  const { addEventListener, removeEventListener } = target;
  const entries = new Map<string, Map<unknown, Entry>>(names.map((name) => [name, new Map()]));

  function note(name: string, listener: unknown, options: AddEventListenerOptions): void {
    const noted = entries.get(name);
    if (!noted || !listener || noted.has(listener)) return;
    const entry = ledger.note(`a listener of window "${name}"`);
    const forget = () => {
      noted.delete(listener);
      entry.close();
    };
    entry.open();
    noted.set(listener, entry);
    options.signal?.addEventListener('abort', forget);
    if (options.once) addEventListener.call(target, name, forget, { once: true });
  }

  const watching = {
    addEventListener(name: string, listener: EventListener, options?: boolean | AddEventListenerOptions) {
      note(name, listener, typeof options === 'object' ? options : {});
      addEventListener.call(target, name, listener, options);
    },
    removeEventListener(name: string, listener: EventListener, options?: boolean | EventListenerOptions) {
      entries.get(name)?.get(listener)?.close();
      entries.get(name)?.delete(listener);
      removeEventListener.call(target, name, listener, options);
    },
  };
  Object.assign(target, watching);

  return () => {
    Object.assign(target, { addEventListener, removeEventListener });
    for (const [name, noted] of entries) {
      for (const listener of noted.keys()) removeEventListener.call(target, name, listener as EventListener);
    }
  };
}
