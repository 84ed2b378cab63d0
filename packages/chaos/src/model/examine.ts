import type { CloseCause } from '@heartbeat-socket/core';
import type { FakeConnection } from '@heartbeat-socket/testing';
import { fake } from '../stage/fake-platform';
import type { Stage } from '../stage/stage';
import { TIMING } from '../stage/timing';
import { type Core, isAtRest, type SocketModel } from './socket-model';

/** Two timers may be due in the same millisecond. */
const SLACK = 2;
/** Close codes after which nothing is tried again; 1008 is cured by a function's fresh url. */
const FINAL_CODES = [1002, 1003, 1007, 1010];

/** Looks at everything that has to be true at any moment at which the program is at rest. */
export function examine(stage: Stage): void {
  for (const model of stage.sockets) {
    examineConnections(stage, model);
    if (stage.isStill()) continue;
    examineWish(stage, model);
    examineProgress(stage, model);
    examineLife(stage, model);
    examineSnapshot(stage, model);
  }
  if (stage.isStill()) return;
  examineTimers(stage);
  examineListeners(stage);
  examineRendering(stage);
  stage.mail.check(stage.sockets.map(({ core }) => core));
}

const statusOf = (model: SocketModel) => model.core.getSnapshot().status;

/** The app goes on while it is hidden. */
export const isKept = ({ background, platform }: Stage) =>
  (background ?? (platform === 'h5' ? 'keep' : 'pause')) === 'keep';

/** The app is shown as far as the socket knows, or that does not matter. */
const isAble = (stage: Stage, { isAway }: SocketModel) => !isAway || isKept(stage);

const membersOf = (stage: Stage, core: Core) =>
  Object.values(stage.members).filter(({ socket }) => socket?.core === core);

function isWanted(stage: Stage, { core, isRefused }: SocketModel): boolean {
  return !isRefused && membersOf(stage, core).some(stage.holds);
}

/** A shared socket outlives its last component for a while. */
function lingers(stage: Stage, model: SocketModel): boolean {
  return stage.setting.share === true && !model.isRefused && !membersOf(stage, model.core).some(stage.holds);
}

/** At most one live connection, and none that the hook has no more use for. */
function examineConnections(stage: Stage, model: SocketModel): void {
  const { prefix } = model;
  const lines = stage.server.open(prefix).filter((line) => hasArrived(stage, line));
  if (lines.length > 1) stage.fault(`${lines.length} live connections of ${prefix}`);
  const isNewest = stage.sockets.findLast((each) => each.prefix === prefix) === model;
  if (isNewest && !stage.isStill() && lines.length > 0 && !['open', 'connecting'].includes(statusOf(model)))
    stage.fault(`a live connection of ${prefix}, which is ${statusOf(model)}`);
}

/** Where promises are slow, a line can open before its task comes, and can be closed then at the earliest. */
function hasArrived({ server, setting, time }: Stage, line: FakeConnection): boolean {
  const since = server.openSince.get(line) ?? time.ticks();
  server.openSince.set(line, since);
  return setting.knobs?.promises !== 'macrotask' || time.ticks() - since > TIMING.slow;
}

/** Wanted and able means that it is trying, or open; not wanted means at rest. */
function examineWish(stage: Stage, model: SocketModel): void {
  const { status, cause } = model.core.getSnapshot();
  const wanted = isWanted(stage, model);
  if (model.isUnsure) return;
  if (!wanted) {
    if (isAtRest(status) || (lingers(stage, model) && status === 'open')) return;
    return stage.fault(`${model.prefix} is ${status}, and nobody wants it`);
  }
  if (status === 'idle') return stage.fault(`${model.prefix} is wanted, and idle`);
  if (status === 'closed' && !isFinal(stage, cause))
    return stage.fault(`${model.prefix} is wanted, and closed by ${cause?.kind}`);
  if (stage.isBackgroundNew) return;
  if (status === 'suspended' && isAble(stage, model)) stage.fault(`${model.prefix} is suspended, and the app is shown`);
  // Whoever calls reconnect() or gives a new key while the app is hidden gets an attempt at once: it is asked for.
  const isAskedFor = status === 'connecting' && model.connectedAt >= stage.hiddenAt;
  if (!isAble(stage, model) && (status === 'waiting' || (status === 'connecting' && !isAskedFor)))
    stage.fault(`${model.prefix} is ${status}, and the app is hidden`);
}

/** A loss after which nothing is tried again: the options say so, the server's code, or a url that is none. */
export function isFinal({ setting }: Stage, cause: CloseCause | null): boolean {
  switch (cause?.retry === 'never' && cause.kind) {
    case 'gave-up':
      return setting.maxAttempts !== undefined;
    case 'server':
    // So it is told where nobody could hear it open; the server's code says more than that.
    case 'connect-failed':
      return FINAL_CODES.includes(cause?.code ?? 0) || (cause?.code === 1008 && !setting.url);
    case 'invalid-url':
      return !setting.url;
    default:
      return false;
  }
}

/** An attempt ends within its timeout, and a wait within the longest delay. */
function examineProgress(stage: Stage, model: SocketModel): void {
  if (stage.hasLostTimers) return;
  const status = statusOf(model);
  const now = stage.time.ticks();
  const { connectTimeout, maxDelay } = TIMING;
  // On show what is left of the time is reckoned by the wall clock: set back meanwhile, it is all of it.
  const connecting = now - Math.max(model.statusSince, model.connectedAt, stage.clockSetAt);
  if (status === 'connecting' && connecting > connectTimeout + SLACK)
    stage.fault(`${model.prefix} has been connecting for ${connecting} ms`);
  const waiting = now - model.statusSince;
  if (status === 'waiting' && waiting > maxDelay + SLACK)
    stage.fault(`${model.prefix} has been waiting for ${waiting} ms`);
}

