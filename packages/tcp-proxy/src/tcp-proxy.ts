import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line to a server that can fail as networks do. */
export interface TcpProxy {
  /** The same port for the proxy's whole life, also while it refuses. */
  readonly port: number;
  readonly url: string;
  /** From now on not a byte passes on any line, old or new, and nobody is told. */
  cut(): void;
  /** What the server says on the lines of now is lost; what it is told arrives. */
  deafen(): void;
  /** Ends the lines of now with a TCP reset; new ones pass. */
  reset(): void;
  /** Resets the lines of now, and has new ones refused by the system until `mend`. */
  refuse(): Promise<void>;
  /** Lines that are made from now on pass again; those that were cut stay dead. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Below what systems take for a port that nobody has named: while the proxy refuses, no other socket gets its port. */
const PORTS = { from: 20_000, to: 25_999 };
/** Nor does another proxy: each holds a second port, so far above its own, for its whole life. */
const TO_HELD = 6_000;
const MOST_TRIES = 100;

async function listen(port: number, accept: (near: Socket) => void): Promise<Server> {
  const server = createServer(accept).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** The server of a port, and that of the port that goes with it. */
async function listenInRange(accept: (near: Socket) => void): Promise<[server: Server, held: Server, port: number]> {
  for (let tries = 1; ; tries += 1) {
    const port = randomInt(PORTS.from, PORTS.to + 1);
    let held: Server | undefined;
    try {
      held = await listen(port + TO_HELD, (near) => near.destroy());
      return [await listen(port, accept), held, port];
    } catch (error) {
      held?.close();
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tries === MOST_TRIES) throw error;
    }
  }
}

/** Listens on a free port of loopback, and passes everything on to that port of loopback. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const ends = new Set<Socket>();
  /** The server's end of each line that passes, with the client's. */
  const lines = new Map<Socket, Socket>();
  let isCut = false;

  function accept(near: Socket): void {
    keep(near);
    if (isCut) return;
    const far = keep(connect(target, '127.0.0.1'));
    far.on('close', () => {
      lines.delete(far);
      near.destroy();
    });
    near.on('close', () => far.destroy());
    lines.set(far, near);
    near.pipe(far).pipe(near);
  }

  function keep(end: Socket): Socket {
    ends.add(end);
    // An end that fails closes, and that is all there is to say of it.
    return end.on('error', () => {}).on('close', () => ends.delete(end));
  }

  function reset(): void {
    for (const end of ends) end.resetAndDestroy();
  }

  const [first, held, port] = await listenInRange(accept);
  let server = first;

  async function stop(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    reset();
    await closed;
  }

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    cut() {
      isCut = true;
      for (const end of ends) end.unpipe().pause();
    },
    deafen() {
      for (const [far, near] of lines) far.unpipe(near).resume();
    },
    reset,
    refuse: stop,
    async mend() {
      isCut = false;
      if (!server.listening) server = await listen(port, accept);
    },
    async close() {
      held.close();
      await stop();
    },
  };
}
