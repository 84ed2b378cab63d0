import type { FakeConnection } from '@heartbeat-socket/testing';
import { createElement, StrictMode, startTransition } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { judgeAudience, judgeMessage } from '../model/audience';
import { type Destination, isFor } from '../model/destination';
import { judgeLoss, LIFE } from '../model/loss';
import { createMail, type Mail, type Sender, type Sending } from '../model/mail';
import { createSubscriptions, type Subscriptions } from '../model/subscriptions';
import { createThrown, type Thrown } from '../model/thrown';
import type { Address, Call, Deed, Moment, Name, Question, Schedule, Setting } from '../schedule/schedule';
import { createAtlas } from './atlas';
import { fake } from './fake-platform';
import { optionsOf, type Told, ttlOf } from './hook-options';
import { createLogin, type Login } from './login';
import { createMember, destinationOf, HOLD_LIMIT, type Lifecycle, type Member, Slot } from './member';
import { IDLE, paceOf } from './pace';
import { createScene, type MemberProps, type Scene } from './scene';
import { createServerSide, type ServerSide } from './server';
import { isShared } from './sharing';
import { setTaps, type Taps } from './taps';
import { startTime, type Time } from './time';

/** All that a schedule happens to. */
export interface Stage extends Schedule {
  readonly time: Time;
  readonly server: ServerSide;
  readonly mail: Mail;
  readonly thrown: Thrown;
  readonly taps: Taps;
  readonly login: Login;
  readonly subscriptions: Subscriptions;
  readonly members: Readonly<Record<Name, Member>>;
  /** Where components are and have been, oldest first. */
  readonly destinations: readonly Destination[];
  readonly faults: string[];
  /** The outcomes of the connects to come, before they are real again. */
  readonly outcomes: unknown[];
  background: Setting['background'];
  /** The option changed while the app was hidden: which gate was shut when is not followed. */
  isBackgroundNew: boolean;
  isHidden: boolean;
  /** The program hears nothing, and runs no timer. */
  isStill(): boolean;
  /** When it was hidden, in ticks. */
  hiddenAt: number;
  /** When the wall clock was set last, in ticks. */
  clockSetAt: number;
  /** When the wall clock was set back last, in what had passed, and by how much. */
  setBack: { readonly at: number; readonly by: number };
  /** When something last put timers off, in ticks. */
  disturbedAt: number;
  /** Until when a ping may have gone unanswered for a reason, in ticks. */
  excusedUntil: number;
  /** Timers were lost while the program stood still. */
  hasLostTimers: boolean;
  /** The platform took no listener for hide or show, or did not let one go. */
  hasBrokenListeners: boolean;
  /** Resyncs give what they have from now on. */
  isObliging: boolean;
  /** Renders what the members are to be now. */
  render(how?: 'slow' | 'transition'): void;
  act(scene: Scene, deed: Deed): void;
  holds(member: Member): boolean;
  /** Its component does not want the shared socket: it hears nothing of it, and shows nothing. */
  isOutside(scene: Scene): boolean;
  /** How this render sends to this destination. */
  sendingOf(scene: Scene, destination: Destination, sender: Sender): Sending;
  fault(what: string): void;
  end(): void;
}

/** No timer of the hook is armed for longer. */
const LONGEST_TIMER = 20_000;

let runs = 0;

