import type { CloseCause } from '../connection/close-cause';
import type { SocketContext } from '../socket/context';
import {
  createGate,
  type Gate,
  type GateHost,
  HOLD,
  type MessageListener,
  type Opened,
  RESYNC_TIMEOUT,
} from './resync';

/** So many connections in a row that died during a resync are told. */
const DEADLY = 2;

/** The message listeners of one socket. Each may fetch what it has missed. */
export interface Listeners<In, Out> {
  /** Whether any of them is fetching. */
  isSyncing(): boolean;
  listen<Result>(listener: MessageListener<In, Out, Result>): () => void;
  /** A connection has opened, and `onOpen` has been told. */
  opened(info: Opened): void;
  lost(cause: CloseCause): void;
}

/** Makes the listeners of one socket; there are none yet. */
export function createListeners<In, Out>(context: SocketContext, host: GateHost<In, Out>): Listeners<In, Out> {
  const { ports, turns, check, changed } = context;
  const { delivery, engine } = host;
  const gates = new Set<Gate<In>>();
  let deaths = 0;

  /** A listener that comes to an open connection has missed what came before. */
  function join(gate: Gate<In>): void {
    if (gates.has(gate) && engine.state().status === 'open' && gate.phase === 'passing')
      gate.opened({ isReconnect: false, downtime: 0, cause: null });
  }

  return {
    isSyncing() {
      // Asked for each snapshot, so for each message: no copy is made for it.
      for (const { phase } of gates) if (phase === 'fetching' || phase === 'missing') return true;
      return false;
    },
    listen(listener) {
      check.number('resyncTimeout', listener.resyncTimeout ?? RESYNC_TIMEOUT.otherwise, RESYNC_TIMEOUT);
      check.number('holdLimit', listener.holdLimit ?? HOLD.otherwise, HOLD);
      const gate = createGate<In, Out>(listener as MessageListener<In, Out>, context, host);
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
    opened(info) {
      for (const gate of [...gates]) if (gates.has(gate)) gate.opened(info);
    },
    lost(cause) {
      const isDeadly = cause.kind === 'pong-timeout' && [...gates].some(({ phase }) => phase === 'fetching');
      deaths = isDeadly ? deaths + 1 : 0;
      if (deaths === DEADLY)
        ports.warn(
          `${DEADLY} connections in a row died of a pong timeout while a resync ran: a large snapshot keeps the pong behind it. ` +
            'Fetch it over HTTP, send it in parts, or raise heartbeat.pongTimeout.',
        );
      for (const gate of gates) gate.lost();
    },
  };
}
