import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Cancel, Clock } from '../clock';

/** A slow line that has more bytes than this under way is cut off. */
const MOST_HELD = 1_048_576;

interface Passage {
  readonly due: number;
  readonly size: number;
  readonly arrive: () => void;
}

/** A client's line with a place to break it: it stands between the network and who serves the client. */
export class BreakableLine extends Duplex {
  readonly #network: Socket;
  readonly #clock: Clock;
  #delay = 0;
  #isCut = false;
  /** What is under way, in order. */
  #passages: Passage[] = [];
  #held = 0;
  #cancel: Cancel = () => {};

  constructor(network: Socket, clock: Clock) {
    super();
    this.#network = network;
    this.#clock = clock;
    network.on('data', (chunk: Buffer) =>
      this.#pass(chunk.length, () => {
        if (!this.push(chunk)) network.pause();
      }),
    );
    network.on('end', () => {
      // Who hangs up on a line that was cut has given it up: there is nobody left to hide that from.
      if (this.#isCut) this.destroy();
      else this.#pass(0, () => this.push(null));
    });
    network.on('error', () => this.destroy());
    network.on('close', () => this.destroy());
  }

  /** From now on not a byte passes, either way, and nobody is told. */
  cut(): void {
    this.#isCut = true;
    this.#forget();
  }

  /** Delays each byte by so many milliseconds, either way; 0 is as fast as ever, behind what is under way. */
  slow(delay: number): void {
    this.#delay = delay;
  }

  /** Ends it with a TCP reset. */
  reset(): void {
    this.#network.resetAndDestroy();
  }

  override _read(): void {
    this.#network.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    if (this.#isCut) return done();
    if (this.#delay === 0 && this.#passages.length === 0) {
      // Done when the network has taken it: who serves the client counts what a slow reader leaves.
      this.#network.write(chunk, done);
      return;
    }
    this.#pass(chunk.length, () => this.#network.write(chunk));
    done();
  }

  override _final(done: () => void): void {
    if (this.#isCut) return done();
    this.#pass(0, () => {
      this.#network.end();
      done();
    });
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#forget();
    this.#network.destroy();
    done(error);
  }

  #pass(size: number, arrive: () => void): void {
    if (this.#isCut) return;
    if (this.#delay === 0 && this.#passages.length === 0) return arrive();
    const last = this.#passages[this.#passages.length - 1];
    const due = Math.max(this.#clock.now() + this.#delay, last?.due ?? 0);
    this.#held += size;
    if (this.#held > MOST_HELD) return void this.destroy();
    this.#passages.push({ due, size, arrive });
    if (!last) this.#arm(due - this.#clock.now());
  }

  #arm(delay: number): void {
    this.#cancel = this.#clock.after(delay, () => {
      const [first, next] = this.#passages;
      if (!first) return;
      this.#passages.shift();
      this.#held -= first.size;
      if (next) this.#arm(next.due - first.due);
      first.arrive();
    });
  }

  #forget(): void {
    this.#cancel();
    this.#passages = [];
    this.#held = 0;
  }
}
