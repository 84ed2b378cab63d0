import type { Frame, Protocol, RequestSettings, Session, Sink } from '@heartbeat-socket/core';
import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';
import { readEnginePacket } from './engine-io';

/** What a server is told of who connects. */
type Auth = Readonly<Record<string, unknown>>;

/** How a Socket.IO server is spoken to. */
export interface SocketIoOptions {
  /**
   * What the server reads as `socket.handshake.auth`. A function is asked on each connection. When it throws or rejects, the
   * connection ends, and the next attempt comes with back-off.
   */
  auth?: Auth | (() => Auth | Promise<Auth>) | undefined;
  /**
   * The namespace; one a socket.
   *
   * @defaultValue '/'
   */
  namespace?: string | undefined;
}

/** An event, in either direction. */
export interface SocketIoEvent {
  readonly event: string;
  /** What JSON takes, and `ArrayBuffer`s or views of them. */
  readonly args: readonly unknown[];
  /** There if an acknowledgement is wanted; it names the event in it. */
  readonly ack?: string | undefined;
}

/** An acknowledgement of an event, in either direction: give it the event's `ack`. */
export interface SocketIoAck {
  readonly event?: undefined;
  readonly args: readonly unknown[];
  readonly ack: string;
}

/** What a Socket.IO connection carries. */
export type SocketIoMessage = SocketIoEvent | SocketIoAck;

/** So many events may wait for an acknowledgement on a connection; the oldest is forgotten for one more. */
const OPEN_ACKS = 1_000;

/**
 * Socket.IO protocol v5 on Engine.IO v4, as spoken by Socket.IO 3 and 4, over WebSocket only: the url ends in
 * `/socket.io/?EIO=4&transport=websocket`. The interval is the server's. The server's CONNECT is ready; its CONNECT_ERROR
 * refuses for good, and so does its DISCONNECT. A packet that is none ends the connection, and the next attempt comes with back-off.
 * `socketIoAcks` makes requests of events.
 */
