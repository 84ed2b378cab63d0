/** What the testing kit forgets: everything, or only the shared sockets that linger. */
export type ResetKind = 'all' | 'lingering';

/** The testing kit's `reset()` and `assertClean()` call it by this name. */
const RESET = Symbol.for('heartbeat-socket.reset');

/** Does something when the testing kit begins anew. Called in development only: in production there is no kit. */
export function onTestReset(forget: (which: ResetKind) => void): void {
  if (typeof globalThis !== 'object') return;
  const tests = globalThis as { [RESET]?: (which: ResetKind) => void };
  const others = tests[RESET];
  tests[RESET] = (which) => {
    others?.(which);
    forget(which);
  };
}
