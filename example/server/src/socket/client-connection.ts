import type { FastifyBaseLogger } from 'fastify';
import { WebSocket } from 'ws';
import type { Clock } from '../clock';
import {
  type ClientRequest,
  type ErrorMessage,
  GREETING,
  HEARTBEAT,
  ServerCloseCode,
  type ServerMessage,
  type User,
} from '../messages';
import type { Session } from '../session/session-token';
import type { Watcher } from './lot-rooms';
import { createFaultCounter, createTokenBucket, type MessageRate } from './rate-limit';
import { readClientMessage } from './read-client-message';

const POLICY_VIOLATION = 1008; // RFC 6455 §7.4.1
const MINUTE = 60_000;

/** What one client may do before it is shown out. */
export interface ConnectionLimits {
  readonly messageRate: MessageRate;
  /** This many messages over the rate within a minute end the connection. */
  readonly maxExcessMessages: number;
  /** This many messages that could not be taken within a minute end the connection. */
  readonly maxBadMessages: number;
  /** A client that has left more bytes than this unread is cut off. */
  readonly maxBufferedBytes: number;
}

/** One accepted client. */
export interface ClientConnection extends Watcher {
  readonly user: User;
  send(message: ServerMessage): void;
  /** Ends the connection if its last ping found no answer or its session has expired, else pings again. */
  probe(): void;
}

/** What a connection needs from its server. */
export interface ConnectionContext {
  readonly clock: Clock;
  readonly limits: ConnectionLimits;
  readonly log: FastifyBaseLogger;
  /** Acts on a request. One is finished before the next of the same client begins. */
  readonly receive: (connection: ClientConnection, message: ClientRequest) => Promise<void>;
  readonly onClose: (connection: ClientConnection) => void;
}

/** Says why in a frame and closes: Alipay tells its clients neither code nor reason. */
export function closeWithError(socket: WebSocket, closeCode: number, error: Omit<ErrorMessage, 'type'>): void {
  socket.send(JSON.stringify({ type: 'error', ...error } satisfies ErrorMessage));
  socket.close(closeCode, error.message);
}

/** Greets a client and serves it until it goes. */
export function createClientConnection(
  socket: WebSocket,
  session: Session,
  context: ConnectionContext,
): ClientConnection {
  const { clock, limits, log } = context;
  const bucket = createTokenBucket(limits.messageRate, clock);
  const excessMessages = createFaultCounter(limits.maxExcessMessages, MINUTE, clock);
  const badMessages = createFaultCounter(limits.maxBadMessages, MINUTE, clock);
  let isAlive = true;
  let work = Promise.resolve();

  const connection: ClientConnection = {
    user: session.user,
    send: (message) => connection.sendText(JSON.stringify(message)),
    sendText(text) {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(text);
      if (socket.bufferedAmount <= limits.maxBufferedBytes) return;
      log.warn({ bufferedBytes: socket.bufferedAmount }, 'slow reader cut off');
      socket.terminate();
    },
    probe() {
      if (!isAlive) {
        log.info('dead connection cut off');
        socket.terminate();
      } else if (session.expiresAt <= clock.now()) {
        log.info({ reason: 'expired token' }, 'session ended');
        closeWithError(socket, ServerCloseCode.Unauthorized, { code: 'unauthorized', message: 'expired token' });
      } else if (socket.readyState === WebSocket.OPEN) {
        isAlive = false;
        socket.ping();
      }
    },
  };

  function refuse(error: ErrorMessage): void {
    connection.send(error);
    if (!badMessages.add()) return;
    log.warn({ last: error.code }, 'too many bad messages');
    closeWithError(socket, POLICY_VIOLATION, { code: 'too-many-errors', message: 'too many bad messages' });
  }

  function refuseExcess(): void {
    const { perSecond, burst } = limits.messageRate;
    const message = `At most ${perSecond} messages per second, ${burst} at once.`;
    connection.send({ type: 'error', code: 'rate-limited', message });
    if (!excessMessages.add()) return;
    log.warn('too many messages');
    closeWithError(socket, ServerCloseCode.RateLimited, { code: 'rate-limited', message: 'too many messages' });
  }

  async function receive(message: ClientRequest): Promise<void> {
    if (socket.readyState !== WebSocket.OPEN) return;
    try {
      await context.receive(connection, message);
    } catch (err) {
      log.error({ err }, 'message failed');
      const id = 'id' in message && message.id !== undefined ? { id: message.id } : {};
      connection.send({ type: 'error', code: 'internal', message: 'Something went wrong on the server.', ...id });
    }
  }

  socket.on('message', (data, isBinary) => {
    if (socket.readyState !== WebSocket.OPEN) return; // already shown out, but still talking
    isAlive = true;
    if (!bucket.take()) return refuseExcess();
    if (isBinary) {
      return refuse({ type: 'error', code: 'invalid-message', message: 'Expected a text frame, got a binary one.' });
    }
    const text = data.toString();
    if (text === HEARTBEAT) return connection.sendText(HEARTBEAT);
    const result = readClientMessage(text);
    if (!result.ok) return refuse(result.error);
    // Not behind the work in hand: how long it was under way is what its sender measures.
    const { message } = result;
    if (message.type === 'ping') return connection.send({ type: 'pong', now: clock.now() });
    work = work.then(() => receive(message));
  });
  socket.on('pong', () => {
    isAlive = true;
  });
  socket.on('close', (code) => {
    log.info({ code }, 'connection closed');
    context.onClose(connection);
  });

  log.info('connection opened');
  connection.sendText(GREETING);
  return connection;
}
