import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import type { ClientMessage, ServerMessage } from '../src/messages';

type MessageOf<Type> = Extract<ServerMessage, { type: Type }>;

/** A client of the bidding server: a real socket that remembers what it was told. */
export interface TestClient {
  readonly socket: WebSocket;
  /** Resolves when the connection has ended, with its close code and reason. */
  readonly closed: Promise<{ code: number; reason: string }>;
  /** Sends a message, or a frame as it is. */
  send(message: ClientMessage | string | Buffer): void;
  /** Takes the oldest frame not taken yet that is the given text, waiting for it if need be. */
  text(expected: string): Promise<string>;
  /** Takes the oldest message not taken yet of a type (and with an id), waiting for it if need be. */
  next<Type extends ServerMessage['type']>(type: Type, id?: string): Promise<MessageOf<Type>>;
  /** Resolves when the server has acted on all that was sent; answers with the frames that nobody has taken. */
  settle(): Promise<string[]>;
}

/** Opens a socket; greeted or not is for the test to see. */
export function connect(url: string, options: ClientOptions = {}): TestClient {
  const socket = new WebSocket(url, options);
  const frames: string[] = [];
  const waiting = new Set<() => void>();
  let barriers = 0;
  onTestFinished(() => socket.terminate());

  socket.on('error', () => {}); // what went wrong shows in `closed`
  socket.on('message', (data) => {
    frames.push(data.toString());
    for (const look of [...waiting]) look();
  });

  function take(matches: (frame: string) => boolean): Promise<string> {
    return new Promise((resolve) => {
      const look = () => {
        const index = frames.findIndex(matches);
        if (index < 0) return;
        waiting.delete(look);
        resolve(frames.splice(index, 1)[0] as string);
      };
      waiting.add(look);
      look();
    });
  }

  const client: TestClient = {
    socket,
    closed: new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    }),
    send: (message) =>
      socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)),
    text: (expected) => take((frame) => frame === expected),
    async next(type, id) {
      const frame = await take((text) => {
        if (!text.startsWith('{')) return false;
        const message = JSON.parse(text) as { type: string; id?: string };
        return message.type === type && (id === undefined || message.id === id);
      });
      return JSON.parse(frame);
    },
    async settle() {
      const id = `barrier-${barriers++}`;
      client.send({ type: 'watch', lot: 'no-such-lot', id });
      await client.next('error', id);
      return frames;
    },
  };
  return client;
}

/** Resolves with the HTTP status that a refused upgrade was answered with. */
export async function refusedStatus(url: string, options: ClientOptions = {}): Promise<number> {
  const socket = new WebSocket(url, options);
  const [request, response] = await once(socket, 'unexpected-response');
  request.destroy();
  return response.statusCode;
}