export function socketIo({ auth, namespace = '/' }: SocketIoOptions = {}): Protocol<SocketIoMessage, SocketIoMessage> {
  if (!/^\/[^,]*$/.test(namespace)) {
    throw new TypeError(
      `socketIo: expected namespace to begin with "/" and to have no comma, got ${String(namespace)}`,
    );
  }
  const encoder = new Encoder(refuseForeign);
  let sessions = 0;

  function start(): Session<SocketIoMessage, SocketIoMessage> {
    sessions += 1;
    /** The server counts anew on each connection: an acknowledgement must not answer another connection's event. */
    const serial = sessions;
    const decoder = new Decoder();
    const open = new Map<number, string>();
    let sink: Sink<SocketIoMessage> | undefined;
    let isReady = false;
    let isOver = false;
    let count = 0;

    decoder.on('decoded', (packet: Packet) => sink && take(packet, sink));

    function connect(to: Sink<SocketIoMessage>): void {
      const say = (data: Auth | undefined) => {
        const packet = { type: PacketType.CONNECT, nsp: namespace, data };
        to.reply(`4${encoder.encode(packet as Packet)[0] as string}`);
      };
      const fail = (error: unknown) => end(to, `auth failed: ${messageOf(error)}`, 'backoff');
      if (typeof auth === 'function') Promise.resolve().then(auth).then(say).catch(fail);
      else say(auth);
    }

    function end(to: Sink<SocketIoMessage>, reason: string, retry: 'never' | 'backoff'): void {
      isOver = true;
      decoder.destroy();
      to.refuse(`Socket.IO: ${reason}`, retry);
    }

    function take({ type, nsp, id, data }: Packet, to: Sink<SocketIoMessage>): void {
      if (nsp !== namespace) throw new TypeError(`expected the namespace ${namespace}, got ${nsp.slice(0, 40)}`);
      if (type === PacketType.CONNECT_ERROR) return end(to, reasonOf(data), 'never');
      if (type === PacketType.CONNECT) {
        isReady = true;
        return to.ready();
      }
      if (!isReady) throw new TypeError(`expected CONNECT, got ${PacketType[type]}`);
      if (type === PacketType.DISCONNECT) return end(to, 'disconnected by the server', 'never');
      // The parser lets packets without data pass.
      if (!Array.isArray(data)) throw new TypeError(`expected arguments in ${PacketType[type]}, got none`);
      if (type === PacketType.EVENT) {
        const [event, ...args] = data as [string | number, ...unknown[]];
        return to.message({ event: String(event), args, ...(id !== undefined && { ack: `${serial}.${id}` }) });
      }
      const ack = id === undefined ? undefined : open.get(id);
      if (ack === undefined) return;
      open.delete(id as number);
      to.message({ ack, args: data });
    }

    function packetOf({ event, args, ack }: SocketIoMessage): Packet {
      if (event === undefined) {
        const [from, id] = String(ack).split('.');
        if (Number(from) === serial && id) return { type: PacketType.ACK, nsp: namespace, id: +id, data: [...args] };
        throw new TypeError(`Socket.IO: expected ack to be that of an event of this connection, got ${String(ack)}`);
      }
      const data = [event, ...args];
      if (ack === undefined) return { type: PacketType.EVENT, nsp: namespace, data };
      const id = count;
      count += 1;
      open.set(id, ack);
      if (open.size > OPEN_ACKS) open.delete(open.keys().next().value as number);
      return { type: PacketType.EVENT, nsp: namespace, id, data };
    }

    return {
      read(frame, to) {
        if (isOver) return;
        try {
          readEnginePacket(frame, sink !== undefined, to, {
            open() {
              sink = to;
              connect(to);
            },
            close: () => end(to, 'closed by the server', 'backoff'),
            // A copy, for the parser takes no ArrayBuffer of another realm for one, and mini-programs have several.
            message: (data) => decoder.add(typeof data === 'string' ? data : new Uint8Array(data).slice().buffer),
          });
        } catch (error) {
          const place = typeof frame === 'string' ? JSON.stringify(frame.slice(0, 40)) : 'a binary frame';
          end(to, `${messageOf(error)}, in ${place}`, 'backoff');
        }
      },
      write(message) {
        const frames = encoder.encode(packetOf(message)).map(frameOf);
        // An event with attachments is several frames; they follow each other at once.
        for (const frame of frames.slice(0, -1)) sink?.reply(frame);
        return frames[frames.length - 1] as Frame;
      },
    };
  }

  return { start };
}

/**
 * Events with an acknowledgement: `request: requests(socketIoAcks)`. They resolve with the first argument of it, as
 * Socket.IO's own `emitWithAck` does.
 */
export const socketIoAcks: RequestSettings<SocketIoMessage, SocketIoMessage> = {
  tag: (message, id) => ({ ...message, ack: id }),
  match: ({ event, ack, args }) => (event === undefined && ack !== undefined ? { id: ack, value: args[0] } : undefined),
};

/** A buffer that the parser did not take for one would go out as `{}`. */
function refuseForeign(_key: string, value: unknown): unknown {
  if (Object.prototype.toString.call(value) !== '[object ArrayBuffer]') return value;
  throw new TypeError('Socket.IO: expected buffers of this realm, got another one: wrap it in a Uint8Array');
}

function frameOf(data: string | ArrayBuffer | ArrayBufferView): Frame {
  if (typeof data === 'string') return `4${data}`;
  if (!ArrayBuffer.isView(data)) return data;
  return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength).slice().buffer;
}

/** What a middleware of the server said: the message of its error. */
function reasonOf(data: unknown): string {
  const { message } = (typeof data === 'string' ? { message: data } : (data ?? {})) as { message?: unknown };
  return typeof message === 'string' ? message : 'refused';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
