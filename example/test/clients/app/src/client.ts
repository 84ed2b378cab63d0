/** How many messages go each way when the page is told to send. */
export const COUNT = 100;

/** What a client tells its page. */
export interface Told {
  up(): void;
  down(): void;
  text(text: string): void;
  bytes(bytes: Uint8Array): void;
}

/** What a page sends with. */
export interface Sender {
  sendText(text: string): void;
  /** Absent where the protocol has no binary messages. */
  sendBytes?(bytes: Uint8Array): void;
}

/** A client of some library, as far as the page is concerned. */
export interface Client extends Sender {
  stop(): void;
}

/** Makes a client, which connects at once, and comes back by itself. */
export type StartClient = (told: Told) => Client;
