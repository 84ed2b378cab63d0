import type { PeerId } from '../catalogue';
import { urlPath } from '../dialects/dialect';
import type { BurstOrder } from '../loopback/burst-server';
import type { Listener, Peer } from '../peer';
import type { Extent } from './measurement';
import { QUOTE } from './quote';
import { type Quartiles, quartilesOf } from './spread';
import { subjects } from './throughput-subjects';

export type Subject = PeerId | keyof ReturnType<typeof subjects>;

export interface ThroughputFigures {
  /** Messages in a second of this process's time, the middle of all rounds. */
  readonly perSecond: number;
  /** Time for a message, as a multiple of the bare listener's in the same round. */
  readonly ratio: Quartiles;
  /** Bytes that a message leaves on the heap until they are collected. */
  readonly allocated: number;
}

export type ThroughputData = Partial<Record<Subject, ThroughputFigures>>;

/** The burst server, seen from here. */
export interface BurstServer {
  readonly port: number;
  burst(order: BurstOrder): void;
}

interface Client {
  readonly subject: Subject;
  readonly connection: number;
  /** Resolves when so many messages have come since the call. */
  received(count: number): Promise<void>;
  close(): void;
}

const WARM_ROUNDS = 3;
const ALLOCATION_BATCH = 2_000;

/** All in this process, round by round, each in its turn; the server is another process. */
export async function measureThroughput(
  peers: readonly Peer[],
  { repetitions, count }: Extent,
  server: BurstServer,
  progress: (text: string) => void,
): Promise<ThroughputData> {
  const { bare, ...ours } = subjects();
  const clients: Client[] = [await open('bare', bare, 0, server)];
  for (const peer of peers) clients.push(await open(peer.id, peer, clients.length, server));
  if (peers.some(({ id }) => id === 'hook')) {
    for (const [subject, peer] of Object.entries(ours)) {
      clients.push(await open(subject as keyof typeof ours, peer, clients.length, server));
    }
  }
  const times = new Map(clients.map((client) => [client, [] as number[]]));
  const allocated = new Map(clients.map((client) => [client, [] as number[]]));

  for (let round = 0; round < WARM_ROUNDS + repetitions; round++) {
    progress(`round ${round + 1} of ${WARM_ROUNDS + repetitions}`);
    // Each round begins with another one: what one leaves to the next falls on all alike.
    for (const client of rotated(clients, round)) {
      const time = await timeFor(client, count, server);
      const bytes = await allocationOf(client, server);
      if (round < WARM_ROUNDS) continue;
      times.get(client)?.push(time);
      allocated.get(client)?.push(bytes);
    }
  }
  for (const { close } of clients) close();

  const bareTimes = times.get(clients[0] as Client) ?? [];
  return Object.fromEntries(
    clients.map((client): [Subject, ThroughputFigures] => {
      const own = times.get(client) ?? [];
      const perMessage = quartilesOf(own.map((time) => time / count)).median;
      return [
        client.subject,
        {
          perSecond: 1e6 / perMessage,
          ratio: quartilesOf(own.map((time, round) => time / (bareTimes[round] ?? Number.NaN))),
          allocated: quartilesOf(allocated.get(client) ?? []).median,
        },
      ];
    }),
  );
}

/** Microseconds of this process's time, so that what else the machine does hardly counts. */
async function timeFor(client: Client, count: number, server: BurstServer): Promise<number> {
  collect();
  const done = client.received(count);
  const before = process.cpuUsage();
  server.burst({ connection: client.connection, json: QUOTE, count });
  await done;
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

async function allocationOf(client: Client, server: BurstServer): Promise<number> {
  collect();
  const done = client.received(ALLOCATION_BATCH);
  const before = process.memoryUsage().heapUsed;
  server.burst({ connection: client.connection, json: QUOTE, count: ALLOCATION_BATCH });
  await done;
  return (process.memoryUsage().heapUsed - before) / ALLOCATION_BATCH;
}

/** A client that counts what its listener is told. One that loses its line on the way fails: it would wait for ever. */
function counting(connect: (listener: Listener) => () => void): Promise<Omit<Client, 'subject' | 'connection'>> {
  let wanted = 0;
  let reached = () => {};
  let lost: ((error: Error) => void) | undefined;
  return new Promise((resolve) => {
    const close = connect({
      onOpen() {
        if (lost) return lost(new Error('a client lost its line, and opened another one'));
        lost = () => {};
        resolve({
          received(count) {
            wanted = count;
            return new Promise((done, fail) => {
              reached = done;
              lost = fail;
            });
          },
          close: () => close(),
        });
      },
      onMessage() {
        if (--wanted === 0) reached();
      },
    });
  });
}

async function open(
  subject: Subject,
  peer: Pick<Peer, 'connect' | 'dialect'>,
  connection: number,
  server: BurstServer,
) {
  const url = `ws://127.0.0.1:${server.port}${urlPath(peer.dialect, 'matched')}`;
  // Not the defaults: a pong that must come within a second comes too late on a busy machine.
  const counted = await counting((listener) => peer.connect(url, 'matched', listener));
  return { subject, connection, ...counted };
}

function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

function collect(): void {
  if (!globalThis.gc) throw new Error('run node with --expose-gc');
  globalThis.gc();
}
