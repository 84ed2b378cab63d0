import { injectIntoGlobalHook } from 'react-refresh/runtime';
import { afterAll, expect, vi } from 'vitest';

/*
 * The files of a project share a process, its document and what is installed. Before each: what it may mock, and all of
 * ours that has read it, begins anew, with the timers that there were before the first.
 */

declare global {
  var firstTimers: object | undefined;
}

const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
const hasDocument = typeof document !== 'undefined';

if (globalThis.firstTimers) {
  vi.useRealTimers();
  // The fake Taro watches timers by functions of its own, which fake ones take for what was there before them.
  Object.assign(globalThis, globalThis.firstTimers);
} else {
  globalThis.firstTimers = { setTimeout, clearTimeout, setInterval, clearInterval };
  // For fast-refresh.test.tsx: React DOM looks for the refresh runtime when it is loaded, which is once.
  if (hasDocument) injectIntoGlobalHook(window);
}
vi.doUnmock('@tarojs/taro');
vi.doUnmock('../src/platform/taro-api');
vi.resetModules();

afterAll(() => {
  if (hasDocument) expect(document.body.childElementCount, 'the elements that this file left behind').toBe(0);
});
