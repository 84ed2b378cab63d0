import type { Loss } from '../src/connection/close-cause';
import type { ConnectionEvent, ConnectionRequest, Frame, Transport } from '../src/ports/ports';

/** One attempt, as the server's side of a test sees it. */
export interface FakeConnection {
  readonly request: ConnectionRequest;
  readonly received: Frame[];
  /** How it was closed by us, or null while it is not. */
  closedWith: readonly [code: number, reason: string] | null;
  /** The platform cannot say whether it is open. */
  unsure(): void;
  open(): void;
  say(data: Frame): void;
  lose(loss?: Partial<Loss>): void;
  /** What every later send fails with, at once. */
  refuseSends: string | null;
  /** Fails every send that was taken. */
  failSends(message: string, kind?: Loss['kind']): void;
}

/** A Transport that a test can open, close and speak through. It reports late events too: ignoring them is core's work. */
export interface FakeTransport extends Transport {
  readonly connections: FakeConnection[];
  readonly last: FakeConnection;
  /** Opened or opening, and not closed. */
  readonly live: FakeConnection[];
}

export function createFakeTransport(onOpen: (connection: FakeConnection) => void = () => {}): FakeTransport {
  const connections: FakeConnection[] = [];
  return {
    connections,
    get last() {
      const connection = connections.at(-1);
      if (!connection) throw new Error('nothing has connected yet');
      return connection;
    },
    get live() {
      return connections.filter(({ closedWith }) => closedWith === null);
    },
    open(request, emit: (event: ConnectionEvent) => void) {
      const failures: Array<(loss: Loss) => void> = [];
      const connection: FakeConnection = {
        request,
        received: [],
        closedWith: null,
        refuseSends: null,
        failSends(message, kind = 'network') {
          for (const fail of failures.splice(0)) fail({ kind, message });
        },
        unsure: () => emit({ type: 'unsure' }),
        open: () => emit({ type: 'opened' }),
        say: (data) => emit({ type: 'message', data }),
        lose: (loss = {}) => emit({ type: 'lost', loss: { kind: 'network', message: 'the line broke', ...loss } }),
      };
      connections.push(connection);
      onOpen(connection);
      return {
        send(frame, onFail) {
          if (connection.refuseSends) return onFail({ kind: 'network', message: connection.refuseSends });
          connection.received.push(frame);
          failures.push(onFail);
        },
        close(code, reason) {
          connection.closedWith ??= [code, reason];
        },
      };
    },
  };
}
