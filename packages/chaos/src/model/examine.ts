import type { Status } from '@heartbeat-socket/core';
import type { FakeConnection } from '@heartbeat-socket/testing';
import { hasOneSocket } from '../schedule/schedule';
import { FOR_GOOD } from '../stage/login';
import { serverTimeAt } from '../stage/server';
import { isShared, isUninterested } from '../stage/sharing';
import type { Stage } from '../stage/stage';
import { TIMING } from '../stage/timing';
import { type Destination, isAtRest } from './destination';
import { isFinal } from './final';
import { isAble, isBeingLeft, isHeld, isHideUnsure, lingers, paceAt, refusedCloses, statusOf } from './present';
import { examineListeners, examineTimers } from './timers';

/** Two timers may be due in the same millisecond. */
const SLACK = 2;

/** Looks at everything that has to be true at any moment at which the program is at rest. */
export function examine(stage: Stage): void {
  const present = stage.destinations.filter((destination) => isServed(stage, destination));
  for (const destination of present) {
    examineConnections(stage, destination);
    if (stage.isStill()) continue;
    stage.login.check(destination);
    examineHello(stage, destination);
    examineSubscriptions(stage, destination);
    examineWish(stage, destination);
    examineReconnect(stage, destination);
    examineProgress(stage, destination);
    examineLife(stage, destination);
    examineTrust(stage, destination);
    examineSnapshot(stage, destination);
    examineServerTime(stage, destination);
  }
  if (stage.isStill()) return;
  examineTimers(stage, present);
  examineListeners(stage, present);
  examineRendering(stage);
  stage.mail.check(present);
  stage.thrown.check();
}

/** Its socket has not gone on to another destination. */
const isServed = ({ destinations }: Stage, destination: Destination): boolean =>
  destinations.findLast(({ core }) => core === destination.core) === destination;

/** At most one live connection, and none that the hook has no more use for. */
function examineConnections(stage: Stage, destination: Destination): void {
  const { name, prefix } = destination;
  if (prefix === null || refusedCloses(stage) > 0) return;
  const lines = stage.server.open(prefix).filter((line) => hasArrived(stage, line));
  if (lines.length > 1) stage.fault(`${lines.length} live connections of ${name}`);
  const isNewest = stage.destinations.findLast((each) => each.prefix === prefix) === destination;
  if (isNewest && !stage.isStill() && lines.length > 0 && !['open', 'connecting'].includes(statusOf(destination)))
    stage.fault(`a live connection of ${name}, which is ${statusOf(destination)}`);
}

/** Where promises are slow, a line can open before its task comes, and can be closed then at the earliest. */
function hasArrived({ server, setting, time }: Stage, line: FakeConnection): boolean {
  const since = server.openSince.get(line) ?? time.ticks();
  server.openSince.set(line, since);
  return setting.knobs?.promises !== 'macrotask' || time.ticks() - since > TIMING.slow;
}

/** Wanted and able means that it is trying, or open; not wanted means at rest. */
function examineWish(stage: Stage, destination: Destination): void {
  const { name, isRefused, isUnsure, connectedAt } = destination;
  const { status, cause } = destination.core.getSnapshot();
  if (isUnsure) return;
  const isLeft = isBeingLeft(stage, destination) && !isHeld(stage, destination);
  if (isLeft && !isRefused) return;
  // It is forgotten with the last component, and who comes next gets a new one.
  if (isShared(stage.setting) && !isHeld(stage, destination) && isAtRest(status)) destination.isRefused = false;
  if (isRefused || !isHeld(stage, destination)) {
    if (isAtRest(status) || (lingers(stage, destination) && status === 'open')) return;
    return stage.fault(`${name} is ${status}, and nobody wants it`);
  }
  if (status === 'idle') return stage.fault(`${name} is wanted, and idle`);
  if (status === 'closed' && !isFinal(stage.setting, cause))
    return stage.fault(`${name} is wanted, and closed by ${cause?.kind}`);
  if (isHideUnsure(stage)) return;
  if (status === 'suspended' && isAble(stage, destination)) stage.fault(`${name} is suspended, and the app is shown`);
  // Whoever calls reconnect() or gives a new key while the app is hidden gets an attempt at once: it is asked for.
  // Where the app has one socket it waits for the close of the last line first.
  const askedAt = hasOneSocket(stage.setting) ? Math.max(connectedAt, destination.statusSince) : connectedAt;
  const isAskedFor = status === 'connecting' && askedAt >= stage.hiddenAt;
  if (!isAble(stage, destination) && (status === 'waiting' || (status === 'connecting' && !isAskedFor)))
    stage.fault(`${name} is ${status}, and the app is hidden`);
}

