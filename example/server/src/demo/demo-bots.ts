import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { isRunning, minimumBid } from '../bidding/bidding-rules';
import type { LotStore } from '../bidding/lot-store';
import type { Cancel, Clock } from '../clock';
import type { User } from '../messages';

const BOTS: readonly User[] = [
  { id: 'bot-lin', name: '林小满' },
  { id: 'bot-qiao', name: '乔安' },
  { id: 'bot-theo', name: 'Theo' },
  { id: 'bot-mei', name: 'Mei' },
];

const SHORTEST_PAUSE = 2_000;
const LONGEST_PAUSE = 7_000;
/** Bots leave the end to people: their late bids would extend it for ever. */
const HANDS_OFF = 60_000;
/** Bots stop at this many times the first price. */
const BUDGET = 6;

/** What the bots need. */
export interface DemoBotsOptions {
  readonly store: LotStore;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  /** A number from 0 up to 1. */
  readonly random: () => number;
}

/** Lets bots bid now and then, so that a newcomer sees quotes come in. Returns their stop. */
export function runDemoBots({ store, clock, log, random }: DemoBotsOptions): Cancel {
  let cancel: Cancel = () => {};
  let isStopped = false;

  function pick<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(random() * items.length)];
  }

  async function bid(): Promise<void> {
    const now = clock.now();
    const open = (await store.list()).filter(
      (lot) => isRunning(lot, now) && lot.endsAt - now > HANDS_OFF && lot.price < lot.startPrice * BUDGET,
    );
    const lot = pick(open);
    const user = pick(BOTS.filter(({ name }) => name !== lot?.leader));
    if (!lot || !user) return;
    const amount = minimumBid(lot) + lot.step * Math.floor(random() * 3);
    await store.placeBid({ id: randomUUID(), lot: lot.id, user, amount });
  }

  function plan(): void {
    if (isStopped) return;
    cancel = clock.after(SHORTEST_PAUSE + random() * (LONGEST_PAUSE - SHORTEST_PAUSE), () =>
      bid()
        .catch((err: unknown) => log.error({ err }, 'bot failed'))
        .finally(plan),
    );
  }

  plan();
  return () => {
    isStopped = true;
    cancel();
  };
}
