import type { FastifyBaseLogger } from 'fastify';
import type { Cancel, Clock } from './clock';
import type { LotStore } from './lot-store';
import type { Lot } from './messages';

/** How the rounds of the lots follow each other. Durations are milliseconds. */
export interface LotRoundsOptions {
  readonly store: LotStore;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  /** Between two looks at the lots. */
  readonly interval: number;
  /** How long a lot stays over before its next round. */
  readonly rest: number;
  /** How long a round lasts. */
  readonly duration: number;
  /** Called once for each end that a lot comes to; a store changes nothing then, so it tells nobody. */
  readonly onEnded: (lot: Lot) => void;
}

/** Keeps the lots alive: tells when one ends, and begins its next round after the rest. Returns its own stop. */
export function runLotRounds(options: LotRoundsOptions): Cancel {
  const { store, clock, log, onEnded } = options;
  const announced = new Map<string, number>();
  let isBusy = false;

  async function look(): Promise<void> {
    const now = clock.now();
    for (const lot of await store.list()) {
      if (now < lot.endsAt || announced.get(lot.id) === lot.endsAt) continue;
      announced.set(lot.id, lot.endsAt);
      onEnded(lot);
    }
    await store.startDueRounds(options.rest, options.duration);
  }

  return clock.every(options.interval, () => {
    if (isBusy) return; // a slow store is not asked again before it has answered
    isBusy = true;
    look()
      .catch((err: unknown) => log.error({ err }, 'lot rounds failed'))
      .finally(() => {
        isBusy = false;
      });
  });
}
