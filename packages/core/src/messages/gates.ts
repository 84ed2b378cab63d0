import type { Delivery } from './delivery';
import { createGate, type Gate, type GateHost, type MessageListener, type Opened } from './resync';

/** The listeners of one socket that may fetch what they have missed, each behind its own gate. */
export interface Gates<In, Out> {
  /** Whether any of them is fetching. */
  isSyncing(): boolean;
  listen<Result>(listener: MessageListener<In, Out, Result>): () => void;
  /** A connection has opened. */
  opened(info: Opened): void;
  lost(): void;
}

/** What the gates need of the socket, beside what each needs. */
interface GatesHost<In, Out> extends GateHost<Out> {
  readonly delivery: Pick<Delivery<In, Out>, 'on' | 'afterwards' | 'flush'>;
  isOpen(): boolean;
  /** Says later whether the connection of now is gone. */
  staleness(): () => boolean;
}

/** Makes the gates of one socket; there is none yet. */
export function createGates<In, Out>(host: GatesHost<In, Out>): Gates<In, Out> {
  const { delivery, isOpen, staleness } = host;
  const gates = new Set<Gate<In>>();

  /** A listener that comes to an open connection has missed what came before. */
  function join(gate: Gate<In>): void {
    if (gates.has(gate) && isOpen() && !gate.isSyncing) gate.opened({ isReconnect: false, downtime: 0, cause: null });
  }

  return {
    isSyncing() {
      // Asked for each snapshot, so for each message: no copy is made for it.
      for (const gate of gates) if (gate.isSyncing) return true;
      return false;
    },
    listen(listener) {
      const gate = createGate<In, Out>(listener as MessageListener<In, Out>, host);
      const off = delivery.on('message', gate.message);
      gates.add(gate);
      // Not in this call: whoever listens has nothing to end it with yet.
      const isStale = staleness();
      if (isOpen()) delivery.afterwards(() => !isStale() && join(gate));
      delivery.flush();
      return () => {
        off();
        gates.delete(gate);
        gate.lost();
        delivery.flush();
      };
    },
    opened(info) {
      const isStale = staleness();
      for (const gate of [...gates]) if (!isStale() && gates.has(gate)) gate.opened(info);
    },
    lost() {
      for (const gate of gates) gate.lost();
    },
  };
}
