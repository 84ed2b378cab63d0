/** What the test uses of it: the package ships no types. */
declare module 'react-refresh/runtime' {
  export function injectIntoGlobalHook(global: object): void;
  export function register(type: unknown, id: string): void;
  export function performReactRefresh(): unknown;
}
