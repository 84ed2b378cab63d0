import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { urlPath } from '../dialects/dialect';
import type { Peer } from '../peer';
import { network, resetNetwork } from '../simulation/network';
import { run } from '../simulation/time';
import type { Extent } from './measurement';
import { QUOTE } from './quote';
import { READINGS, type Reading } from './render-components';

/** What became of the messages. */
export interface Rendered {
  readonly commits: number;
  /** How often an effect on the last message ran; `null` where the hook has no last message. */
  readonly seenByEffect: number | null;
  readonly seenByCallback: number;
}

export type RenderData = ReadonlyArray<{
  readonly reading: Reading['name'];
  readonly messages: number;
  readonly burst: Rendered;
  readonly spread: Rendered;
}>;

/** Between two messages that come in a task each, in milliseconds. */
const GAP = 5;

/** Gives a hook many messages in one task, and one task each, for each way to read from it. */
export async function measureRender(peer: Peer, { count }: Extent): Promise<RenderData> {
  const data = [];
  for (const reading of READINGS[peer.id] ?? []) {
    const burst = await render(peer, reading, (say) => {
      for (let message = 0; message < count; message++) say();
    });
    const spread = await render(peer, reading, async (say) => {
      for (let message = 0; message < count; message++) {
        say();
        await run(GAP);
      }
    });
    data.push({ reading: reading.name, messages: count, burst, spread });
  }
  return data;
}

async function render(peer: Peer, { Component, hasLast }: Reading, speak: (say: () => void) => void | Promise<void>) {
  resetNetwork();
  const counts = { commits: 0, effects: 0, callbacks: 0 };
  const root = createRoot(document.createElement('div'));
  root.render(
    createElement(Component, {
      url: `ws://server${urlPath(peer.dialect, 'defaults')}`,
      onCommit: () => void counts.commits++,
      onLast: () => void counts.effects++,
      onMessage: () => void counts.callbacks++,
    }),
  );
  await run(1_000);
  const before = { ...counts };
  const [socket] = network.sockets;
  if (socket?.readyState !== 1) throw new Error(`${peer.id} did not open`);
  await speak(() => socket.sayNow(QUOTE));
  await run(1_000);
  root.unmount();
  await run(1_000);
  return {
    commits: counts.commits - before.commits,
    seenByEffect: hasLast ? counts.effects - before.effects : null,
    seenByCallback: counts.callbacks - before.callbacks,
  };
}
