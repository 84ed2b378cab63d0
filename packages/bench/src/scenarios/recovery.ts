import { setTimeout as sleep } from 'node:timers/promises';
import { startTcpProxy, type TcpProxy } from '@heartbeat-socket/tcp-proxy';
import type { PeerId } from '../catalogue';
import { urlPath } from '../dialects/dialect';
import { seededRandom } from '../environment/seeded-random';
import { startDialectServer } from '../loopback/dialect-server';
import type { Peer, Settings } from '../peer';
import { LONGEST_RECOVERY } from './longest-recovery';
import type { Extent } from './measurement';
import { type Spread, spreadOf } from './spread';

/** How a server is away: connects are refused; the line is reset, and it is back at once; not a byte passes. */
export type OutageKind = 'refuse' | 'reset' | 'blackhole';

const KINDS: readonly OutageKind[] = ['refuse', 'reset', 'blackhole'];

/** Milliseconds from "the server is back" to "open"; `null` when it was open again after no outage. */
export type RecoveryFigures = Readonly<Record<OutageKind | 'all', Spread | null>>;

export type RecoveryData = Partial<Record<PeerId, Record<Settings, RecoveryFigures>>>;

interface Outage {
  readonly kind: OutageKind;
  /** Milliseconds on a healthy line before it, and for which it lasts. */
  readonly healthy: number;
  readonly length: number;
}

interface Sample {
  readonly kind: OutageKind;
  readonly took: number | null;
}

const SEED = 20_260_101;

/**
 * Gives each peer, with both settings, the same outages on a line of its own. The lines are shared out among lanes that
 * run side by side, as nearly all of it is waiting.
 */
export async function measureRecovery(
  peers: readonly Peer[],
  { repetitions }: Extent,
  progress: (text: string) => void,
): Promise<RecoveryData> {
  const lanes = schedule(repetitions);
  const server = await startDialectServer();
  let done = 0;
  const total = peers.length * 2 * repetitions;
  const tellDone = () => progress(`${++done} of ${total} outages`);

  async function withSettings(peer: Peer, settings: Settings): Promise<RecoveryFigures> {
    const samples = await Promise.all(lanes.map((lane) => live(peer, settings, server.port, lane, tellDone)));
    return figuresOf(samples.flat());
  }

  const rows = await Promise.all(
    peers.map(async (peer) => {
      const [defaults, matched] = await Promise.all([withSettings(peer, 'defaults'), withSettings(peer, 'matched')]);
      return [peer.id, { defaults, matched }] as const;
    }),
  );
  server.close();
  return Object.fromEntries(rows);
}

/**
 * The outages of each lane, the same for all peers and runs: one of each kind, and every kind as often the first. So no
 * lane waits for two dead lines that nobody notices.
 */
function schedule(count: number): Outage[][] {
  const random = seededRandom(SEED);
  const between = (low: number, high: number) => low + random() * (high - low);
  const lanes = Math.ceil(count / KINDS.length);
  return Array.from({ length: lanes }, (_, lane) => {
    const kinds = KINDS.filter((_kind, at) => at * lanes + lane < count);
    const first = lane % kinds.length;
    return [...kinds.slice(first), ...kinds.slice(0, first)].map((kind) => ({
      kind,
      // The longest `minUptime` of the peers is 5 s: each outage finds a connection that counts as good.
      healthy: between(6_000, 9_000),
      length: between(1_000, 8_000),
    }));
  });
}

/** One line through its outages, one after the other. A client that never came back is replaced by a new one. */
async function live(
  peer: Peer,
  settings: Settings,
  port: number,
  outages: readonly Outage[],
  tellDone: () => void,
): Promise<Sample[]> {
  const proxy = await startTcpProxy(port);
  let opened: () => void = () => {};
  let close = () => {};

  function nextOpen(within: number): Promise<number | null> {
    const gaveUp = new AbortController();
    const open = new Promise<number>((resolve) => {
      opened = () => resolve(performance.now());
    });
    const timeout = sleep(within, null, { signal: gaveUp.signal }).catch(() => null);
    return Promise.race([open, timeout]).finally(() => gaveUp.abort());
  }

  async function connect(): Promise<void> {
    const open = nextOpen(LONGEST_RECOVERY);
    const url = `ws://127.0.0.1:${proxy.port}${urlPath(peer.dialect, settings)}`;
    close = peer.connect(url, settings, { onOpen: () => opened(), onMessage() {} });
    if ((await open) === null) throw new Error(`${peer.id} did not open on a healthy line`);
  }

  await connect();
  const samples: Sample[] = [];
  for (const { kind, healthy, length } of outages) {
    await sleep(healthy);
    const open = nextOpen(length + LONGEST_RECOVERY);
    const back = await suffer(proxy, kind, length);
    const at = await open;
    samples.push({ kind, took: at === null ? null : Math.max(0, at - back) });
    tellDone();
    if (at === null) {
      close();
      await connect();
    }
  }
  close();
  await proxy.close();
  return samples;
}

/** Has one outage, and gives the moment at which the server was back. */
async function suffer(proxy: TcpProxy, kind: OutageKind, length: number): Promise<number> {
  if (kind === 'reset') {
    proxy.reset();
    return performance.now();
  }
  if (kind === 'refuse') await proxy.refuse();
  else proxy.cut();
  await sleep(length);
  const back = performance.now();
  await proxy.mend();
  return back;
}

function figuresOf(samples: readonly Sample[]): RecoveryFigures {
  const of = (kind: OutageKind) => spreadOf(samples.filter((sample) => sample.kind === kind).map(({ took }) => took));
  return {
    refuse: of('refuse'),
    reset: of('reset'),
    blackhole: of('blackhole'),
    all: spreadOf(samples.map(({ took }) => took)),
  };
}
