import { flushSync } from 'react-dom';
import { type Destination, isFor } from '../model/destination';
import { LIFE } from '../model/loss';
import type { Change, Step, Steps } from '../schedule/schedule';
import { Activity } from './activity';
import { atAnyTime, awake, by, inHandler, to } from './actors';
import { disturb, freeze, hide, jump, page, show } from './app';
import type { Cargo } from './cargo';
import { fake } from './fake-platform';
import { ghost, past } from './ghosts';
import { isAsked } from './is-asked';
import type { Member } from './member';
import { say } from './say';
import { FIRST_PROPS, type MemberProps, type Scene } from './scene';
import { change, type Stage } from './stage';
import { settle } from './time';

type Perform = { readonly [Kind in keyof Steps]: (stage: Stage, ...args: Steps[Kind]) => void | Promise<void> };

/** Renders at once, with the effects. */
function render(stage: Stage): void {
  flushSync(() => stage.render());
}

const other = ({ which }: MemberProps) => (which === 0 ? 1 : 0);

/** Renders a change of a component in the way that it says. */
async function renderChange(stage: Stage, member: Member, next: Change): Promise<void> {
  const { address, enabled, which, remount, activity, render: how } = next;
  if (remount) member.mount += 1;
  change(member, {
    ...(address !== undefined && { address }),
    ...(enabled !== undefined && { enabled }),
    ...(which !== undefined && { which: which === 'other' ? other(member.props) : which }),
    ...(activity !== undefined && Activity && { activity }),
  });
  member.change = next;
  if (!how) return render(stage);
  stage.render(how);
  // Each pause of React is a task, and each of ours comes in one.
  for (let round = 0; round < 3; round += 1) await settle();
}

