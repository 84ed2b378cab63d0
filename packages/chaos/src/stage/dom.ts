import { JSDOM } from 'jsdom';

/** A browser's globals for this thread, as far as React and the fake of H5 ask for them. Import it before React. */
const { window } = new JSDOM('<!doctype html>', { url: 'https://chaos.test' });

for (const name of ['window', 'document', 'navigator', 'Event'] as const) {
  const value: unknown = name === 'window' ? window : window[name];
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
