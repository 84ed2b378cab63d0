/**
 * Mini-programs have neither, and MQTT.js wants both when it is loaded, in the global scope and in `window`, which is
 * Taro's own there: import this before it. Nothing is ever aborted.
 */
class NeverAborted {
  readonly signal = { aborted: false, addEventListener() {}, removeEventListener() {} };
  abort() {}
}

for (const scope of [globalThis, window] as Array<{ AbortController?: unknown; AbortSignal?: unknown }>) {
  scope.AbortController ??= NeverAborted;
  scope.AbortSignal ??= class {};
}

export {};