/** A hello that the platform has not sent after all is said again on a line that is known to be open. */
function examineHello(stage: Stage, { name, connectNumber, core }: Destination): void {
  const { login, taps, isHidden, fault } = stage;
  if (login.unsaidFor !== connectNumber || isHidden || isHideUnsure(stage)) return;
  const task = taps.tasks.find(({ connect }) => connect === connectNumber);
  if (core.getSnapshot().status === 'connecting' && task?.hasOpened)
    fault(`${name} has not said its hello again, which the platform has failed to send`);
}

/** Where the loss of a line is judged somebody may say `reconnect()`: that line has no part in what comes after. */
function examineReconnect({ fault }: Stage, destination: Destination): void {
  if (destination.reconnectedFrom === null) return;
  destination.reconnectedFrom = null;
  const { status, cause } = destination.core.getSnapshot();
  const isOfLine = ['server', 'network', 'pong-timeout'].includes(cause?.kind ?? '');
  if (status === 'waiting' && isOfLine) fault(`${destination.name} waits after reconnect(), by ${cause?.kind}`);
}

/** An attempt ends within its timeout, and a wait within the longest delay. */
function examineProgress(stage: Stage, destination: Destination): void {
  if (stage.hasLostTimers) return;
  const { name, statusSince } = destination;
  const begunAt = hasOneSocket(stage.setting) ? destination.attemptAt : destination.connectedAt;
  const status = statusOf(destination);
  const now = stage.time.ticks();
  const { connectTimeout, maxDelay } = TIMING;
  const connecting = now - Math.max(statusSince, begunAt, stage.clockSetAt);
  if (status === 'connecting' && connecting > connectTimeout + SLACK)
    stage.fault(`${name} has been connecting for ${connecting} ms`);
  const waiting = now - statusSince;
  if (status === 'waiting' && waiting > maxDelay + SLACK) stage.fault(`${name} has been waiting for ${waiting} ms`);
}

/** A dead line is noticed within interval + missed × pongTimeout. What puts timers off gives it a probe more. */
function examineLife(stage: Stage, destination: Destination): void {
  const { server, time } = stage;
  const isAlive = server.open(destination.prefix ?? '').some((line) => !server.silent.has(line));
  if (statusOf(destination) !== 'open' || isAlive) {
    destination.deadSince = null;
    return;
  }
  const now = time.ticks();
  destination.deadSince ??= now;
  const { name, deadSince, probedAt } = destination;
  const pace = paceAt(stage, destination);
  if (!pace?.answered || stage.hasLostTimers || !isAble(stage, destination)) return;
  const { pongTimeout, probe } = TIMING;
  const { interval, missed } = pace;
  const bound = interval + missed * pongTimeout;
  const isDisturbed = stage.disturbedAt + bound >= deadSince;
  const since = Math.max(deadSince, isDisturbed ? stage.disturbedAt : deadSince, destination.tunedAt);
  const most = bound + (isDisturbed ? 2 * probe + pongTimeout : 0) + SLACK;
  if (now - since > most) stage.fault(`the line of ${name} has been dead for ${now - deadSince} ms`);
  // A show asks a line that had rested, and gives it the time of a probe, and of a ping for each further one that may be missed.
  // Not where it had no heartbeat then.
  const isProbed = probedAt !== null && deadSince < probedAt && destination.tunedAt < probedAt;
  const first = Math.max(probe, Math.min(4 * destination.trip, pongTimeout));
  if (isProbed && now - probedAt > first + (missed - 1) * pongTimeout + SLACK)
    stage.fault(`the line of ${name} was dead on show, and is open ${now - probedAt} ms later`);
}

