import type { PeerId } from './catalogue';

/**
 * `defaults`: the peer's own numbers, with its heartbeat and its reconnect switched on where it has them. `matched`: a
 * ping after 15 s, dead 10 s later, waits from 1 s doubling to 30 s, attempts without end, as far as the peer lets it.
 */
export type Settings = 'defaults' | 'matched';

/** The numbers of `matched`, in milliseconds. */
export const MATCHED = { interval: 15_000, pongTimeout: 10_000, minDelay: 1_000, maxDelay: 30_000 } as const;

/** What one client tells. */
export interface Listener {
  /** It may be used now; again after each reconnect. */
  onOpen(): void;
  /** A message of the server, decoded. */
  onMessage(message: unknown): void;
}

/** One client library, in the few words that all scenarios use. */
export interface Peer {
  readonly id: PeerId;
  /** Whether pings follow `matched` only if the server says so: then the server that it is given does. */
  readonly dialect: DialectName;
  /** Connects, and returns the end of it: what a user of the library would call or unmount. */
  connect(url: string, settings: Settings, listener: Listener): () => void;
}

/** What is spoken on the line. */
export type DialectName = 'plain' | 'graphql-transport-ws' | 'centrifuge' | 'engine.io';

/** The wait before the nth attempt in a row, from 1, without jitter. */
export function matchedDelay(attempt: number): number {
  return Math.min(MATCHED.minDelay * 2 ** (attempt - 1), MATCHED.maxDelay);
}

/** Decodes a frame as an app would that knows its server's pongs; those are not told. */
export function tell(listener: Listener, frame: unknown): void {
  if (frame === 'pong' || frame === 'heartbeat') return;
  listener.onMessage(JSON.parse(frame as string));
}
