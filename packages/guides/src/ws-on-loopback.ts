import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer as Server, type ServerOptions } from 'ws';

const servers: WebSocketServer[] = [];

/** The `WebSocketServer` that the pages' blocks get: theirs, but on a free port of loopback. */
export class WebSocketServer extends Server {
  constructor(options: ServerOptions) {
    super({ ...options, host: '127.0.0.1', port: 0 });
    servers.push(this);
  }
}

/** The port of the server that a block has started last. */
export async function startedPort(): Promise<number> {
  const server = servers.at(-1);
  if (!server) throw new Error('no block has started a server');
  if (!server.address()) await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Ends every server that was started, and its connections. */
export async function endServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  }
}
