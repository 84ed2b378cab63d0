import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Host, launch } from '../../../../example/test/host/host';
import { startServerProcess } from '../../../../example/test/server/server-process';
import type { Extent } from './measurement';

/** `setData` calls of the lot page of the example while so many quotes came; its countdown makes one a second of them. */
export interface SetDataData {
  readonly messages: number;
  /** All in one task. */
  readonly burst: number;
  /** One each 5 ms. */
  readonly spread: number;
  /** How long the spread took, in milliseconds. */
  readonly spreadTook: number;
}

const LOT = 'ru-vase';
const GAP = 5;
const DIST = fileURLToPath(new URL('../../../../example/dist/weapp', import.meta.url));

/** Brings quotes into the compiled weapp bundle, on a simulated WeChat. Needs `npm run build:weapp`. */
export async function measureSetData({ count }: Extent): Promise<SetDataData> {
  if (!existsSync(`${DIST}/app.js`)) throw new Error('the example is not built: npm run build:weapp');
  const server = await startServerProcess();
  try {
    const page = 'pages/lot/index';
    const host = await launch({ platform: 'weapp', dist: DIST, page, query: { id: LOT }, route: server.route });
    try {
      await host.until(() => host.text('conn-status').startsWith('open') && host.has('lot-price'));
      const burst = await callsFor(host, count, 0, () => {});
      const started = performance.now();
      const spread = await callsFor(host, count, count, () => sleep(GAP));
      return { messages: count, burst, spread, spreadTook: performance.now() - started };
    } finally {
      host.close();
    }
  } finally {
    await server.remove();
  }
}

/** The calls until the page shows the last of the quotes. */
async function callsFor(host: Host, count: number, after: number, pause: () => Promise<void> | void): Promise<number> {
  const before = host.setDataCalls;
  let amount = 0;
  for (let message = 1; message <= count; message++) {
    amount = 10_000_000 + after + message;
    host.receive(quoteOf(amount));
    const pausing = pause();
    if (pausing) await pausing;
  }
  await host.until(() => host.text('lot-price').replace(/\D/g, '') === `${amount}`);
  return host.setDataCalls - before;
}

function quoteOf(amount: number): string {
  const quote = { id: `q${amount}`, seq: amount, lot: LOT, user: { id: 'u', name: 'Lin' }, amount, at: Date.now() };
  return JSON.stringify({ type: 'quote', quote, at: Date.now() });
}
