import { refuse } from './check';
import type { HeartbeatSocket } from './heartbeat-socket';

// Bundlers replace the whole of `process.env.NODE_ENV`, and give no `process`: nothing else of it may be read.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** A socket, or the result of a hook, which has one. */
type Source<In, Out> = HeartbeatSocket<In, Out> | { readonly core: HeartbeatSocket<In, Out> };

/** The socket of either. @throws HeartbeatSocketError `invalid-option`, in development, for what is neither */
export function socketOf<In, Out>(source: Source<In, Out>): HeartbeatSocket<In, Out> {
  if (process.env.NODE_ENV !== 'production') check(source);
  return 'core' in source ? source.core : source;
}

/** Such as the default of a context without a provider. */
function check(source: unknown): void {
  const { core = source } = (source ?? {}) as { core?: unknown };
  const { getSnapshot, attach } = (core ?? {}) as { getSnapshot?: unknown; attach?: unknown };
  if (typeof getSnapshot === 'function' && typeof attach === 'function') return;
  // Not what it is: a url may carry a token.
  const kind = source === null ? source : typeof source;
  refuse('socket', 'what useHeartbeatSocket or createHeartbeatSocket gives', kind);
}
