import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { GREETING, type ServerMessage } from '../../server/src/messages';
import { openSession, PER_USER } from './bidding-line';

/** Two waves are waited for one after the other: the second one finds the places of the first given back. */
const WAVES = 2;
const GIVEN_BACK = 10_000;
const PATIENCE = 30_000;

/** What one user's connections have shown. */
export interface OneUserResult {
  readonly connections: number;
  /** How many were let in, of each wave. */
  readonly letIn: readonly number[];
  /** How many were turned away because there were too many. */
  readonly turnedAway: readonly number[];
  /** What is neither as many as the limit let in, nor turned away for it. */
  readonly wrong: number;
}

/** Has one user open so many connections at the same moment, in turn to each of the servers; and all of it again. */
export async function runOneUser(urls: readonly string[], connections: number): Promise<OneUserResult> {
  const [first] = urls;
  if (!first) throw new Error('no server is known');
  const { token } = await openSession(first, { name: 'one user' });
  const [letIn, turnedAway]: [number[], number[]] = [[], []];
  let wrong = 0;
  for (let wave = 0; wave < WAVES; wave += 1) {
    if (wave > 0) await pause(GIVEN_BACK);
    const sockets = Array.from({ length: connections }, (_, index) => {
      const url = urls[index % urls.length] as string;
      return new WebSocket(`${url.replace(/^http/, 'ws')}/ws?token=${token}`);
    });
    const ends = await Promise.all(sockets.map(endOf));
    const count = (end: string) => ends.filter((each) => each === end).length;
    letIn.push(count('let in'));
    turnedAway.push(count('too-many-connections'));
    const asMany = Math.min(PER_USER, connections);
    wrong += Math.abs(count('let in') - asMany);
    wrong += Math.abs(count('too-many-connections') - (connections - asMany));
    for (const socket of sockets) socket.close();
  }
  return { connections, letIn, turnedAway, wrong };
}

/** Whether a connection was greeted, or the error that it was told instead, or what went wrong. */
async function endOf(socket: WebSocket): Promise<string> {
  try {
    const [first] = await once(socket, 'message', { signal: AbortSignal.timeout(PATIENCE) });
    const text = String(first);
    return text === GREETING ? 'let in' : ((JSON.parse(text) as ServerMessage & { code?: string }).code ?? text);
  } catch (error) {
    return (error as Error).message;
  }
}
