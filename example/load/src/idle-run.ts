import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { openSession, PER_USER } from './bidding-line';
import { type Memory, readMemory } from './server-answers';

/** At first, so that what the first connections bring into memory is not counted as theirs. */
const WARM_UP = 100;
const AT_ONCE = 50;
const REST = 3_000;
/** Memory that has changed by less than this part of it during a rest has settled. */
const CALM = 0.01;
const MOST_RESTS = 20;

/** What idle connections cost. */
export interface IdleResult {
  readonly connections: number;
  /** Bytes of the server's process for each, of all its memory and of JavaScript's heap. */
  readonly resident: number;
  readonly heap: number;
}

/** Opens so many connections, each greeted and then silent, and reads the server's memory before and after. */
export async function runIdle(url: string, connections: number): Promise<IdleResult> {
  for (const socket of await open(url, Math.min(connections, WARM_UP))) socket.terminate();
  const before = await settledMemory(url);
  const sockets = await open(url, connections);
  const after = await settledMemory(url);
  const alive = sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
  for (const socket of sockets) socket.terminate();
  if (alive < connections) throw new Error(`Only ${alive} of ${connections} connections stayed open.`);
  return {
    connections,
    resident: (after.resident - before.resident) / connections,
    heap: (after.heap - before.heap) / connections,
  };
}

/** Reads the memory once it stands still: a young process still gives back what its start has taken. */
async function settledMemory(url: string): Promise<Memory> {
  let last = await readMemory(url);
  for (let rest = 0; rest < MOST_RESTS; rest += 1) {
    await pause(REST);
    const memory = await readMemory(url);
    const change = Math.abs(memory.resident - last.resident) / memory.resident;
    last = memory;
    if (change < CALM) return memory;
  }
  throw new Error('The memory of the server does not settle.');
}

async function open(url: string, count: number): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  let token = '';
  while (sockets.length < count) {
    const greeted: Array<Promise<unknown>> = [];
    while (greeted.length < AT_ONCE && sockets.length < count) {
      if (sockets.length % PER_USER === 0) ({ token } = await openSession(url, { name: 'idle' }));
      const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws?token=${token}`);
      greeted.push(once(socket, 'message'));
      sockets.push(socket);
    }
    await Promise.all(greeted);
  }
  return sockets;
}