/** A line that rested for long is dead or about to die: a show replaces it, and asks it nothing. */
function examineTrust(stage: Stage, destination: Destination): void {
  const { name, distrusted, connectNumber } = destination;
  destination.distrusted = null;
  if (distrusted === connectNumber && statusOf(destination) === 'open')
    stage.fault(`${name} trusts a line that was hidden for long`);
}

/** What is to be said on every connection is said on an open one, unless the platform takes nothing. */
function examineSubscriptions(stage: Stage, destination: Destination): void {
  const { server, taps, members, subscriptions } = stage;
  if (statusOf(destination) !== 'open' || taps.isRefusing() || isHideUnsure(stage)) return;
  // Between two commits some effects have run, and others have not.
  if (Object.values(members).some(({ isCommitting, isLeaving }) => isCommitting || isLeaving)) return;
  const line = server.open(destination.prefix ?? '').at(-1);
  if (line && !server.silent.has(line)) subscriptions.check(destination, line);
}

function examineSnapshot(stage: Stage, { core, name }: Destination): void {
  const { status, retryAt, cause, readyState, online } = core.getSnapshot();
  // A browser tells it in several ways; of a mini-program, whose only one may throw, it is not known.
  if (stage.platform === 'h5' && !isAtRest(status) && online !== stage.isOnline)
    stage.fault(`${name} takes the network for ${online ? 'on' : 'off'}line`);
  if ((status === 'waiting') !== (retryAt !== null)) stage.fault(`${name} is ${status}, and retryAt is ${retryAt}`);
  if (cause?.retry === 'never' && status !== 'closed')
    stage.fault(`${name} is ${status}, and was lost for good by ${cause.kind}`);
  if (cause?.kind === 'refused' && cause.reason === FOR_GOOD && status === 'waiting')
    stage.fault(`${name} is about to repeat a login that was refused for good`);
  if (status === 'open' && cause !== null) stage.fault(`${name} is open, and has the cause ${cause.kind}`);
  if ((status === 'open') !== (readyState === 1)) stage.fault(`${name} is ${status}, and readyState is ${readyState}`);
}

/** Once the server has told its time, ours is right, whatever the device's clock is set to. */
function examineServerTime({ setting, time, server, fault }: Stage, destination: Destination): void {
  const { core, name, time: reading } = destination;
  // Whoever comes to a shared key later may get another socket, in the commit of the one that leaves too.
  if (isShared(setting) && statusOf(destination) !== 'open') destination.time = null;
  // A clock that is set forward looks like a device that slept, until the server tells its time again.
  if (destination.time === null || reading === null || reading.setForward) return;
  // This may be the first look at the clock since it was set.
  if (reading.blindSince !== null) reading.mayMiss += time.elapsed() - reading.blindSince;
  reading.blindSince = null;
  const off = core.serverNow() - serverTimeAt(time.elapsed());
  // Only half of a round trip is known to be the way back.
  const slack = TIMING.slow + server.longest / 2;
  if (off > slack + reading.mayGain || off < -slack - reading.mayMiss)
    fault(`serverNow() of ${name} is off by ${off} ms`);
}

/** A component shows what its socket is, unless what is to be rendered is on its way. */
function examineRendering(stage: Stage): void {
  for (const member of Object.values(stage.members)) {
    const { name, isMounted, scene } = member;
    if (!isMounted || !scene?.shown || !scene.destination) continue;
    if (isUninterested(stage.setting, scene) && !isAtRest(scene.shown.status as Status))
      stage.fault(`${name} shows ${scene.shown.status} of a shared socket that it does not want`);
    if (stage.isOutside(scene)) continue;
    const { shown } = scene;
    const { status, pending, attempt } = scene.destination.core.getSnapshot();
    const isSame = shown.status === status && shown.pending === pending && shown.attempt === attempt;
    const isAbout = status === 'idle' && shown.status === 'connecting';
    if (!isSame && !isAbout)
      stage.fault(`${name} shows ${JSON.stringify(shown)}, and its socket is ${status}, ${pending}, ${attempt}`);
  }
}
