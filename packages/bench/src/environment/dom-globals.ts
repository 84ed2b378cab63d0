import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><body></body>', { url: 'http://localhost/', pretendToBeVisual: true });

/** By event name. jsdom's own list is searched from end to end at each call, which ten thousand clients would feel. */
const listeners = new Map<string, Set<unknown>>();

/** How many listeners are on the page's window now. No scenario fires an event of the window. */
export const listenersOnWindow = (): number => [...listeners.values()].reduce((sum, { size }) => sum + size, 0);

const replaced: Record<string, unknown> = {
  window: globalThis,
  self: globalThis,
  addEventListener(name: string, listener: unknown) {
    listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
  },
  removeEventListener(name: string, listener: unknown) {
    listeners.get(name)?.delete(listener);
  },
};

/** A page's globals over Node's: what Node has itself (timers, Event, URL …) stays Node's, as it is the faster one. */
for (const name of Object.getOwnPropertyNames(window)) {
  const value = window[name as keyof typeof window];
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
}
for (const [name, value] of Object.entries(replaced))
  Object.defineProperty(globalThis, name, { configurable: true, value });
