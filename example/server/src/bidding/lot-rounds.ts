import type { FastifyBaseLogger } from 'fastify';
import type { Cancel, Clock } from '../clock';
import type { Lot } from '../messages';
import type { LotFeed } from './lot-feed';
import type { LotStore } from './lot-store';

/** How the rounds of the lots follow each other. Durations are milliseconds. */
export interface LotRoundsOptions {
  readonly store: LotStore;
  readonly feed: LotFeed;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  /** Between two looks at the lots. */
  readonly interval: number;
  /** How long a lot stays over before its next round. */
  readonly rest: number;
  /** How long a round lasts. */
  readonly duration: number;
  /** Called once for each end that a lot comes to; the store changes nothing then, so the feed tells nobody. */
  readonly onEnded: (lot: Lot) => void;
}

/** Keeps the lots alive: tells when one ends, and begins its next round after the rest. Returns its own stop. */
export function runLotRounds(options: LotRoundsOptions): Cancel {
  const { store, feed, clock, log, onEnded } = options;
  const announced = new Map<string, number>();
  let isBusy = false;

  const isUnannounced = ({ id, endsAt }: Lot) => clock.now() >= endsAt && announced.get(id) !== endsAt;

  const isDue = ({ endsAt }: Lot) => clock.now() >= endsAt + options.rest;

  async function look(): Promise<void> {
    const lots = await store.list();
    for (const { id, seq } of lots) await feed.advance(id, seq);
    if (lots.some(isUnannounced)) {
      for (const lot of (await store.listEnded()).filter(isUnannounced)) {
        await feed.advance(lot.id, lot.seq); // what came before the end is told before it
        announced.set(lot.id, lot.endsAt);
        onEnded(lot);
      }
    }
    if (lots.some(isDue)) await store.startDueRounds(options.rest, options.duration);
  }

  return clock.every(options.interval, async () => {
    if (isBusy) return; // a slow database is not asked again before it has answered
    isBusy = true;
    try {
      await look();
    } catch (err) {
      log.error({ err }, 'lot rounds failed');
    } finally {
      isBusy = false;
    }
  });
}
