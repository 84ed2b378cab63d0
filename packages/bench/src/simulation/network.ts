import type { FakeWebSocket } from './fake-web-socket';
import { now } from './time';

/** How long a frame or a handshake is on its way, in simulated milliseconds. */
export const LATENCY = 10;

/** What becomes of new sockets: they open; nothing answers; the server's machine refuses them. */
export type Weather = 'fair' | 'dead' | 'refused';

/** The one network of a simulated process. */
export const network = {
  weather: 'fair' as Weather,
  /** On a dead line: after how long a `close()` ends in a close event, in milliseconds. */
  closesAfter: Number.POSITIVE_INFINITY,
  /** Sockets that have not closed, in the order in which they were made. */
  sockets: new Set<FakeWebSocket>(),
  /** When each socket was made, and when a line that is dead was first closed by its client. */
  attempts: [] as number[],
  closings: [] as number[],
  /** Frames that the client and the server have sent. */
  sent: 0,
  received: 0,
};

/** Forgets what was, and what has not ended: a new story in the same process. */
export function resetNetwork(): void {
  network.weather = 'fair';
  network.closesAfter = Number.POSITIVE_INFINITY;
  for (const socket of network.sockets) socket.abandon();
  network.sockets.clear();
  network.attempts = [];
  network.closings = [];
  network.sent = 0;
  network.received = 0;
}

/** The lines of now are dead from now on, and nobody is told; new sockets hang. */
export function cut(): void {
  network.weather = 'dead';
  for (const socket of network.sockets) socket.isDead = true;
}

/** The server has gone: the lines of now break at once, new ones are refused. */
export function crash(): void {
  network.weather = 'refused';
  drop();
}

/** The lines of now break, and new ones open. */
export function drop(): void {
  for (const socket of [...network.sockets]) socket.breakOff();
}

/** New sockets open again. */
export function mend(): void {
  network.weather = 'fair';
}

/** The server says a message of the app on each open line. */
export function say(json: string): void {
  for (const socket of network.sockets) socket.say(json);
}

export const tellAttempt = (): void => void network.attempts.push(now());
export const tellClosing = (): void => void network.closings.push(now());
