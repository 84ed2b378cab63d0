import { createElement, type ReactElement, StrictMode, startTransition } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Destination } from '../model/destination';
import { judgeIdle, judgeLoss } from '../model/loss';
import { createMail } from '../model/mail';
import type { Sender, Sending } from '../model/sending';
import { createSubscriptions } from '../model/subscriptions';
import { createThrown } from '../model/thrown';
import type { Address, Call, Schedule } from '../schedule/schedule';
import { Activity } from './activity';
import { createAtlas } from './atlas';
import { createTaps } from './create-taps';
import { fake } from './fake-platform';
import { optionsOf, ttlOf } from './hook-options';
import { createLifecycle } from './lifecycle';
import { createLogin } from './login';
import { createMember, destinationOf, isHiddenByReact, type Member, NO_CHANGE, Slot } from './member';
import { createScene, type Scene } from './scene';
import { createServerSide } from './server';
import { createServerTime } from './server-time';
import { isShared } from './sharing';
import { change, type Stage } from './stage';
import { setTaps } from './taps';
import { createTold } from './telling';
import { startTime } from './time';

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
  const thrown = createThrown(setting, fault);
  const server = createServerSide(
    mail.answered,
    time,
    { tellsTime: setting.serverTime === true, keepsAlive: setting.heartbeat === 'keepAlive' },
    (line) => judgeIdle(stage, line),
    login,
    subscriptions.heard,
  );
  const taps = createTaps(() => stage, setting, isRefusing);
  setTaps(taps);
  const members = { a: createMember('a'), b: createMember('b'), c: createMember('c') };
  const all = () => Object.values(members);
  const root = createRoot(document.createElement('div'));
  const isKeyed = setting.url !== undefined || isShared(setting);
  function urlOf({ name }: Member, address: Address): string | null {
    if (address === 'none') return null;
    if (address === 'invalid') return `http://chaos.test/r${runs}/${name}/?token=1`;
    return `${base}/${isShared(setting) ? 'shared' : name}/${address}?token=1`;
  }

  const serverTime = createServerTime({ time }, () => stage);
  const atlas = createAtlas({
    setting,
    dropped: mail.dropped,
    forgotten: mail.forgotten,
    ticks: time.ticks,
    isAnybodyAt: (destination) => all().some((each) => each.isMounted && destinationOf(each) === destination),
    isHeld: (destination) => all().some((each) => stage.holds(each) && destinationOf(each) === destination),
    isHiddenAtBirth: (status) => stage.isHidden && (platform === 'h5' || status === 'suspended'),
    lost: (destination, cause) => judgeLoss(stage, destination, cause),
    measured: serverTime.measured,
  });
  const { destinations } = atlas;

  function urlOption(scene: Scene, url: string | null) {
    if (!setting.url || url === null) return url;
    return () => {
      told.asked(scene, 'url');
      return setting.url === 'promise' ? Promise.resolve(url) : url;
    };
  }

  const isOutside = ({ member }: Scene) => isShared(setting) && !stage.holds(member);
  /** Its component has committed another destination, and the effects that go there have not run. */
  const isLeaving = ({ member, destination }: Scene) =>
    member.isCommitting && member.leftScene?.destination === destination;
  // What is rendered and not committed yet has replaced nothing.
  const isElsewhere = ({ member, mount, destination }: Scene) =>
    destination !== destinationOf(member) || mount !== member.scene?.mount;
  const sendingOf = (scene: Scene, destination: Destination, sender: Sender): Sending => ({
    destination,
    sender,
    ttl: ttlOf(scene, setting),
    isDeferred: stage.questions > 0,
    isOutside: isOutside(scene) || isHiddenByReact(scene.member) || isLeaving(scene),
    isElsewhere: isElsewhere(scene) && !isLeaving(scene),
  });

  function slotOf(member: Member): ReactElement {
    const { mount, props, change, rendered } = member;
    const of = [mount, props, stage.background];
    const isSame = setting.memo && change === NO_CHANGE && rendered?.of.every((each, at) => each === of[at]);
    // React hides and shows what it need not render.
    const isOnlyShown = change.activity !== undefined && Object.keys(change).length === 1 && rendered?.of[0] === mount;
    if (rendered && (isSame || isOnlyShown)) {
      member.change = NO_CHANGE;
      return rendered.element;
    }
    const scene = createScene(member, change);
    const url = urlOf(member, props.address);
    const element = createElement(Slot, {
      key: `${member.name}${mount}`,
      scene,
      setting,
      url: urlOption(scene, url),
      options: optionsOf(scene, setting, stage.background, isKeyed ? (url ?? undefined) : undefined, told),
      lifecycle,
      told,
    });
    Object.assign(member, { change: NO_CHANGE, rendered: { of, element } });
    return element;
  }

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
    isOnline: true,
    hiddenAt: 0,
    hiddenSince: 0,
    clockSetAt: 0,
    setBack: { at: Number.NEGATIVE_INFINITY, by: 0, lately: 0 },
    setForwardAt: Number.NEGATIVE_INFINITY,
    disturbedAt: Number.NEGATIVE_INFINITY,
    lateAt: Number.NEGATIVE_INFINITY,
    sleptAt: Number.NEGATIVE_INFINITY,
    excusedUntil: 0,
    hasLostTimers: false,
    hasBrokenListeners: false,
    questions: 0,
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
          const slot = slotOf(member);
          return Activity ? createElement(Activity, { key: slot.key, mode: member.props.activity }, slot) : slot;
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
        // A session, and what it asks, may outlive the component that it is of; the functions of that do nothing.
        if (scene.mount === member.mount) steer(destination, deed);
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
    destination.reconnectedFrom = call === 'reconnect' && isHeld ? destination.connectNumber : null;
    destination.isUnsure = isCall && !isHeld && isShared(setting);
  }

  const told = createTold(stage, serverTime);
  const lifecycle = createLifecycle(stage, atlas, urlOf);
  return stage;
}
