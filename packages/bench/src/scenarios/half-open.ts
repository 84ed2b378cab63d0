import { urlPath } from '../dialects/dialect';
import type { Peer, Settings } from '../peer';
import { cut, mend, network, resetNetwork } from '../simulation/network';
import { now, run } from '../simulation/time';
import type { Extent } from './measurement';
import { type Spread, spreadOf } from './spread';

/** What the dead line does: its close never ends; a 1006 comes 10 s after `close()`; as the first, but new ones open. */
export type Column = 'never-closes' | 'closes-late' | 'network-back';

/** Milliseconds from the death of the line, over all phases; `null` in a spread's place: in no phase. */
export interface HalfOpenFigures {
  readonly noticed: Spread | null;
  readonly firstAttempt: Spread | null;
  /** Only where the network comes back. */
  readonly open: Spread | null;
  /** Sockets made in ten minutes, the least of all phases. */
  readonly attempts: number;
}

export type HalfOpenData = Record<Settings, Record<Column, HalfOpenFigures>>;

const COLUMNS: Readonly<Record<Column, { closesAfter: number; back: number; watched: number }>> = {
  'never-closes': { closesAfter: Number.POSITIVE_INFINITY, back: Number.POSITIVE_INFINITY, watched: 600_000 },
  'closes-late': { closesAfter: 10_000, back: Number.POSITIVE_INFINITY, watched: 120_000 },
  'network-back': { closesAfter: Number.POSITIVE_INFINITY, back: 20_000, watched: 120_000 },
};

const HEALTHY = 70_000;
/** The death comes at moments that lie evenly over this much time: no peer's interval is longer. */
const PHASES_OVER = 29_000;

/** How one peer takes a line that dies in silence. */
export async function measureHalfOpen(peer: Peer, { repetitions }: Extent): Promise<HalfOpenData> {
  return {
    defaults: await inColumns(peer, 'defaults', repetitions),
    matched: await inColumns(peer, 'matched', repetitions),
  };
}

async function inColumns(peer: Peer, settings: Settings, phases: number): Promise<Record<Column, HalfOpenFigures>> {
  return {
    'never-closes': await overPhases(peer, settings, 'never-closes', phases),
    'closes-late': await overPhases(peer, settings, 'closes-late', phases),
    'network-back': await overPhases(peer, settings, 'network-back', phases),
  };
}

async function overPhases(peer: Peer, settings: Settings, column: Column, phases: number): Promise<HalfOpenFigures> {
  const deaths = [];
  for (let phase = 0; phase < phases; phase++) {
    deaths.push(await die(peer, settings, column, HEALTHY + (phase * PHASES_OVER) / phases));
  }
  return {
    noticed: spreadOf(deaths.map(({ noticed }) => noticed)),
    firstAttempt: spreadOf(deaths.map(({ firstAttempt }) => firstAttempt)),
    open: spreadOf(deaths.map(({ open }) => open)),
    attempts: Math.min(...deaths.map(({ attempts }) => attempts)),
  };
}

/** One line's life and death. */
async function die(peer: Peer, settings: Settings, column: Column, healthy: number) {
  const { closesAfter, back, watched } = COLUMNS[column];
  resetNetwork();
  network.closesAfter = closesAfter;
  const opens: number[] = [];
  const close = peer.connect(`ws://server${urlPath(peer.dialect, settings)}`, settings, {
    onOpen: () => opens.push(now()),
    onMessage() {},
  });
  await run(healthy);
  if (opens.length !== 1 || network.attempts.length !== 1) {
    throw new Error(`${peer.id} was not healthy: ${network.attempts.length} attempts, ${opens.length} opened`);
  }

  const died = now();
  cut();
  if (back < watched) {
    await run(back);
    mend();
    await run(watched - back);
  } else {
    await run(watched);
  }
  const death = {
    noticed: since(died, network.closings[0]),
    firstAttempt: since(died, network.attempts[1]),
    open: since(died, opens[1]),
    attempts: network.attempts.length - 1,
  };
  close();
  await run(60_000);
  resetNetwork();
  return death;
}

function since(start: number, moment: number | undefined): number | null {
  return moment === undefined ? null : moment - start;
}
