import type { World } from '../world';

type Listener = (event?: unknown) => void;

/** Functions that add listeners of the whole app and, where the platform has them, those that take them off. */
export function appEvents(
  { listeners }: World,
  names: readonly string[],
  { hasOff }: { readonly hasOff: boolean },
): Record<string, (listener?: Listener) => void> {
  const functions: Record<string, (listener?: Listener) => void> = {};
  for (const name of names) {
    functions[name] = (listener) => listener && listeners.add(name, listener);
    if (hasOff) functions[name.replace(/^on/, 'off')] = (listener) => listeners.remove(name, listener);
  }
  return functions;
}
