import { flushSync } from 'react-dom';
import type { Destination } from '../model/destination';
import { examine } from '../model/examine';
import { isFinal } from '../model/final';
import { hasOneSocket } from '../schedule/schedule';
import { show } from './app';
import { fake } from './fake-platform';
import { destinationOf } from './member';
import { PERFORM } from './perform';
import { change, type Stage } from './stage';
import { settle } from './time';
import { TIMING } from './timing';

/** A platform keeps the slot of a handshake that nobody answers for a minute. */
const HANDSHAKE_LIMIT = 60_000;
const TASK_EVENTS = ['open', 'message', 'error', 'close'] as const;

/** Everything becomes well again: so must every socket that is wanted. Then all goes, and nothing may be left. */
export async function finish(stage: Stage, pass: (milliseconds: number) => Promise<void>): Promise<void> {
  await recover(stage, pass);
  await leave(stage, pass);
}

async function recover(stage: Stage, pass: (milliseconds: number) => Promise<void>): Promise<void> {
  const { members, server, outcomes, taps, destinations, fault } = stage;
  outcomes.length = 0;
  taps.sendFault = null;
  taps.throwing.clear();
  stage.isObliging = true;
  PERFORM.answersPings(stage, true);
  PERFORM.latency(stage, 0);
  server.answersRequests = 'value';
  Object.assign(stage.login, { logins: 'accepts', hellos: 'now' });
  fake.set({ suspendedConnects: 0 });
  fake.server.acceptAll();
  show(stage);
  await pass(TIMING.probe + TIMING.slow);
  PERFORM.online(stage);
  PERFORM.pageShow(stage);
  for (const member of Object.values(members)) {
    member.deeds.clear();
    if (member.props.address === 'invalid') change(member, { address: 1 });
    change(member, { activity: 'visible' });
  }
  flushSync(() => stage.render());
  await pass(0);
  await waitForAll(stage, pass);
  // What is half-open now is noticed, and replaced.
  const { interval, pongTimeout, connectTimeout, maxDelay, probe } = TIMING;
  const { heartbeat } = stage.setting;
  const hasTimers = heartbeat !== false && typeof heartbeat !== 'string' && !stage.hasLostTimers;
  if (hasTimers) await pass(interval + 2 * pongTimeout + 2 * probe + connectTimeout + 2 * maxDelay);
  else
    for (const { core, isLeft } of destinations) if (!isLeft && core.getSnapshot().status === 'open') core.reconnect();
  await waitForAll(stage, pass);
  for (const { member, destination } of needing(stage)) {
    const { status, cause, syncing } = destination.core.getSnapshot();
    if (status !== 'open' || syncing) fault(`in the end ${member.name} is ${status}, by ${cause?.kind}`);
    const waiting = stage.mail.waiting(destination);
    if (waiting.length > 0) fault(`in the end ${waiting} wait for ${destination.name}, which is open`);
  }
  PERFORM.say(stage, 1);
  for (const name of ['a', 'b', 'c'] as const) {
    PERFORM.send(stage, name, true);
    PERFORM.request(stage, name, false, 2_500);
  }
  await pass(TIMING.slow);
}

/** The members that hold a socket which nobody has told to disconnect. */
function wanting(stage: Stage) {
  return Object.values(stage.members).flatMap((member) => {
    const destination = destinationOf(member);
    const isWanted = destination && stage.holds(member) && !destination.isRefused && !destination.isUnsure;
    return isWanted ? [{ member, destination }] : [];
  });
}

/** Those of them that have to be open: where the app has one socket, who has it; the others wait for their turn. */
function needing(stage: Stage) {
  const all = wanting(stage);
  const isOpen = ({ core }: Destination) => core.getSnapshot().status === 'open';
  // It may be one of which it is not known whether it is wanted.
  const isTaken = hasOneSocket(stage.setting) && stage.destinations.some(isOpen);
  return isTaken ? all.filter(({ destination }) => isOpen(destination)) : all;
}

/** Time passes until all are open, or should be. What was given up for good is brought back, as a user does. */
async function waitForAll(stage: Stage, pass: (milliseconds: number) => Promise<void>): Promise<void> {
  const isReady = () =>
    needing(stage).every(({ destination }) => {
      const { status, syncing } = destination.core.getSnapshot();
      return status === 'open' && !syncing;
    });
  for (let waited = 0; waited < HANDSHAKE_LIMIT + 30_000 && !isReady(); waited += TIMING.maxDelay) {
    for (const { destination } of wanting(stage)) {
      const { status, cause } = destination.core.getSnapshot();
      // Without a show nobody knows that the app is back, nor that timers have to be armed anew.
      const isStranded =
        stage.hasBrokenListeners && (status === 'suspended' || (stage.hasLostTimers && status !== 'open'));
      if (isFinal(stage.setting, cause) || isStranded) destination.core.reconnect();
    }
    await pass(TIMING.maxDelay);
  }
}

/**
 * What is left behind, for which there is no excuse: the platform threw and let no listener go, or it has lost the timer
 * after which nobody listens to the one socket any more.
 */
export function left({ hasBrokenListeners, hasLostTimers, setting }: Stage): readonly string[] {
  const isExcused = (line: string) =>
    (hasBrokenListeners && line.startsWith('a listener')) ||
    (hasLostTimers && hasOneSocket(setting) && line.startsWith('a listener of onSocket'));
  return fake.left().filter((line) => !isExcused(line));
}

async function leave(stage: Stage, pass: (milliseconds: number) => Promise<void>): Promise<void> {
  const { members, taps, fault, mail } = stage;
  for (const member of Object.values(members)) member.isInTree = false;
  flushSync(() => stage.render());
  // The one socket is listened to for as long as it might open.
  await pass(TIMING.linger + TIMING.slow + (hasOneSocket(stage.setting) ? HANDSHAKE_LIMIT : 0));
  for (const line of left(stage)) fault(`left behind: ${line}`);
  mail.checkEnd();
  const connects = fake.server.connects;
  for (const task of taps.tasks) for (const event of TASK_EVENTS) task.tell(event);
  for (const { handed } of taps.tasks) for (const { fail } of handed) fail();
  fake.app.hide();
  fake.app.show();
  fake.network.claim(false);
  fake.network.claim(true);
  await settle();
  await pass(2 * HANDSHAKE_LIMIT);
  if (fake.server.connects !== connects) fault(`${fake.server.connects - connects} connects after the last unmount`);
  for (const line of left(stage)) fault(`left behind: ${line}`);
  await probeSlots(stage, pass);
  examine(stage);
}

/** Every slot of the platform is free again. */
async function probeSlots({ platform, fault }: Stage, pass: (milliseconds: number) => Promise<void>): Promise<void> {
  if (platform !== 'h5') return;
  const connectSocket = fake.taro.connectSocket as (options: object) => Promise<{ close(options: object): unknown }>;
  const asked = Promise.allSettled(Array.from({ length: 5 }, () => connectSocket({ url: 'wss://chaos.test/slots' })));
  // Where promises are slow they take time.
  await pass(TIMING.slow);
  const answers = await asked;
  const taken = answers.filter(({ status }) => status === 'rejected').length;
  if (taken > 0) fault(`${taken} of the platform's five slots are still taken`);
  for (const answer of answers) if (answer.status === 'fulfilled') answer.value.close({});
  await pass(TIMING.slow);
}
