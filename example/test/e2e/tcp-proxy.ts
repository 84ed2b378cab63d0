import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line between browser and server that can go away as networks do. */
export interface TcpProxy {
  readonly url: string;
  /** From now on not a byte passes, and nobody is told. */
  cut(): void;
  /** What the server says on the lines of now is lost; what it is told arrives. */
  deafen(): void;
  /** Lines that are made from now on pass again; those that were cut stay dead. */
  mend(): void;
  close(): Promise<void>;
}

/** Listens on a free port of loopback, and passes everything on to that port. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const ends = new Set<Socket>();
  const lines = new Map<Socket, Socket>();
  let isCut = false;
  const server = createServer((near) => {
    ends.add(near);
    near.on('error', () => {}).on('close', () => ends.delete(near));
    if (isCut) return;
    const far = connect(target, '127.0.0.1');
    ends.add(far);
    far
      .on('error', () => {})
      .on('close', () => {
        ends.delete(far);
        lines.delete(far);
        near.destroy();
      });
    near.on('close', () => far.destroy());
    lines.set(far, near);
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      for (const end of ends) end.unpipe().pause();
    },
    deafen() {
      for (const [far, near] of lines) far.unpipe(near).resume();
    },
    mend() {
      isCut = false;
    },
    async close() {
      for (const end of ends) end.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
