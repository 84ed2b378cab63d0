import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../database/database';
import type { LotChange } from './lot-store';

const CHANNEL = 'lot_events';
const PAGE = 500;

/** What is told on the channel: that a lot has an event of that number. */
interface Notice {
  readonly lot: string;
  readonly seq: number;
}

/** Tells what happens to lots, whichever process made it happen: each event of a lot once, in order, without a gap. */
export interface LotFeed {
  /** The number of the last event of a lot that has been told; 0 before the first. */
  position(lot: string): number;
  /**
   * Tells what is there and has not been told, when the last event of a lot is known to have that number: a notice may
   * be lost, so who looks at the lots says what he saw. Resolves when it is done; rejects when the database fails.
   */
  advance(lot: string, seq: number): Promise<void>;
  /** Tells nothing more. */
  stop(): Promise<void>;
}

/** What the feed needs. */
export interface LotFeedOptions {
  readonly database: Database;
  readonly log: FastifyBaseLogger;
  readonly onChange: (change: LotChange) => void;
}

interface Line {
  position: number;
  /** The highest number that is known to be there. */
  known: number;
  reading: Promise<void> | null;
}

/** Begins with what happens from now on. */
export async function startLotFeed({ database, log, onChange }: LotFeedOptions): Promise<LotFeed> {
  const lines = new Map<string, Line>();
  let isStopped = false;

  function lineOf(lot: string): Line {
    const line = lines.get(lot) ?? { position: 0, known: 0, reading: null };
    lines.set(lot, line);
    return line;
  }

  async function read(lot: string, line: Line): Promise<void> {
    while (line.position < line.known && !isStopped) {
      const rows = await database.query<{ seq: number; body: LotChange }>(
        'SELECT seq, body FROM lot_events WHERE lot = $1 AND seq > $2 ORDER BY seq LIMIT $3',
        [lot, line.position, PAGE],
      );
      if (rows.length === 0) throw new Error(`lot ${lot} has no event after ${line.position}, but had ${line.known}`);
      for (const { seq, body } of rows) {
        if (isStopped) return;
        line.position = seq;
        onChange(body);
      }
    }
  }

  function advance(lot: string, seq: number): Promise<void> {
    const line = lineOf(lot);
    line.known = Math.max(line.known, seq);
    line.reading ??= read(lot, line).finally(() => {
      line.reading = null;
    });
    return line.reading;
  }

  async function advanceAll(): Promise<void> {
    for (const { lot, seq } of await database.query<Notice>('SELECT id AS lot, seq FROM lots')) await advance(lot, seq);
  }

  const logFailure = (err: unknown) => log.error({ err }, 'lot feed failed');

  let isReady = () => {};
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const unlisten = await database.listen(CHANNEL, {
    onNotice(payload) {
      const { lot, seq } = JSON.parse(payload) as Notice;
      ready.then(() => advance(lot, seq)).catch(logFailure);
    },
    onLost: (err) => log.warn({ err }, 'database connection lost'),
    onResumed() {
      log.info('database connection resumed');
      advanceAll().catch(logFailure);
    },
  });
  // After it listens: what happens in between is told, and waits until it is known what was there before.
  for (const { lot, seq } of await database.query<Notice>('SELECT id AS lot, seq FROM lots')) {
    Object.assign(lineOf(lot), { position: seq, known: seq });
  }
  isReady();

  return {
    position: (lot) => lines.get(lot)?.position ?? 0,
    advance,
    async stop() {
      isStopped = true;
      await unlisten();
    },
  };
}
