import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../clock';
import type { LineLab } from '../lab/line-lab';
import { ServerCloseCode } from '../messages';
import type { SessionTokens, TokenCheck } from '../session/session-token';
import {
  type ClientConnection,
  type ConnectionContext,
  type ConnectionLimits,
  closeWithError,
  createClientConnection,
} from './client-connection';
import { isAllowedOrigin } from './origin-check';
import type { UserConnections } from './user-connections';

const GOING_AWAY = 1001; // RFC 6455 §7.4.1
const NO_MORE = 'the server is shutting down';

/** What the sockets need from their server. */
export interface SocketServerOptions {
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly tokens: SessionTokens;
  readonly limits: ConnectionLimits;
  readonly allowedOrigins: readonly string[];
  /** A longer frame closes its connection with 1009. */
  readonly maxFrameBytes: number;
  readonly maxConnectionsPerUser: number;
  /** Holds that limit. */
  readonly users: UserConnections;
  /** Milliseconds between two pings; who has not answered one by the next is dead. */
  readonly pingInterval: number;
  /** How long, in milliseconds, a closed client may take to answer before it is cut off. */
  readonly closeTimeout: number;
  /** Breaks the lines that ask for it with `&lab=1`; null for none. */
  readonly lab: LineLab | null;
  readonly receive: ConnectionContext['receive'];
  readonly onClose: ConnectionContext['onClose'];
}

/** The sockets of a server. */
export interface SocketServer {
  /** How many clients are connected. */
  count(): number;
  /** Closes every connection with 1001, refuses new ones, and resolves when all are gone. */
  close(): Promise<void>;
}

/** Takes the upgrade requests of an HTTP server: `/ws?token=…`, and nothing else. */
export function attachSocketServer(http: Server, options: SocketServerOptions): SocketServer {
  const { clock, log, tokens, limits, users } = options;
  const settings = {
    noServer: true,
    maxPayload: options.maxFrameBytes,
    perMessageDeflate: false, // a small frame could unpack to a large one
    closeTimeout: options.closeTimeout,
  };
  const server = new WebSocketServer(settings);
  const connections = new Set<ClientConnection>();
  let nextId = 1;

  /** Says whether the socket became a connection. */
  function accept(socket: WebSocket, check: TokenCheck, isCounted: boolean, ip: string | undefined): boolean {
    const connectionLog = log.child({ connection: nextId++, ip });
    // Without a listener, a client's protocol error would end the process. The close event follows by itself.
    socket.on('error', (error: NodeJS.ErrnoException) => connectionLog.warn({ code: error.code }, error.message));
    if (!check.ok) {
      connectionLog.info({ reason: check.reason }, 'connection refused');
      closeWithError(socket, ServerCloseCode.Unauthorized, { code: 'unauthorized', message: check.reason });
      return false;
    }
    const { user } = check.session;
    if (!isCounted) {
      connectionLog.warn({ user: user.id }, 'too many connections');
      const message = `At most ${options.maxConnectionsPerUser} connections for one user.`;
      closeWithError(socket, ServerCloseCode.TooManyConnections, { code: 'too-many-connections', message });
      return false;
    }
    const context: ConnectionContext = {
      clock,
      limits,
      log: connectionLog.child({ user: user.id }),
      receive: options.receive,
      onClose(connection) {
        connections.delete(connection);
        users.release(user.id);
        options.onClose(connection);
      },
    };
    connections.add(createClientConnection(socket, check.session, context));
    return true;
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy()); // http has let go of it, and ws has not taken it yet
    const [path, query] = (request.url ?? '').split('?', 2);
    if (path !== '/ws') return refuseUpgrade(socket, 404);
    const { origin, host } = request.headers;
    if (!isAllowedOrigin(origin, host, options.allowedOrigins)) {
      log.warn({ origin }, 'origin refused');
      return refuseUpgrade(socket, 403);
    }
    const asked = new URLSearchParams(query);
    const token = asked.get('token') ?? '';
    const lab = asked.has('lab') ? options.lab : null;
    let check = await tokens.check(token);
    if (lab && check.ok) {
      const admission = lab.admit(check.session.user.id, token);
      if (admission === 'away') return refuseUpgrade(socket, 503);
      if (admission === 'refused') check = { ok: false, reason: 'refused in the lab' };
    }
    const isCounted = check.ok && (await users.take(check.session.user.id));
    let isAccepted = false;
    try {
      // A wrong token too: a browser shows its page no HTTP status, but a close code. Whoever has gone in the meantime,
      // or comes during the shutdown, is never called back.
      const line = lab && check.ok && isCounted ? lab.join(check.session.user.id, socket as Socket) : null;
      server.handleUpgrade(request, line?.stream ?? socket, head, (ws) => {
        isAccepted = accept(ws, check, isCounted, request.socket.remoteAddress);
        if (isAccepted) line?.opened(ws);
      });
    } finally {
      if (check.ok && isCounted && !isAccepted) users.release(check.session.user.id);
    }
  }

  http.on('upgrade', (request, socket, head) => {
    upgrade(request, socket, head).catch((err: unknown) => {
      log.error({ err }, 'upgrade failed');
      refuseUpgrade(socket, 500);
    });
  });

  const stopPings = clock.every(options.pingInterval, () => {
    for (const connection of [...connections]) connection.probe();
  });

  return {
    count: () => server.clients.size,
    async close() {
      stopPings();
      // From here on it answers an upgrade with 503.
      const gone = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of server.clients) socket.close(GOING_AWAY, NO_MORE);
      await gone;
    },
  };
}

function refuseUpgrade(socket: Duplex, status: number): void {
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  socket.end(head, () => socket.destroy());
}