/** A dead line is noticed within interval + missed × pongTimeout. What puts timers off gives it a probe more. */
function examineLife(stage: Stage, model: SocketModel): void {
  const { setting, server, time } = stage;
  const isAlive = server.open(model.prefix).some((line) => !server.silent.has(line));
  if (statusOf(model) !== 'open' || isAlive) {
    model.deadSince = null;
    return;
  }
  const now = time.ticks();
  model.deadSince ??= now;
  if (setting.heartbeat === false || stage.hasLostTimers || !isAble(stage, model)) return;
  const { interval, pongTimeout, probe } = TIMING;
  const bound = interval + (setting.heartbeat?.missed ?? 1) * pongTimeout;
  const isDisturbed = stage.disturbedAt + bound >= model.deadSince;
  const since = isDisturbed ? Math.max(model.deadSince, stage.disturbedAt) : model.deadSince;
  const most = bound + (isDisturbed ? 2 * probe + pongTimeout : 0) + SLACK;
  if (now - since > most) stage.fault(`the line of ${model.prefix} has been dead for ${now - model.deadSince} ms`);
  // A show asks a line that had rested, and gives it the time of a probe.
  const { probedAt } = model;
  const isProbed = probedAt !== null && model.deadSince < probedAt && stage.disturbedAt <= probedAt;
  if (isProbed && now - probedAt > probe + SLACK)
    stage.fault(`the line of ${model.prefix} was dead on show, and is open ${now - probedAt} ms later`);
}

function examineSnapshot(stage: Stage, { core, prefix }: SocketModel): void {
  const { status, retryAt, cause, readyState } = core.getSnapshot();
  if ((status === 'waiting') !== (retryAt !== null)) stage.fault(`${prefix} is ${status}, and retryAt is ${retryAt}`);
  if (cause?.retry === 'never' && status !== 'closed')
    stage.fault(`${prefix} is ${status}, and was lost for good by ${cause.kind}`);
  if (status === 'open' && cause !== null) stage.fault(`${prefix} is open, and has the cause ${cause.kind}`);
  if ((status === 'open') !== (readyState === 1))
    stage.fault(`${prefix} is ${status}, and readyState is ${readyState}`);
}

/** How many timers a socket may have armed: those of its status, its outbox and its requests. */
function timersOf(stage: Stage, model: SocketModel): readonly [least: number, most: number] {
  const { core, isAway } = model;
  const { status, pending } = core.getSnapshot();
  const isPaused = isAway && !isKept(stage);
  const asked = stage.mail.openRequests(core);
  const outbox = pending > 0 && (status === 'connecting' || status === 'waiting') ? 1 : 0;
  const syncing = stage.setting.resync ? membersOf(stage, core).length : 0;
  const beats = stage.setting.heartbeat !== false && !isPaused ? 1 : 0;
  const lingering = lingers(stage, model) ? 1 : 0;
  switch (status) {
    case 'idle':
    case 'closed':
      return [asked, asked];
    case 'suspended':
      return [asked, asked];
    case 'connecting':
      // The second is an early ping's, where nobody could hear the line open.
      return [asked + outbox + 1, asked + outbox + 2];
    case 'waiting':
      return [asked + outbox + 1, asked + outbox + 1];
    case 'open':
      return [asked + beats, asked + beats + (isPaused ? 0 : 1) + syncing + lingering];
  }
}

/** Every armed timer belongs to the present status of some socket. */
function examineTimers(stage: Stage): void {
  const armed = fake.left().filter((line) => line.startsWith('a timer'));
  let [least, most] = [0, 0];
  for (const model of stage.sockets) {
    const [few, many] = timersOf(stage, model);
    least += few;
    most += many;
  }
  if (stage.hasLostTimers || stage.isBackgroundNew) least = 0;
  if (stage.isBackgroundNew) most += stage.sockets.length * 2;
  if (armed.length >= least && armed.length <= most) return;
  const statuses = stage.sockets.map(statusOf);
  stage.fault(`${armed.length} timers are armed, expected ${least} to ${most} for ${statuses}: ${armed.join('; ')}`);
}

/** The platform is listened to by sockets that are not at rest, and by no other. */
function examineListeners(stage: Stage): void {
  const listening = fake.left().filter((line) => line.includes('onAppShow')).length;
  const active = stage.sockets.filter((model) => !isAtRest(statusOf(model))).length;
  if (listening !== active)
    stage.fault(`${listening} listeners of onAppShow, and ${active} sockets that are not at rest`);
}

/** A component shows what its socket is, unless what is to be rendered is on its way. */
function examineRendering(stage: Stage): void {
  for (const { name, isMounted, socket, rendered } of Object.values(stage.members)) {
    if (!isMounted || !socket || !rendered) continue;
    const { status, pending, attempt } = socket.core.getSnapshot();
    const isSame = rendered.status === status && rendered.pending === pending && rendered.attempt === attempt;
    const isAbout = status === 'idle' && rendered.status === 'connecting';
    if (!isSame && !isAbout)
      stage.fault(`${name} shows ${JSON.stringify(rendered)}, and its socket is ${status}, ${pending}, ${attempt}`);
  }
}
