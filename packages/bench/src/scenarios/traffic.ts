import { urlPath } from '../dialects/dialect';
import type { Peer, Settings } from '../peer';
import { network, resetNetwork, say } from '../simulation/network';
import { run } from '../simulation/time';
import type { Extent } from './measurement';
import { QUOTE } from './quote';

/** Frames of the heartbeat in one minute, from the client and from the server. */
export interface Frames {
  readonly sent: number;
  readonly received: number;
}

export type TrafficData = Record<Settings, { readonly idle: Frames; readonly flowing: Frames }>;

/** What a peer's heartbeat costs on a line that carries nothing else, and on one with a message each second. */
export async function measureTraffic(peer: Peer, { repetitions: minutes }: Extent): Promise<TrafficData> {
  return { defaults: await count(peer, 'defaults', minutes), matched: await count(peer, 'matched', minutes) };
}

async function count(peer: Peer, settings: Settings, minutes: number) {
  resetNetwork();
  const close = peer.connect(`ws://server${urlPath(peer.dialect, settings)}`, settings, {
    onOpen() {},
    onMessage() {},
  });
  await run(60_000);

  network.sent = 0;
  network.received = 0;
  await run(minutes * 60_000);
  const idle = { sent: network.sent / minutes, received: network.received / minutes };

  const seconds = minutes * 60;
  // The first minute of data may still end a silence.
  for (let second = 0; second < 60; second++) await sayAndWait();
  network.sent = 0;
  network.received = 0;
  for (let second = 0; second < seconds; second++) await sayAndWait();
  const flowing = { sent: network.sent / minutes, received: (network.received - seconds) / minutes };
  close();
  await run(1_000);
  return { idle, flowing };
}

async function sayAndWait(): Promise<void> {
  say(QUOTE);
  await run(1_000);
}