const at = <Value>(values: readonly Value[], index: number): Value | undefined =>
  values.at(-1 - (index % Math.max(values.length, 1)));

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
  sayLarge: (stage, size, isBinary) => say(stage, { size, isBinary }),
  serverCloses({ server, platform, isHidden }, code) {
    // Whatever the reason says, a code of the server's own is the server's; Alipay tells none.
    const word = code === 4999 ? 'interrupted by the host' : 'closed';
    for (const line of server.open('')) {
      if (code >= 3000 && platform !== 'alipay' && !isHidden && !server.silent.has(line)) server.ended.add(line);
      line.close(code, `${word} with ${code}`);
    }
  },
  goSilent: ({ server }) => server.goSilent(),
  answersPings(stage, does) {
    // A ping of before stays unanswered.
    if (!stage.server.answersPings) stage.excusedUntil = stage.time.ticks() + 2 * LIFE;
    stage.server.answersPings = does;
  },
  latency: (stage, milliseconds) => {
    const { server, time } = stage;
    // What is under way still takes long.
    if (milliseconds < server.latency) stage.excusedUntil = Math.max(stage.excusedUntil, time.ticks() + 2 * LIFE);
    server.latency = milliseconds;
    server.longest = Math.max(server.longest, milliseconds);
  },
  beat: ({ server }) => server.beat(),
  answersRequests({ server }, how) {
    server.answersRequests = how;
  },
  logins({ login }, how) {
    login.logins = how;
  },
  hellos({ login }, how) {
    login.hellos = how;
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
  again(stage, event) {
    const isAt = (status: string) =>
      stage.destinations.find(({ core, isLeft }) => !isLeft && core.getSnapshot().status === status);
    const taskOf = (destination: Destination | undefined) =>
      destination && stage.taps.tasks.findLast(({ url }) => isFor(destination, url));
    if (stage.isStill()) return;
    const open = taskOf(isAt('open'));
    if (open) return ghost(stage, () => open.tell(event));
    // Its open may have come before anybody could hear it.
    const connecting = isAt('connecting');
    if (connecting?.prefix && stage.server.open(connecting.prefix).length > 0) taskOf(connecting)?.tell(event);
  },
  offline(stage) {
    // Those that are not open yet will never be heard either.
    for (const line of fake.server.connections) stage.server.silent.add(line);
    stage.isOnline = false;
    fake.network.offline();
  },
  online(stage) {
    stage.isOnline = true;
    fake.network.online();
  },
  claim(stage, online) {
    stage.isOnline = online;
    fake.network.claim(online);
  },
  hide,
  show,
  freeze,
  jump,
  portThrows({ taps }, port) {
    taps.throwing.add(port);
  },
  pageHide: awake((stage) => page(stage, true)),
  pageShow: awake((stage) => page(stage, false)),
  mount: (stage, name, first = {}) => {
    const member = stage.members[name];
    if (member.isInTree || stage.isStill()) return;
    member.isInTree = true;
    member.mount += 1;
    member.props = FIRST_PROPS;
    Object.assign(member, {
      scene: null,
      leftScene: null,
      isPageHidden: false,
      wasDisabled: false,
      isSyncing: false,
    });
    member.heard.length = 0;
    member.deeds.clear();
    return renderChange(stage, member, first);
  },
  unmount: to((stage, member) => {
    member.isInTree = false;
    render(stage);
  }),
  change: to(renderChange),
  background: awake((stage, background) => {
    stage.background = background;
    stage.isBackgroundNew ||= stage.isHidden;
    disturb(stage);
    render(stage);
  }),
  send: atAnyTime((stage, scene, mayQueue) => send(stage, scene, mayQueue)),
  sendLarge: inHandler((stage, scene, size, isBinary) => send(stage, scene, true, { size, isBinary })),
  sendWrongly: inHandler((_stage, { socket }) => {
    try {
      socket?.send('wrong', null as never);
    } catch {
      // It is the caller's, and costs nobody else anything.
    }
  }),
  sendRefused: inHandler((stage, scene, deed) => {
    if (!stage.setting.questions || scene.destination?.core.getSnapshot().status !== 'open') return;
    scene.member.deeds.set('encode', deed);
    stage.taps.sendFault = 'sync';
    return stage.act(scene, 'send');
  }),
  sendToLast: by((stage, { leftScene }) => (leftScene ? send(stage, leftScene, true) : undefined)),
  request: atAnyTime((stage, scene, retry, timeout) => {
    const { destination, socket } = scene;
    if (destination && socket) stage.mail.request(stage.sendingOf(scene, destination, socket), retry, timeout);
  }),
  connect: inHandler((stage, scene) => stage.act(scene, 'connect')),
  disconnect: inHandler((stage, scene) => stage.act(scene, 'disconnect')),
  reconnect: inHandler((stage, scene) => stage.act(scene, 'reconnect')),
  reconnects: inHandler(async (stage, scene, times) => {
    for (let time = 0; time < times; time += 1) stage.act(scene, 'reconnect');
    await settle();
    judgeSlots(stage, scene);
  }),
  at: by((_stage, { deeds }, moment, deed) => void deeds.set(moment, deed)),
  asked: by(({ setting }, { deeds }, question, deed) => {
    if (isAsked(setting, question)) deeds.set(question, deed);
  }),
};

/** Of many attempts in one task only a few ask for a socket. */
function judgeSlots({ platform, members, outcomes, fault }: Stage, { destination }: Scene): void {
  const isAlone = Object.values(members).filter(({ isInTree }) => isInTree).length === 1;
  const { cause } = destination?.core.getSnapshot() ?? {};
  if (platform === 'h5' && isAlone && outcomes.length === 0 && cause?.kind === 'slot-limit')
    fault('one component took all the slots');
}

async function send(stage: Stage, scene: Scene, mayQueue: boolean, cargo?: Cargo): Promise<void> {
  const { mail, taps, fault } = stage;
  const { destination, socket } = scene;
  if (!destination || !socket) return;
  const before = destination.core.getSnapshot().status;
  mail.send({ ...stage.sendingOf(scene, destination, socket), mayQueue, cargo });
  if (!taps.isRefusing() || taps.sendFault !== null || before !== 'open') return;
  await settle();
  // Who cannot hear of a hide cannot excuse what is refused then.
  if (stage.hasBrokenListeners) return;
  const { status, cause } = destination.core.getSnapshot();
  if (status !== 'open' && cause?.kind === 'interrupted')
    fault(`a send that was refused while hidden cost ${destination.name} its line`);
}

/** Performs one step. Time passes elsewhere. */
export async function perform(stage: Stage, [kind, ...args]: Step): Promise<void> {
  await (PERFORM[kind] as (stage: Stage, ...taken: unknown[]) => void | Promise<void>)(stage, ...args);
}
