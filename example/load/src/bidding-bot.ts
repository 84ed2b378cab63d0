import { HeartbeatSocketError, listen } from '@heartbeat-socket/core';
import type { BidResultMessage, Lot, SnapshotMessage } from '../../server/src/messages';
import { type BiddingLine, createBiddingLine } from './bidding-line';
import { createLotView, type LotView } from './lot-view';
import type { Tally } from './tally';

/** How long a bid is tried, over reconnects, before it counts as unanswered. */
const BID_TIMEOUT = 60_000;
const SHORTEST_PAUSE = 500;
const LONGEST_PAUSE = 3_500;

/** A bidder on a line of its own, who watches every lot and bids now and then. */
export interface BiddingBot {
  readonly line: BiddingLine;
  readonly views: ReadonlyMap<string, LotView>;
  /** Bids no more, and resolves when every bid has its answer. */
  finish(): Promise<void>;
  leave(): void;
}

/** Lets a bot begin. What it sees goes into the tally. */
export function startBiddingBot(
  name: string,
  urls: readonly string[],
  first: number,
  lots: readonly string[],
  tally: Tally,
): BiddingBot {
  const line = createBiddingLine(name, urls, first);
  const { socket } = line;
  const views = new Map(
    lots.map((id) => [
      id,
      createLotView(
        (fault, detail) => {
          tally.faults[fault] += 1;
          tally.note(`${name}, ${id}: ${detail}`);
        },
        () => {
          tally.wholes += 1;
        },
      ),
    ]),
  );
  const bids = new Set<Promise<void>>();
  let losses = 0;
  let timer: NodeJS.Timeout | undefined;

  socket.on('close', () => {
    losses += 1;
  });
  socket.on('open', ({ isReconnect }) => {
    if (isReconnect) tally.reconnects += 1;
  });
  socket.on('error', ({ code, message }) => {
    if (code !== 'resync-failed') return tally.note(`${name}: ${code}: ${message}`);
    socket.reconnect(); // to watch a second time on this line would bring again what the snapshot has
  });
  listen(socket, {
    resync: ({ request }) =>
      Promise.all(
        [...views].map(([lot, view]) => {
          const since = view.since();
          return request<SnapshotMessage>({ type: 'watch', lot, ...(since ? { since } : {}) });
        }),
      ),
    onResynced(snapshots: SnapshotMessage[]) {
      for (const snapshot of snapshots) views.get(snapshot.lot.id)?.synced(snapshot);
    },
    onMessage(message) {
      if (message.type === 'quote') views.get(message.quote.lot)?.told(message);
      else if (message.type === 'lot') views.get(message.lot.id)?.told(message);
    },
  });

  async function bid(lot: Lot): Promise<void> {
    const minimum = lot.bids === 0 ? lot.startPrice : lot.price + lot.step;
    const amount = minimum + lot.step * Math.floor(Math.random() * 3);
    const lossesBefore = socket.getSnapshot().status === 'open' ? losses : null;
    const begun = performance.now();
    tally.bids.sent += 1;
    try {
      const bid = { type: 'bid', lot: lot.id, amount } as const;
      const result = await socket.request<BidResultMessage>(bid, { retry: true, timeout: BID_TIMEOUT });
      const taken = Math.round(performance.now() - begun);
      tally.latency.recordValue(taken);
      if (losses === lossesBefore) tally.quietLatency.recordValue(taken);
      tally.bids[result.ok ? 'accepted' : 'refused'] += 1;
      if (result.ok) tally.accepted.set(result.quote.id, result.quote);
    } catch (error) {
      tally.bids.unanswered += 1;
      tally.note(
        `${name}, bid of ${amount} on ${lot.id}: ${error instanceof HeartbeatSocketError ? error.code : error}`,
      );
    }
  }

  function plan(): void {
    timer = setTimeout(
      () => {
        const now = socket.serverNow();
        const open = [...views.values()].flatMap((view) => view.lot() ?? []).filter(({ endsAt }) => now < endsAt);
        const lot = open[Math.floor(Math.random() * open.length)];
        if (lot) {
          const placed = bid(lot).finally(() => bids.delete(placed));
          bids.add(placed);
        }
        plan();
      },
      SHORTEST_PAUSE + Math.random() * (LONGEST_PAUSE - SHORTEST_PAUSE),
    );
  }

  socket.connect();
  plan();
  return {
    line,
    views,
    async finish() {
      clearTimeout(timer);
      await Promise.all(bids);
    },
    leave: () => socket.destroy(),
  };
}