/** Builds the stage of a schedule, with nothing mounted. */
export function createStage(schedule: Schedule): Stage {
  const { platform, setting } = schedule;
  runs += 1;
  const base = `wss://chaos.test/r${runs}`;
  const outcomes: unknown[] = [];
  const faults: string[] = [];
  const fault = (what: string) => void faults.push(what);
  const time = startTime(() => stage.isStill());
  const { refusesWhileHidden = platform === 'weapp' } = setting.knobs ?? {};
  const isRefusing = () => refusesWhileHidden && stage.isHidden;
  fake.reset({
    platform,
    ...setting.knobs,
    connect: () => (outcomes.shift() ?? 'real') as 'real',
  });

  const subscriptions = createSubscriptions(fault);
  const login = createLogin({ setting, fault, after: time.after });
  const mail = createMail({
    ticks: time.ticks,
    elapsed: time.elapsed,
    fault,
    hasLostTimers: () => stage.hasLostTimers,
    isHidden: () => stage.isHidden,
    hasOutbox: setting.outbox !== false,
    overtakes: subscriptions.overtakes,
  });
  const thrown = createThrown(fault);
  const server = createServerSide(
    mail.answered,
    time.elapsed,
    { tellsTime: setting.serverTime === true, keepsAlive: setting.heartbeat === 'keepAlive' },
    time.after,
    judgeIdle,
    login,
    subscriptions.heard,
  );
  const members = { a: createMember('a'), b: createMember('b'), c: createMember('c') };
  const all = () => Object.values(members);
  const root = createRoot(document.createElement('div'));
  /** How many questions are being asked. */
  let questions = 0;

  /** A resync fails by too many messages when there were too many. */
  function judgeFailedResync(member: Member, what: string): void {
    const since = member.fetchingSince;
    member.fetchingSince = null;
    if (!what.includes('more than') || (since !== null && server.said() - since > HOLD_LIMIT)) return;
    fault(`${member.name} heard that ${what}, and ${since === null ? 'none' : server.said() - since} came`);
  }

  /** A keep-alive keeps a line alive, unless timers came late or the platform took nothing. */
  function judgeIdle({ url }: FakeConnection): void {
    const isExcused = time.ticks() - stage.disturbedAt <= 2 * LIFE || stage.isHidden || stage.hasLostTimers;
    const destination = destinations.findLast((each) => isFor(each, url));
    const isIts = destination && !destination.isLeft && destination.core.getSnapshot().status === 'open';
    if (isIts && !isExcused && time.ticks() - destination.statusSince > IDLE)
      fault(`${destination.name} was hung up on, for it was silent`);
  }

  /** Until the effects of the commit that leaves it are cleaned up, what it has begun goes on. */
  const isBeingLeft = (destination: Destination) =>
    all().some(
      (each) =>
        (each.isLeaving && destinationOf(each) === destination) ||
        (each.isCommitting && each.leftScene?.destination === destination),
    );

  const taps: Taps = {
    tasks: [],
    connects: 0,
    sendFault: null,
    throwing: new Set(),
    isRefusing,
    threw(port) {
      if (/^(on|off)App|^off/.test(port)) stage.hasBrokenListeners = true;
    },
    connecting(url) {
      const destination = destinations.findLast((each) => isFor(each, url));
      if (!destination || (destination.isLeft && !isBeingLeft(destination)))
        return fault(`a connection to ${url} was asked for, and no component wants it`);
      destination.connectedAt = time.ticks();
      destination.connects += 1;
      destination.connectNumber = taps.connects + 1;
    },
    handing(frame, task) {
      const destination = destinations.findLast((each) => isFor(each, task.url));
      // With a login a line is there before its destination is open.
      if (destination && task.connect === destination.connectNumber) destination.isReconnecting = false;
      login.handed(frame, task, destination?.core.getSnapshot().status === 'open');
      mail.handed(frame, task);
    },
    failed(frame) {
      login.failed(frame);
      mail.failed(frame);
    },
  };
  setTaps(taps);

  function urlOf({ name }: Member, address: Address): string | null {
    if (address === 'none') return null;
    if (address === 'invalid') return `http://chaos.test/r${runs}/${name}/?token=1`;
    return `${base}/${isShared(setting) ? 'shared' : name}/${address}?token=1`;
  }

  const atlas = createAtlas({
    setting,
    dropped: mail.dropped,
    forgotten: mail.forgotten,
    ticks: time.ticks,
    isAnybodyAt: (destination) => all().some((each) => each.isMounted && destinationOf(each) === destination),
    isHeld: (destination) => all().some((each) => stage.holds(each) && destinationOf(each) === destination),
    isHiddenAtBirth: (status) => stage.isHidden && (platform === 'h5' || status === 'suspended'),
    lost: (destination, cause) => judgeLoss(stage, destination, cause),
    measured: noteTime,
  });
  const { destinations } = atlas;

  /** Whose server has told its time in the pong that is being read. */
  let readFor: Destination | null = null;

  /** A pong of which no round trip is known tells no time. */
  function noteTime(destination: Destination, trip: number): void {
    destination.trip = trip;
    if (readFor !== destination) return;
    readFor = null;
    const at = time.elapsed();
    const sinceSet = at - stage.setBack.at;
    const mayGain = sinceSet <= LONGEST_TIMER ? Math.min(stage.setBack.by, sinceSet) : 0;
    destination.time = { at, setForward: false, mayMiss: 0, blindSince: null, mayGain };
  }

  const lifecycle: Lifecycle = {
    committed(scene) {
      const { member, props } = scene;
      const isFirst = member.scene !== scene;
      member.isMounted = true;
      if (!scene.socket || !isFirst) return;
      member.isCommitting = true;
      const before = member.scene;
      member.scene = scene;
      scene.destination = atlas.arrive(scene, before?.destination ?? null, urlOf(member, props.address));
      if (before && before.destination !== scene.destination) {
        member.leftScene = before;
        member.isSyncing = false;
      }
      if (before?.props.which !== props.which) scene.destination.tunedAt = time.ticks();
      if (stage.holds(member) && scene.shown?.status === 'idle') fault(`${member.name} shows idle, and is wanted`);
      atlas.forget(scene.destination);
      if (!props.enabled) member.wasDisabled = true;
      if (!stage.holds(member) || !member.wasDisabled) return;
      member.wasDisabled = false;
      scene.destination.isRefused = false;
    },
    removed(member) {
      // It comes back in this very commit, as one that knows nothing.
      if (member.scene && member.scene.mount !== member.mount) {
        member.leftScene = member.scene;
        member.scene = null;
        member.heard.length = 0;
        member.wasDisabled = false;
        member.isPageHidden = false;
        member.isSyncing = false;
      }
      member.isMounted = false;
      member.isLeaving = true;
      member.isCommitting = false;
      const destination = (member.scene ?? member.leftScene)?.destination;
      if (destination && !destination.isLeft) atlas.leave(destination);
    },
    act: (scene, deed) => stage.act(scene, deed),
    interrupt(scene, interruption) {
      if (interruption === 'say') server.say();
      else if (interruption === 'serverCloses') for (const line of server.open('')) line.close(1011, 'interruption');
      // What a user does comes to what is committed.
      else if (scene.member.scene) stage.act(scene.member.scene, interruption);
    },
  };

  function perform(scene: Scene, deed: Deed, where: Moment | Question): void {
    if (deed === 'throw') throw thrown.make(scene, where);
    stage.act(scene, deed);
  }

  const told: Told = {
    told(scene, moment, what) {
      const { member } = scene;
      if (moment === 'error') thrown.told(scene, what);
      if (what.includes('resync-failed')) judgeFailedResync(member, what);
      judgeAudience(stage, scene, moment, what);
      member.heard.push(what);
      if (moment === 'error') return;
      const deed = member.deeds.get(moment);
      member.deeds.delete(moment);
      if (deed) perform(scene, deed, moment);
    },
    message(scene, message, isLive) {
      if (isLive) judgeMessage(stage, scene, message);
      else {
        scene.member.isSyncing = false;
        scene.member.fetchingSince = null;
        if (!message.endsWith(`for ${scene.destination?.name}`)) fault(`${scene.member.name} got ${message}`);
      }
      const isPong = message.startsWith('pong') && paceOf(setting, scene.props) !== null;
      if (isPong && time.ticks() > stage.excusedUntil) fault(`${scene.member.name} was told of a pong, ${message}`);
      told.told(scene, 'message', message);
    },
    drop(scene, text, reason) {
      const destination = mail.destinationOf(text);
      if (destination !== scene.destination)
        fault(`${scene.member.name} was told that ${text} was dropped, which is for ${destination?.name}`);
      told.told(scene, 'drop', `drop ${text} ${reason}`);
    },
    asked(scene, question) {
      const { member } = scene;
      judgeAudience(stage, scene, 'question', question);
      const deed = member.deeds.get(question);
      member.deeds.delete(question);
      if (question === 'url' && scene.destination) scene.destination.isUrlAsked = true;
      if (!deed) return;
      if (question === 'ping' || question === 'isPong') stage.excusedUntil = time.ticks() + 2 * LIFE;
      questions += 1;
      try {
        perform(scene, deed, question);
      } finally {
        questions -= 1;
      }
    },
    resync(scene) {
      const { member } = scene;
      member.isSyncing = true;
      member.fetchingSince = server.said();
      member.resyncs += 1;
      const news = [`resync ${member.resyncs} for ${scene.destination?.name}`];
      told.asked(scene, 'resync');
      if (setting.resync === 'now') return news;
      const fails = setting.resync === 'fails' && member.resyncs % 3 !== 0 && !stage.isObliging;
      return new Promise((resolve, reject) => {
        time.after(700, () => (fails ? reject(new Error('no snapshot')) : resolve(news)));
      });
    },
    hello(scene) {
      told.asked(scene, 'hello');
      return login.hello(scene.destination);
    },
    wants: subscriptions.wants,
    timeRead({ destination }) {
      readFor = destination;
    },
  };

  function urlOption(scene: Scene, url: string | null) {
    if (!setting.url || url === null) return url;
    return () => {
      told.asked(scene, 'url');
      return setting.url === 'promise' ? Promise.resolve(url) : url;
    };
  }

  const isOutside = ({ member }: Scene) => isShared(setting) && !stage.holds(member);
  const isElsewhere = ({ member, destination }: Scene) => destination !== destinationOf(member);
  const sendingOf = (scene: Scene, destination: Destination, sender: Sender): Sending => ({
    destination,
    sender,
    ttl: ttlOf(scene),
    isDeferred: questions > 0,
    isOutside: isOutside(scene),
    isElsewhere: isElsewhere(scene),
  });

  const stage: Stage = {
    ...schedule,
    time,
    server,
    mail,
    thrown,
    taps,
    login,
    subscriptions,
    members,
    destinations,
    faults,
    outcomes,
    background: setting.background,
    isBackgroundNew: false,
    isHidden: false,
    hiddenAt: 0,
    clockSetAt: 0,
    setBack: { at: 0, by: 0 },
    disturbedAt: 0,
    excusedUntil: 0,
    hasLostTimers: false,
    hasBrokenListeners: false,
    isObliging: false,
    fault,
    isStill() {
      const { suspendAfter = platform === 'h5' ? Number.POSITIVE_INFINITY : 5_000 } = setting.knobs ?? {};
      return stage.isHidden && time.ticks() - stage.hiddenAt >= suspendAfter;
    },
    render(how) {
      const slots = all()
        .filter(({ isInTree }) => isInTree)
        .map((member) => {
          const scene = createScene(member, member.change);
          member.change = {};
          const url = urlOf(member, member.props.address);
          const key = setting.url || isShared(setting) ? (url ?? undefined) : undefined;
          return createElement(Slot, {
            key: `${member.name}${member.mount}`,
            scene,
            setting,
            url: urlOption(scene, url),
            options: optionsOf(scene, setting, stage.background, key, told),
            lifecycle,
            told,
          });
        });
      const tree = setting.strict ? createElement(StrictMode, null, slots) : slots;
      if (how === 'transition') startTransition(() => root.render(tree));
      else root.render(tree);
    },
    act(scene, deed) {
      const { socket, destination, member } = scene;
      if (!socket || !destination || !member.isMounted) return;
      if (deed === 'unmount') {
        member.isInTree = false;
        stage.render();
      } else if (deed === 'newUrl') {
        change(member, { address: member.props.address === 1 ? 2 : 1 });
        stage.render();
      } else if (deed === 'send' || deed === 'request') {
        const sending = sendingOf(scene, destination, socket);
        if (deed === 'send') mail.send(sending);
        else mail.request(sending, true, 10_000);
      } else if (deed !== 'throw') {
        steer(destination, deed);
        socket[deed]();
      }
    },
    isOutside,
    sendingOf,
    holds: ({ isMounted, scene, isPageHidden }) =>
      isMounted &&
      scene?.props.enabled === true &&
      scene.props.address !== 'none' &&
      !(setting.whilePageHidden === 'disconnect' && isPageHidden),
    end() {
      setTaps(null);
      taps.throwing.clear();
      try {
        flushSync(() => root.unmount());
      } finally {
        time.end();
      }
    },
  };

  /** What the call makes of the wish for a connection. */
  function steer(destination: Destination, call: Exclude<Call, 'send' | 'request'>): void {
    // The functions of a destination that was left do nothing any more.
    if (destination.isLeft) return;
    const isHeld = all().some((each) => stage.holds(each) && destinationOf(each) === destination);
    const isCall = call !== 'disconnect';
    // A shared socket that nobody holds is about to be forgotten, and its refusal with it.
    if (!isCall) Object.assign(destination, { isRefused: isHeld || !isShared(setting), disconnectedAt: time.ticks() });
    else if (isHeld) destination.isRefused = false;
    destination.isReconnecting = call === 'reconnect' && isHeld;
    destination.isUnsure = isCall && !isHeld && isShared(setting);
  }

  return stage;
}

/** Changes what a component is given. */
export function change(member: Member, props: Partial<MemberProps>): void {
  member.props = { ...member.props, ...props };
}
