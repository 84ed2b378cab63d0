import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { ServerProcess } from '../server/server-process';
import { amountIn, asPrice, type Stage, type View } from './stage';

/** Long enough for the whole story; a late bid moves the end by 30 s. */
export const ROUND_SECONDS = 40;

/** How long a round may go on after its last bid, and how long until the next one, with patience. */
const ROUND_END = 90_000;

const LOT = 'ru-vase';
const FIRST_PRICE = 12_000;

/** From the log-in to the end of the round, on a stage that shows the list of lots. */
export async function tellWholeStory(stage: Stage, server: ServerProcess): Promise<void> {
  const { until, tap } = stage;
  const other = await server.bidder('other');

  // Logs in, and sees the list, live.
  await until((view) => isOpen(view) && view.lots.length === 3);
  const first = await other.bid(LOT);
  await until(({ lots }) => lots[0]?.includes(asPrice(first)) === true);

  // Goes to a lot.
  await stage.chooseLot(0);
  await until(shows([first]));
  await until(({ texts }) => /买家 \d{4}/.test(texts['bid-user'] ?? ''));

  // Bids, and is outbid.
  await until(canBid);
  await tap('bid-submit');
  const own = first + 500;
  await until(({ texts }) => texts['bid-result'] === `出价成功：${asPrice(own)}`);
  await until(shows([own, first]));
  await until(({ texts }) => texts['lot-leader'] === '您目前领先');
  const higher = await other.bid(LOT);
  await until(({ texts }) => texts['bid-result']?.includes('已被超过') === true);
  await until(shows([higher, own, first]));

  // Loses the line, and does not see what others do.
  await stage.loseLine();
  await until((view) => !isOpen(view) && !canBid(view));
  const missed = [await other.bid(LOT), await other.bid(LOT)];

  // Comes back, and sees what was missed, once each.
  await stage.restoreLine();
  await until(isOpen);
  const seen = [...missed.reverse(), higher, own, first];
  await until(shows(seen));

  // Looks at what the line went through, and takes the log along.
  await tap('line-link');
  await until(({ texts }) => texts['line-losses']?.includes('恢复') === true);
  await tap('copy-log');
  const log = JSON.parse(await stage.clipboard()) as { events: Array<{ type: string; status?: string }> };
  expect(log.events.filter(({ type }) => type === 'close').length).toBeGreaterThan(0);
  expect(log.events.filter(({ status }) => status === 'open')).toHaveLength(2);
  expect(JSON.stringify(log)).not.toContain('token');
  await stage.back();

  // Bids once more, and wins.
  await until(shows(seen));
  await until(canBid);
  await tap('bid-submit');
  const last = (seen[0] ?? 0) + 500;
  await until(shows([last, ...seen]));
  await until(({ texts }) => texts['lot-countdown'] === '已结束', ROUND_END);
  await until(({ texts }) => texts['lot-leader'] === '恭喜，您已拍得');
  await until((view) => !canBid(view) && view.texts['bid-submit'] === '竞价已结束');

  // Sees the next round begin.
  await until(shows([]), ROUND_END);
  await until(({ texts }) => amountIn(texts['lot-price']) === FIRST_PRICE);
  await until(({ texts }) => texts['lot-last-round']?.includes(asPrice(last)) === true);
  await until(canBid);
  expect(await other.quotes(LOT)).toEqual([]);
  other.close();
}

function isOpen({ texts }: View): boolean {
  return texts['conn-status']?.startsWith('open') === true;
}

function canBid({ texts, off }: View): boolean {
  return texts['bid-submit'] !== undefined && !off.includes('bid-submit');
}

/** Whether exactly these quotes are shown, under the price of the first, and as steps of the curve. */
function shows(amounts: readonly number[]): (view: View) => boolean {
  return ({ texts, quotes, curve }) => {
    if (!isDeepStrictEqual(quotes, amounts)) return false;
    if (amounts.length === 0) return curve === '';
    return amountIn(texts['lot-price']) === amounts[0] && stepsOf(curve) === amounts.length;
  };
}

/** How many quotes a curve has: it goes from one to the next by two lines, and then to the present. */
function stepsOf(curve: string): number {
  return (curve.match(/L/g) ?? []).length / 2 - 1;
}
