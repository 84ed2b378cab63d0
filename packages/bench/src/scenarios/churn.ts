import { urlPath } from '../dialects/dialect';
import { listenersOnWindow } from '../environment/dom-globals';
import type { Peer } from '../peer';
import { drop, network, resetNetwork } from '../simulation/network';
import { armedTimers, run } from '../simulation/time';
import type { Extent } from './measurement';

/** What is there now. */
export interface Held {
  readonly sockets: number;
  readonly timers: number;
  readonly listeners: number;
}

export interface Churned {
  readonly times: number;
  /** What is there a second after the end, and was not before. */
  readonly left: Held;
  /** Bytes in use after a collection: once warm, in the middle, at the end. */
  readonly heap: readonly [start: number, middle: number, end: number];
}

export interface ChurnData {
  readonly mounts: Churned;
  /** `null` for a peer that gave up before the end. */
  readonly reconnects: Churned | null;
}

/** By then V8 has compiled what it will, and the tables that libraries keep have their size. */
const WARM = 2_000;
/** A handshake of goodbye is over by then; a timer that is still armed was forgotten. */
const GOODBYE = 1_000;
/** Longer than anything that a peer has a timer for. */
const AFTERMATH = 90_000;
const SETTLED = 6_000;
const LONGEST_WAIT = 60_000;

/** Mounts and unmounts, connects and closes; then loses one client's line as often. */
export async function measureChurn(peer: Peer, { count }: Extent): Promise<ChurnData> {
  resetNetwork();
  return { mounts: await mounts(peer, count), reconnects: await reconnects(peer, count) };
}

async function mounts(peer: Peer, count: number): Promise<Churned> {
  async function once() {
    const close = connect(peer, () => {});
    await run(50);
    close();
    await run(100);
  }
  const before = held();
  const heap = await inHalves(count, async () => {
    await once();
    return true;
  });
  await run(GOODBYE);
  const left = since(before);
  await run(AFTERMATH);
  if (!heap) throw new Error('unreachable: a mount never gives up');
  return { times: count, left, heap };
}

async function reconnects(peer: Peer, count: number): Promise<Churned | null> {
  const before = held();
  let opened = 0;
  const close = connect(peer, () => opened++);
  await run(SETTLED);
  const heap = await inHalves(count, async () => {
    const past = opened;
    drop();
    for (let waited = 0; opened === past && waited < LONGEST_WAIT; waited += 500) await run(500);
    await run(SETTLED);
    return opened > past;
  });
  close();
  await run(GOODBYE);
  return heap && { times: count, left: since(before), heap };
}

/** Does it until it is warm, then so often; gives the heap at the three moments, or `null` if it failed once. */
async function inHalves(count: number, act: () => Promise<boolean>): Promise<Churned['heap'] | null> {
  const repeat = async (times: number) => {
    for (let time = 0; time < times; time++) if (!(await act())) return null;
    return heapInUse();
  };
  const start = await repeat(Math.min(WARM, count));
  const middle = start && (await repeat(Math.floor(count / 2)));
  const end = middle && (await repeat(Math.ceil(count / 2)));
  return start && middle && end ? [start, middle, end] : null;
}

function connect(peer: Peer, onOpen: () => void): () => void {
  return peer.connect(`ws://server${urlPath(peer.dialect, 'defaults')}`, 'defaults', { onOpen, onMessage() {} });
}

function held(): Held {
  return { sockets: network.sockets.size, timers: armedTimers(), listeners: listenersOnWindow() };
}

function since(before: Held): Held {
  const after = held();
  return {
    sockets: after.sockets - before.sockets,
    timers: after.timers - before.timers,
    listeners: after.listeners - before.listeners,
  };
}

function heapInUse(): number {
  // What each story leaves of itself is no concern of the peer.
  network.attempts = [];
  network.closings = [];
  const { gc } = globalThis;
  if (!gc) throw new Error('run node with --expose-gc');
  gc();
  return process.memoryUsage().heapUsed;
}
