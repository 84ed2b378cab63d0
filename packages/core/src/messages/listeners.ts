import type { CloseCause } from '../connection/close-cause';
import { noop } from '../ports/clock';
import type { Inside, Opened } from '../socket/feature';
import type { HeartbeatSocket } from '../socket/heartbeat-socket';
import { socketOf } from '../socket/socket-of';
import { checkListener, createGate, type Gate, type MessageListener } from './resync';

// Bundlers replace the whole of `process.env.NODE_ENV`, and give no `process`: nothing else of it may be read.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** So many connections in a row that died during a resync are told. */
const DEADLY = 2;

/**
 * Calls a listener at each message of a socket, with what it has missed in between if it can fetch that. Returns the end of
 * it, which is idempotent.
 *
 * @throws HeartbeatSocketError `invalid-option`, in development
 */
export function listen<In, Out, Result = unknown>(
  socket: HeartbeatSocket<In, Out>,
  listener: MessageListener<In, Out, Result>,
): () => void {
  checkListener(listener);
  return socketOf(socket).attach(
    (present) => present.extend(createListeners)?.add(listener as MessageListener<In, Out>) ?? noop,
  );
}

/** The message listeners of one socket that may fetch what they have missed; there are none yet. */
function createListeners<In, Out>(inside: Inside<In, Out>) {
  const { ports, turns, changed, delivery, engine } = inside;
  const gates = new Set<Gate<In>>();
  let deaths = 0;

  /** A listener that comes to an open connection has missed what came before. */
  function join(gate: Gate<In>): void {
    if (gates.has(gate) && engine.state().status === 'open' && gate.phase === 'passing')
      gate.opened({ isReconnect: false, downtime: 0, cause: null });
  }

  return {
    isSyncing(): boolean {
      // Asked for each snapshot, so for each message: no copy is made for it.
      for (const { phase } of gates) if (phase === 'fetching' || phase === 'missing') return true;
      return false;
    },
    add(listener: MessageListener<In, Out>): () => void {
      const gate = createGate(listener, inside);
      const off = delivery.on('message', gate.message);
      gates.add(gate);
      // Not in this call: whoever listens has nothing to end it with yet.
      turns.enter(() => {
        if (engine.state().status === 'open') delivery.afterwards(() => join(gate), engine.attempt());
      });
      return () => {
        off();
        if (!gates.delete(gate)) return;
        gate.lost();
        turns.enter(changed);
      };
    },
    opened(info: Opened): void {
      for (const gate of [...gates]) if (gates.has(gate)) gate.opened(info);
    },
    lost(cause: CloseCause): void {
      const isDeadly = cause.kind === 'pong-timeout' && [...gates].some(({ phase }) => phase === 'fetching');
      deaths = isDeadly ? deaths + 1 : 0;
      if (process.env.NODE_ENV !== 'production' && deaths === DEADLY)
        ports.warn(
          `${DEADLY} connections in a row died of a pong timeout while a resync ran: a large snapshot keeps the pong behind it. ` +
            'Fetch it over HTTP, send it in parts, or raise heartbeat.pongTimeout.',
        );
      for (const gate of gates) gate.lost();
    },
  };
}
