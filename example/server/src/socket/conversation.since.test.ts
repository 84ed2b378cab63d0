import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../test/manual-clock';
import { startServer, type TestServerOptions } from '../../test/test-server';
import type { Since, SnapshotMessage } from '../messages';

const LOT = 'ru-vase';

describe('watch since an event', () => {
  const limits = { messageRate: { perSecond: 1e6, burst: 1e6 } };

  /** A lot that was bid on so many times, by one who then asks what has followed an event. */
  async function ask(bids: number, since: (snapshot: SnapshotMessage) => Since, settings: TestServerOptions = {}) {
    const server = await startServer({ limits, ...settings });
    const client = await server.join('Ann');
    for (let bid = 1; bid <= bids; bid += 1) {
      client.send({ type: 'bid', id: `${bid}`, lot: LOT, amount: 12_000 + bid * 500 });
    }
    client.send({ type: 'watch', lot: LOT });
    client.send({ type: 'watch', lot: LOT, id: 'again', since: since(await client.next('snapshot')) });
    const { lot, quotes, follows } = await client.next('snapshot', 'again');
    return { lot, follows, seqs: quotes.map(({ seq }) => seq) };
  }

  it('is answered with the lot of now and the quotes that follow, newest first', async () => {
    const answer = await ask(4, ({ lot }) => ({ round: lot.startsAt, seq: 2 }));
    expect(answer).toMatchObject({ follows: 2, seqs: [4, 3], lot: { price: 14_000, bids: 4, seq: 4 } });
  });

  it('that is the last one is answered with no quotes', async () => {
    expect(await ask(4, ({ lot }) => ({ round: lot.startsAt, seq: 4 }))).toMatchObject({ follows: 4, seqs: [] });
  });

  it('that a new end has followed is answered across its number', async () => {
    // The first bid moves the end, which is the second event.
    const late = { clock: createManualClock(), roundDuration: 60_000, overtime: 120_000 };
    const answer = await ask(3, ({ lot }) => ({ round: lot.startsAt, seq: 2 }), late);
    expect(answer).toMatchObject({ follows: 2, seqs: [4, 3], lot: { bids: 3, seq: 4 } });
  });

  it.each([
    ['of another round', { round: 1 }],
    ['that has not come yet', { seq: 5 }],
  ])('%s is answered with the whole', async (_what, other) => {
    const { follows, seqs } = await ask(4, ({ lot }) => ({ round: lot.startsAt, seq: 2, ...other }));
    expect([follows, seqs]).toEqual([undefined, [4, 3, 2, 1]]);
  });

  it('is answered with the whole where more has followed than a snapshot carries', async () => {
    const round = ({ lot }: SnapshotMessage) => lot.startsAt;
    const enough = await ask(52, (snapshot) => ({ round: round(snapshot), seq: 2 }));
    expect([enough.follows, enough.seqs.length, enough.seqs.at(-1)]).toEqual([2, 50, 3]);
    const tooMuch = await ask(52, (snapshot) => ({ round: round(snapshot), seq: 1 }));
    expect([tooMuch.follows, tooMuch.seqs.length, tooMuch.seqs.at(-1)]).toEqual([undefined, 50, 3]);
  });
});
