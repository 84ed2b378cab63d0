/** Frames that say nothing about who opened something: the kit's own, and those of test runners and Node. */
const INSIDE = [
  /heartbeat-socket[/\\]testing/,
  /packages[/\\]testing[/\\](src|dist)/,
  /new Promise \(/,
  /node:internal/,
  /node_modules[/\\](@?vitest|@jest|jest-\w+)[/\\]/,
];

const LIMIT = 50;

/**
 * Where the calling code stands: the innermost frames outside of this package, at most three. Those of the app come
 * before those of its libraries: what a hook opens in an effect was opened by whoever rendered it.
 *
 * The stack becomes text only when it is asked for: with a source map behind it, that costs more than all the rest.
 */
export function callSite(): () => string {
  const { stackTraceLimit } = Error as { stackTraceLimit?: number };
  Object.assign(Error, { stackTraceLimit: LIMIT });
  const error = new Error();
  Object.assign(Error, { stackTraceLimit });
  return () => innermost(error.stack);
}

function innermost(stack = ''): string {
  const frames = stack
    .split('\n')
    .slice(1)
    .filter((frame) => !INSIDE.some((inside) => inside.test(frame)))
    .map((frame) => frame.trim().replace(/^at /, ''));
  const own = frames.filter((frame) => !/[/\\]node_modules[/\\]/.test(frame));
  return (own.length > 0 ? own : frames).slice(0, 3).join(' < ') || 'unknown';
}
