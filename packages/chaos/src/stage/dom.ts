import { JSDOM } from 'jsdom';

/*
 * A browser's globals for this thread, as React, Taro's H5 files and the fake of H5 ask for them. Import it before these.
 * Whoever loads it again keeps the first: React has it.
 */

/** What Node has as well, and what only the window's own fits to. */
const ITS_OWN = ['window', 'document', 'navigator', 'Event', 'CustomEvent', 'MessageEvent', 'WebSocket'];

if (!('document' in globalThis)) {
  const { window } = new JSDOM('<!doctype html>', { url: 'https://chaos.test', pretendToBeVisual: true });
  for (const name of Object.getOwnPropertyNames(window)) {
    if (name in globalThis && !ITS_OWN.includes(name)) continue;
    const value: unknown = name === 'window' ? window : Reflect.get(window, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
