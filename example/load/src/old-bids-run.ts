import { Client } from 'pg';
import type { SnapshotMessage } from '../../server/src/messages';
import { createBiddingLine } from './bidding-line';
import { readLots } from './server-answers';
import type { ServerGroup } from './server-group';

const STARTS = 5;
/** No more than the server lets a connection ask at once. */
const READS = 40;
/** More than any answer holds, so that the answers are as long with few as with many. */
const FEW = 1_000;

/** Answered bids of somebody long ago, and their events in the present round of a lot: the part that is never deleted. */
const OLD_BIDS = `
  INSERT INTO bids (user_id, id, outcome, decided_at)
  SELECT 'user ' || number % 1000, 'old ' || number, jsonb_build_object('ok', true), server_now()
  FROM generate_series($1::integer, $2) number`;
const OLD_EVENTS = `
  INSERT INTO lot_events (lot, seq, body)
  SELECT lots.id, lots.seq + number - $1 + 1, jsonb_build_object('type', 'quote', 'quote', jsonb_build_object(
    'id', 'old ' || number, 'seq', lots.seq + number - $1 + 1, 'lot', lots.id, 'amount', lots.price,
    'user', jsonb_build_object('id', 'user ' || number % 1000, 'name', 'old'),
    'at', 1000 * extract(epoch FROM server_now())::bigint))
  FROM lots, generate_series($1::integer, $2) number WHERE lots.id = $3`;
const MOVE_ON = 'UPDATE lots SET seq = seq + $1, bids = bids + $1 WHERE id = $2';

/** What was measured, each the middle one of many, in milliseconds. */
export type Times = Readonly<Record<'start' | 'list' | 'page of the lot' | 'its first quotes', number>>;

/** What a server takes with a few old bids, and with many. */
export interface OldBidsResult {
  readonly bids: readonly [few: number, many: number];
  readonly times: readonly [few: Times, many: Times];
}

/**
 * Measures how long a server takes to start, and to answer with the list, with a lot as its page asks for it, and with a
 * first page of its quotes: with a few old bids on that lot, and then with so many.
 */
export async function runOldBids(
  { urls: [url], databaseUrl, killOne }: Omit<ServerGroup, 'stop'>,
  bids: number,
): Promise<OldBidsResult> {
  if (!url || !databaseUrl) throw new Error('no server on a PostgreSQL is known');
  const [lot] = await readLots([url]);
  if (!lot) throw new Error('the server has no lot');
  const measure = async () => {
    const start = await median(STARTS, killOne);
    const list = await median(READS, () => read(`${url}/api/lots`));
    const quotes = await median(READS, () => read(`${url}/api/lots/${lot.id}/quotes?after=0`));
    const { socket } = createBiddingLine('visitor', [url], 0);
    socket.connect();
    const page = await median(READS, () => socket.request<SnapshotMessage>({ type: 'watch', lot: lot.id }));
    socket.destroy();
    return { start, list, 'page of the lot': page, 'its first quotes': quotes };
  };

  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const write = async (first: number, last: number) => {
    await client.query('BEGIN');
    await client.query(OLD_BIDS, [first, last]);
    await client.query(OLD_EVENTS, [first, last, lot.id]);
    await client.query(MOVE_ON, [last - first + 1, lot.id]);
    await client.query('COMMIT');
  };
  try {
    await write(1, FEW);
    const few = await measure();
    await write(FEW + 1, bids);
    return { bids: [FEW, bids], times: [few, await measure()] };
  } finally {
    await client.end();
  }
}

async function median(times: number, task: () => Promise<unknown>): Promise<number> {
  const measured: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const before = performance.now();
    await task();
    measured.push(performance.now() - before);
  }
  return measured.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

async function read(url: string): Promise<void> {
  const response = await fetch(url);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answers with ${response.status}: ${text}`);
}
