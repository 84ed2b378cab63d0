import type { Loss } from '../src/close-cause';
import type { ConnectionEvent, ConnectionRequest, Frame, Transport } from '../src/ports';

/** One attempt, as the server's side of a test sees it. */
export interface FakeConnection {
  readonly request: ConnectionRequest;
  readonly received: Frame[];
  /** How it was closed by us, or null while it is not. */
  closedWith: readonly [code: number, reason: string] | null;
  open(): void;
  say(data: Frame): void;
  lose(loss?: Partial<Loss>): void;
  /** Every later send fails with this, now or when `failSends` is called. */
  refuseSends: string | null;
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
      const connection: FakeConnection = {
        request,
        received: [],
        closedWith: null,
        refuseSends: null,
        open: () => emit({ type: 'opened' }),
        say: (data) => emit({ type: 'message', data }),
        lose: (loss = {}) => emit({ type: 'lost', loss: { kind: 'network', message: 'the line broke', ...loss } }),
      };
      connections.push(connection);
      onOpen(connection);
      return {
        send(frame, onFail) {
          if (connection.refuseSends) onFail(connection.refuseSends);
          else connection.received.push(frame);
        },
        close(code, reason) {
          connection.closedWith ??= [code, reason];
        },
      };
    },
  };
}
