import { flushSync } from 'react-dom';
import { isKept } from '../model/examine';
import { isAtRest } from '../model/socket-model';
import type { Name, Step, Steps } from '../schedule/schedule';
import { fake } from './fake-platform';
import type { Member } from './member';
import { change, type Stage } from './stage';

type Perform = { readonly [Kind in keyof Steps]: (stage: Stage, ...args: Steps[Kind]) => void | Promise<void> };

/** Renders at once, with the effects. */
function render(stage: Stage): void {
  flushSync(stage.render);
}

/** What needs the program to run: nothing of it happens while it stands still. */
const awake =
  <Args extends unknown[]>(act: (stage: Stage, ...args: Args) => void) =>
  (stage: Stage, ...args: Args): void => {
    if (!stage.isStill()) act(stage, ...args);
  };

/** What a component does that is there. */
const by =
  <Args extends unknown[]>(act: (stage: Stage, member: Member, ...args: Args) => void) =>
  (stage: Stage, name: Name, ...args: Args): void => {
    const member = stage.members[name];
    if (member.isInTree && member.isMounted && !stage.isStill()) act(stage, member, ...args);
  };

const at = <Value>(values: readonly Value[], index: number): Value | undefined =>
  values.at(-1 - (index % Math.max(values.length, 1)));

function disturb(stage: Stage): void {
  stage.disturbedAt = stage.time.ticks();
}

/** The app is shown. What its timers lost meanwhile they have lost. */
export function show(stage: Stage): void {
  if (!stage.isHidden) return;
  if (stage.isStill() && fakeLosesTimers(stage)) stage.hasLostTimers = true;
  stage.isHidden = false;
  disturb(stage);
  for (const model of stage.sockets) {
    const isRested = model.isAway && !isKept(stage) && model.core.getSnapshot().status === 'open';
    model.probedAt = isRested && !stage.isBackgroundNew ? stage.disturbedAt : null;
    model.isAway = false;
  }
  stage.isBackgroundNew = false;
  fake.app.show();
}

const fakeLosesTimers = ({ setting }: Stage) => setting.knobs?.timers === 'vanish';

/** Events of a task that was given up must change nothing that anybody can see. */
async function ghost(stage: Stage, tell: () => void): Promise<void> {
  const before = picture(stage);
  tell();
  const after = picture(stage);
  if (before !== after) stage.fault(`an event of the past changed\n  ${before}\n  into\n  ${after}`);
}

function picture({ sockets, members }: Stage): string {
  return JSON.stringify([
    sockets.map(({ core }) => core.getSnapshot()),
    Object.values(members).map(({ heard }) => heard.length),
    fake.server.connects,
    fake.left().filter((line) => line.startsWith('a timer')).length,
  ]);
}

/** The tasks of connections that the hook has given up: all but the newest of each socket, and all of one at rest. */
function past({ taps, sockets }: Stage) {
  return taps.tasks.filter((task) => {
    const model = sockets.findLast(({ prefix }) => task.url.startsWith(prefix));
    if (!model || ['closed', 'waiting', 'suspended', 'idle'].includes(model.core.getSnapshot().status)) return true;
    // While it connects, the newest task may be that of the attempt before.
    const isNewest = taps.tasks.findLast(({ url }) => url.startsWith(model.prefix)) === task;
    return !isNewest;
  });
}

