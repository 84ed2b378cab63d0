import type { BidResultMessage, Lot } from '../../server/src/messages';
import { type BiddingLine, createBiddingLine } from './bidding-line';
import { readHistory, readLots } from './server-answers';

/** Lines take turns, so that none is faster than the server allows. */
const PAIRS = 20;
const BID_TIMEOUT = 30_000;

/** What the duels have shown. */
export interface DuelResult {
  readonly duels: number;
  /** Duels with one winner. */
  readonly won: number;
  /** Duels with two winners, with none, or whose winner the history has not exactly once. */
  readonly wrong: number;
}

/** Has pairs of bidders, each on another server where there are several, make equal bids at the same moment. */
export async function runDuels(urls: readonly string[], duels: number): Promise<DuelResult> {
  const lots = await readLots(urls);
  const lines = Array.from({ length: PAIRS * 2 }, (_, index) => createBiddingLine(`duellist ${index}`, urls, index));
  for (const { socket } of lines) socket.connect();
  const winners = new Map<string, string>();
  let wrong = 0;

  /** The duels of a lot follow each other: each raises the price. */
  async function fightFor(lot: Lot, index: number): Promise<void> {
    let amount = lot.bids === 0 ? lot.startPrice : lot.price + lot.step;
    for (let duel = index; duel < duels; duel += lots.length) {
      const pair = [lines[(duel % PAIRS) * 2], lines[(duel % PAIRS) * 2 + 1]].filter((line) => line !== undefined);
      const results = await Promise.all(pair.map((line) => bid(line, lot.id, amount)));
      const accepted = results.flatMap((result) => (result.ok ? [result.quote] : []));
      const [winner] = accepted;
      if (accepted.length === 1 && winner) winners.set(winner.id, winner.user.id);
      else wrong += 1;
      amount += lot.step;
    }
  }
  await Promise.all(lots.map(fightFor));

  for (const lot of lots) {
    const written = new Map<string, number>();
    for (const { id, user } of await readHistory(urls, lot.id)) {
      if (winners.get(id) === user.id) written.set(id, (written.get(id) ?? 0) + 1);
    }
    wrong += [...written.values()].filter((times) => times !== 1).length;
    for (const id of written.keys()) winners.delete(id);
  }
  for (const { socket } of lines) socket.destroy();
  const won = duels - wrong - winners.size;
  return { duels, won, wrong: wrong + winners.size };
}

function bid({ socket }: BiddingLine, lot: string, amount: number): Promise<BidResultMessage> {
  return socket.request<BidResultMessage>({ type: 'bid', lot, amount }, { retry: true, timeout: BID_TIMEOUT });
}
