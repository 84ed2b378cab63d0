import { urlPath } from '../dialects/dialect';
import type { Peer } from '../peer';
import { crash, mend, network, resetNetwork } from '../simulation/network';
import { now, run } from '../simulation/time';
import { busiestSecond } from './busiest-second';
import type { Extent } from './measurement';

/** What a server sees that was away for 30 s. */
export interface HerdData {
  readonly clients: number;
  /** The most connects in any one second: while the server was away, and from when it was back. */
  readonly peakAway: number;
  readonly peakBack: number;
  /** Milliseconds from the server's return until 99 of 100 clients are open; `null` if they are not within the watch. */
  readonly back99: number | null;
  /** How many were open at the end of the watch. */
  readonly back: number;
}

const HEALTHY = 10_000;
const AWAY = 30_000;
const WATCHED = 120_000;

/** Lets the server of many clients, each a real instance of the peer at its defaults, go away and come back. */
export async function measureHerd(peer: Peer, { count }: Extent): Promise<HerdData> {
  resetNetwork();
  const lastOpen = new Array<number>(count).fill(Number.NEGATIVE_INFINITY);
  for (let client = 0; client < count; client++) {
    peer.connect(`ws://server${urlPath(peer.dialect, 'defaults')}`, 'defaults', {
      onOpen() {
        lastOpen[client] = now();
      },
      onMessage() {},
    });
  }
  await run(HEALTHY);
  const healthy = lastOpen.filter((at) => at > 0).length;
  if (healthy < count) throw new Error(`only ${healthy} of ${count} ${peer.id} were open before the crash`);

  network.attempts = [];
  crash();
  await run(AWAY);
  const away = network.attempts;
  network.attempts = [];
  const returned = now();
  mend();
  const backTimes = () => lastOpen.filter((at) => at >= returned);
  while (now() < returned + WATCHED && backTimes().length < count) await run(1_000);

  const times = backTimes().sort((a, b) => a - b);
  const last = times[Math.ceil(count * 0.99) - 1];
  return {
    clients: count,
    peakAway: busiestSecond(away),
    peakBack: busiestSecond(network.attempts),
    back99: last === undefined ? null : last - returned,
    back: times.length,
  };
}