export const PERFORM: Perform = {
  pass: () => {},
  away: () => {},
  accept() {
    fake.server.acceptAll(true);
    fake.server.acceptAll(false);
  },
  refuse: ({ server }) => server.refuse(),
  acceptAll: (_stage, accepts) => fake.server.acceptAll(accepts),
  say(stage, count) {
    for (let each = 0; each < count; each += 1) say(stage);
  },
  serverCloses({ server }, code) {
    for (const line of server.open('')) line.close(code, `closed with ${code}`);
  },
  goSilent: ({ server }) => server.goSilent(),
  answersPings({ server }, does) {
    server.answersPings = does;
  },
  answersRequests({ server }, how) {
    server.answersRequests = how;
  },
  answersAgain({ server, mail }, which) {
    const frame = at(mail.askedFrames, which);
    if (frame) server.answerAgain(frame);
  },
  nextConnect: ({ outcomes }, outcome) => void outcomes.push(outcome),
  sendFails({ taps }, how) {
    taps.sendFault = how;
  },
  failsSendLate: awake((stage, which) => {
    const handed = stage.taps.tasks.flatMap((task) => task.handed.filter(({ frame }) => frame !== 'ping'));
    at(handed, which)?.fail();
  }),
  ghost: (stage, which, event) => {
    const task = at(past(stage), which);
    return task && !stage.isStill() ? ghost(stage, () => task.tell(event)) : undefined;
  },
  again: (stage, event) => {
    const [model] = stage.sockets.filter(({ core }) => core.getSnapshot().status === 'open');
    const task = model && stage.taps.tasks.findLast(({ url }) => url.startsWith(model.prefix));
    return task && !stage.isStill() ? ghost(stage, () => task.tell(event)) : undefined;
  },
  offline(stage) {
    // Those that are not open yet will never be heard either.
    for (const line of fake.server.connections) stage.server.silent.add(line);
    fake.network.offline();
  },
  online: () => fake.network.online(),
  claim: (_stage, online) => fake.network.claim(online),
  hide(stage) {
    if (stage.isHidden) return;
    stage.isHidden = true;
    stage.hiddenAt = stage.time.ticks();
    disturb(stage);
    for (const model of stage.sockets) model.isAway = !isAtRest(model.core.getSnapshot().status);
    fake.app.hide();
  },
  show,
  freeze(stage, milliseconds) {
    // A device that sleeps loses no timers: with nothing to tell of it, nobody could know that they have to be armed anew.
    if (fakeLosesTimers(stage)) return;
    stage.time.wasStill(milliseconds);
    fake.app.freeze(milliseconds);
    disturb(stage);
  },
  jump(stage, milliseconds) {
    stage.time.wasSet(milliseconds);
    fake.app.setClock(milliseconds);
    disturb(stage);
    stage.clockSetAt = stage.disturbedAt;
  },
  pageHide: awake((stage) => page(stage, true)),
  pageShow: awake((stage) => page(stage, false)),
  mount: awake((stage, name) => {
    const member = stage.members[name];
    if (member.isInTree) return;
    member.isInTree = true;
    member.mount += 1;
    member.props = { address: 1, enabled: true, which: 0 };
    Object.assign(member, { isPageHidden: false, wasDisabled: false, isSyncing: false, greeting: 0 });
    member.heard.length = 0;
    member.deeds.clear();
    render(stage);
  }),
  unmount: by((stage, member) => {
    member.isInTree = false;
    render(stage);
  }),
  address: by((stage, member, address) => {
    change(member, { address });
    member.isSyncing = false;
    render(stage);
  }),
  enabled: by((stage, member, enabled) => {
    change(member, { enabled });
    render(stage);
  }),
  options: by((stage, member, which) => {
    change(member, { which });
    render(stage);
  }),
  background: awake((stage, background) => {
    stage.background = background;
    stage.isBackgroundNew ||= stage.isHidden;
    disturb(stage);
    render(stage);
  }),
  send: by((stage, { socket }, mayQueue) => socket && stage.mail.send(socket.core, mayQueue)),
  request: by((stage, { socket }, retry, timeout) => socket && stage.mail.request(socket.core, retry, timeout)),
  connect: by((stage, member) => stage.act(member, 'connect')),
  disconnect: by((stage, member) => stage.act(member, 'disconnect')),
  reconnect: by((stage, member) => stage.act(member, 'reconnect')),
  at: by((_stage, { deeds }, moment, deed) => void deeds.set(moment, deed)),
};

/** Performs one step. Time passes elsewhere. */
export async function perform(stage: Stage, [kind, ...args]: Step): Promise<void> {
  await (PERFORM[kind] as (stage: Stage, ...taken: unknown[]) => void | Promise<void>)(stage, ...args);
}

function page({ members }: Stage, isHidden: boolean): void {
  for (const member of Object.values(members)) if (member.isMounted) member.isPageHidden = isHidden;
  if (isHidden) fake.page.hide();
  else fake.page.show();
}

/** The server says something, and whoever listens on an open line has to hear it. */
function say(stage: Stage): void {
  const { server, members, setting, modelOf, fault } = stage;
  const isHeard = !stage.isStill();
  const due = Object.values(members).flatMap((member) => {
    const model = modelOf(member);
    const isReady = model?.core.getSnapshot().status === 'open' && member.isMounted && member.deeds.size === 0;
    return isReady && isHeard && !setting.resync ? [{ member, line: server.open(model.prefix).at(-1) }] : [];
  });
  const isQuiet = Object.values(members).every(({ deeds }) => deeds.size === 0);
  const said = server.say();
  for (const { member, line } of due) {
    const [, text] = said.find(([each]) => each === line) ?? [];
    if (!line || !text || server.silent.has(line) || !isQuiet) continue;
    if (!member.heard.includes(text)) fault(`${member.name} did not hear ${text}`);
  }
}
