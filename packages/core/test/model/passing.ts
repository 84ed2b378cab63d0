import { vi } from 'vitest';
import type { World } from './world';

/** More timers than this in one passage of time keep a device awake for nothing. */
const MOST_TIMERS = 500;

/** Promises that have settled are heard. */
async function hear(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await null;
}

/** Promises that have settled are heard, and then everything has to be as the model says. */
export async function settle(world: World): Promise<void> {
  await hear();
  const { socket, ledger, server, audience, complaints, logins, watch, isOpen, faults } = world;
  const { status, pending, syncing, retryAt } = socket.getSnapshot();
  ledger.check(status, pending);
  server.check();
  audience.check();
  complaints.check();
  logins.check();
  watch.check({ status, retryAt, serverNow: socket.serverNow(), timers: vi.getTimerCount() });
  if (syncing !== audience.isSyncing()) faults.push(`syncing is ${syncing}`);
  if ((status === 'open') !== isOpen()) faults.push(`${status}, and the line is ${isOpen() ? '' : 'not '}open`);
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** Time passes, from timer to timer; the server answers pings. */
export async function pass(world: World, milliseconds: number): Promise<void> {
  const { server, timetable, faults } = world;
  let left = milliseconds;
  for (let count = 0; left > 0; count += 1) {
    server.pong();
    await settle(world);
    const piece = Math.min(left, Math.max(timetable.next(), 1));
    left -= piece;
    vi.advanceTimersByTime(piece);
    if (count === MOST_TIMERS) faults.push(`${count} timers within ${milliseconds} ms`);
    await settle(world);
  }
}

/** The story ends well: all that waits goes out or runs out, then the socket is destroyed and stays silent. */
export async function finish(world: World, isOrderly: boolean): Promise<void> {
  const { socket, hints, lines, ledger, audience, urls, faults } = world;
  world.oblige();
  hints.app.set(true);
  // One that could not subscribe does not hear that the app is shown.
  if (world.isDeaf()) socket.disconnect();
  socket.connect();
  const line = lines.current();
  if (line) line.isDead = false;
  line?.open();
  world.logins.accept();
  // Nobody answers a ping that never went out: only a word of the server saves that line.
  if (line?.isUnasked) world.server.tell();
  await settle(world);
  await pass(world, 40_000);
  const { status, pending, syncing } = socket.getSnapshot();
  if (status !== 'open' || pending > 0 || syncing) faults.push(`in the end ${status}, ${pending} wait, ${syncing}`);
  if (isOrderly) socket.disconnect();
  else world.send(true);
  await settle(world);
  for (const item of ledger.items.values()) {
    const isSent = item.handed.length > item.failures;
    if (!item.asked && isSent === (item.drop !== null)) faults.push(`${item.text} was ${isSent ? 'both' : 'neither'}`);
  }
  world.request(true, 10_000);
  world.destroy();
  await hear();
  for (const { text, asked } of ledger.items.values())
    if (asked && !asked.outcome) faults.push(`${text} never settled`);
  for (const line of lines.all) {
    line.open();
    line.say('late');
    line.failSend(0);
    line.lose({});
  }
  for (const listener of audience.present) for (let pick = 0; pick < 3; pick += 1) listener.settle(pick, pick > 0);
  for (let pick = 0; pick < 3; pick += 1) urls.settle(pick, true);
  for (const value of [false, true]) hints.app.set(value);
  await hear();
  if (vi.getTimerCount() > 0) faults.push(`${vi.getTimerCount()} timers are left`);
  if (hints.app.size() + hints.network.size() > 0) faults.push('the platform is still listened to');
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
