/** The other end of a client: a real server, and what it has heard and says through it. */
export interface Counterpart {
  /** Where the server listens for WebSockets, on loopback. */
  readonly port: number;
  readonly texts: readonly string[];
  readonly bytes: readonly string[];
  say(text: string): void;
  /** Absent where the protocol has no binary messages. */
  sayBytes?(bytes: Uint8Array): void;
  stop(): Promise<void> | void;
}
