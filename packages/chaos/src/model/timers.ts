import { hasOneSocket } from '../schedule/schedule';
import { fake } from '../stage/fake-platform';
import type { Stage } from '../stage/stage';
import { type Destination, isAtRest } from './destination';
import { isHideUnsure, isKept, lingers, membersAt, paceAt, refusedCloses, statusOf } from './present';

/** How many timers a socket may have armed: those of its status, its outbox and its requests. */
function timersOf(stage: Stage, destination: Destination): readonly [least: number, most: number] {
  const { core, isAway } = destination;
  const { status, pending } = core.getSnapshot();
  const isPaused = isAway && !isKept(stage);
  const asked = stage.mail.openRequests(core);
  const outbox = pending > 0 ? 1 : 0;
  const syncing = stage.setting.resync ? membersAt(stage, destination).length : 0;
  const beats = paceAt(stage, destination) !== null && !isPaused ? 1 : 0;
  const lingering = lingers(stage, destination) ? 1 : 0;
  switch (status) {
    case 'idle':
      // What waits there waits for its ttl.
      return [asked, asked + outbox];
    case 'closed':
    case 'suspended':
      return [asked, asked];
    case 'connecting':
      // The second is an early ping's, where nobody could hear the line open; a show gives an attempt another.
      return [asked + outbox + 1, asked + outbox + 2 + (stage.disturbedAt >= destination.statusSince ? 1 : 0)];
    case 'waiting':
      return [asked + outbox + 1, asked + outbox + 1];
    case 'open':
      // What the platform refused while hidden waits on an open line.
      return [asked + beats, asked + outbox + beats + (isPaused ? 0 : 1) + syncing + lingering];
  }
}

/** Every armed timer belongs to the present status of some socket. */
export function examineTimers(stage: Stage, present: readonly Destination[]): void {
  const armed = fake.left().filter((line) => line.startsWith('a timer'));
  // The close of an app's one socket is waited for; and the end of a handshake, where a close may have done nothing.
  let [least, most] = [0, refusedCloses(stage) + (hasOneSocket(stage.setting) ? 2 : 0)];
  for (const destination of present) {
    const [few, many] = timersOf(stage, destination);
    least += few;
    most += many;
  }
  if (stage.hasLostTimers || isHideUnsure(stage)) least = 0;
  if (isHideUnsure(stage)) most += present.length * 2;
  if (armed.length >= least && armed.length <= most) return;
  const statuses = present.map(statusOf);
  stage.fault(`${armed.length} timers are armed, expected ${least} to ${most} for ${statuses}: ${armed.join('; ')}`);
}

/** The platform is listened to by sockets that are not at rest, and until it has closed what was given up. */
export function examineListeners(stage: Stage, present: readonly Destination[]): void {
  if (stage.hasBrokenListeners) return;
  const listening = fake.left().filter((line) => line.includes('onAppShow')).length;
  const active = present.filter((destination) => !isAtRest(statusOf(destination))).length;
  const most = active + refusedCloses(stage);
  if (listening < active || listening > most)
    stage.fault(`${listening} listeners of onAppShow, and ${active} sockets that are not at rest`);
}
