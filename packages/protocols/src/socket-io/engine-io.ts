import type { Frame, Sink } from '@heartbeat-socket/core';

/** What the packet `open` says (Engine.IO protocol v4, "Handshake"). */
interface OpenPacket {
  readonly pingInterval: number;
  readonly pingTimeout: number;
}

/** The longest delay that timers hold; a server that hardly ever pings may say so by it. */
const LONGEST_DELAY = 2_147_483_647;

/** What the layer above hears. */
interface EngineListener {
  open(): void;
  /** The server is about to close the connection. */
  close(): void;
  /** A Socket.IO packet, or an attachment of one. */
  message(frame: Frame): void;
}

/**
 * Reads an Engine.IO packet (protocol v4, "Packet encoding", WebSocket): one a frame, its type in the first character.
 * Throws what is wrong with it. The server pings, and hangs up on a client that does ("Heartbeat").
 */
export function readEnginePacket(frame: Frame, isOpen: boolean, to: Sink<unknown>, listener: EngineListener): void {
  if (!isOpen) {
    const { pingInterval, pingTimeout } = readOpen(frame);
    const silence = Math.min(pingInterval + pingTimeout, LONGEST_DELAY);
    to.tune({ interval: pingInterval, pongTimeout: pingTimeout, silence });
    return listener.open();
  }
  if (typeof frame !== 'string') return listener.message(frame);
  const data = frame.slice(1);
  switch (frame[0]) {
    case '1':
      return listener.close();
    case '2':
      return to.reply(`3${data}`);
    case '4':
      return listener.message(data);
    case '6':
      return;
    default:
      throw new TypeError(
        `expected an Engine.IO packet of type 1, 2, 4 or 6, got ${JSON.stringify(frame.slice(0, 20))}`,
      );
  }
}

function readOpen(frame: Frame): OpenPacket {
  if (typeof frame === 'string' && frame[0] === '0') {
    const { pingInterval, pingTimeout } = (JSON.parse(frame.slice(1)) ?? {}) as Partial<OpenPacket>;
    if (isDuration(pingInterval) && isDuration(pingTimeout)) return { pingInterval, pingTimeout };
  }
  const got = typeof frame === 'string' ? JSON.stringify(frame.slice(0, 40)) : 'a binary frame';
  throw new TypeError(`expected an Engine.IO v4 open packet with pingInterval and pingTimeout, got ${got}`);
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= LONGEST_DELAY;
}
