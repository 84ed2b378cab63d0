import { createElement, StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { createMail, type Mail } from '../model/mail';
import { type Core, isAtRest, type SocketModel } from '../model/socket-model';
import type { Address, Deed, Name, Schedule, Setting } from '../schedule/schedule';
import { fake } from './fake-platform';
import { optionsOf, type Told } from './hook-options';
import { createMember, type Member, type MemberProps, Slot } from './member';
import { createServerSide, type ServerSide } from './server';
import { setTaps, type Taps } from './taps';
import { startTime, type Time } from './time';

/** All that a schedule happens to. */
export interface Stage extends Schedule {
  readonly time: Time;
  readonly server: ServerSide;
  readonly mail: Mail;
  readonly taps: Taps;
  readonly members: Readonly<Record<Name, Member>>;
  /** The sockets that components have committed, oldest first. */
  readonly sockets: readonly SocketModel[];
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
  /** When something last put timers off, in ticks. */
  disturbedAt: number;
  /** Timers were lost while the program stood still. */
  hasLostTimers: boolean;
  /** Resyncs give what they have from now on. */
  isObliging: boolean;
  /** Renders what the members are to be now. */
  render(): void;
  act(member: Member, deed: Deed): void;
  modelOf(member: Member): SocketModel | undefined;
  holds(member: Member): boolean;
  fault(what: string): void;
  end(): void;
}

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
  fake.reset({
    platform,
    ...setting.knobs,
    connect: () => (outcomes.shift() ?? 'real') as 'real',
  });

  const sockets: SocketModel[] = [];
  const mail = createMail({
    ticks: time.ticks,
    elapsed: time.elapsed,
    fault,
    hasLostTimers: () => stage.hasLostTimers,
  });
  const server = createServerSide(mail.answered);
  const members = { a: createMember('a'), b: createMember('b'), c: createMember('c') };
  const root = createRoot(document.createElement('div'));

  const taps: Taps = {
    tasks: [],
    sendFault: null,
    connecting(url) {
      const model = sockets.findLast(({ prefix }) => url.startsWith(prefix));
      if (model) model.connectedAt = time.ticks();
      else fault(`a connection to ${url} was asked for, and no component wants it`);
    },
    handing(frame, { url }) {
      const model = sockets.findLast(({ prefix }) => url.startsWith(prefix));
      mail.handed(
        frame,
        all().some((member) => member.greeting > 0 && stage.modelOf(member) === model),
      );
    },
    failed: mail.failed,
  };
  setTaps(taps);

  const all = () => Object.values(members);

  function urlOf({ name }: Member, address: Address): string | null {
    if (address === 'none') return null;
    if (address === 'invalid') return `http://chaos.test/r${runs}/${name}/?token=1`;
    return `${base}/${setting.share ? 'shared' : name}/${address}?token=1`;
  }

  function prefixOf(member: Member): string {
    return setting.share ? `${urlOf(member, member.props.address)}` : `${base}/${member.name}/`;
  }

  /** Runs before the hook's own effects. */
  function committed(member: Member): void {
    const core = member.socket?.core;
    if (!core) return;
    const model = sockets.find((each) => each.core === core) ?? begin(core, prefixOf(member));
    const url = urlOf(member, member.committed.address);
    if (url !== null && url !== model.destination) {
      if (model.destination !== null) {
        model.isRefused = false;
        mail.rekeyed(core);
      }
      model.destination = url;
    }
    if (!member.committed.enabled) member.wasDisabled = true;
    if (!stage.holds(member) || !member.wasDisabled) return;
    member.wasDisabled = false;
    model.isRefused = false;
  }

  function begin(core: Core, prefix: string): SocketModel {
    const model: SocketModel = {
      core,
      prefix,
      isRefused: false,
      isUnsure: false,
      destination: null,
      isAway: false,
      status: core.getSnapshot().status,
      statusSince: time.ticks(),
      connectedAt: Number.NEGATIVE_INFINITY,
      deadSince: null,
      probedAt: null,
    };
    sockets.push(model);
    core.on('statusChange', (status, previous) => {
      model.status = status;
      model.statusSince = time.ticks();
      // A mini-program cannot be asked whether it is hidden: a socket that begins now has not heard of it.
      if (isAtRest(previous)) model.isAway = stage.isHidden && (platform === 'h5' || status === 'suspended');
      if (isAtRest(status)) model.isAway = false;
    });
    core.on('drop', (data, reason) => mail.dropped(core, String(data), reason));
    return model;
  }

  const told: Told = {
    told(member, moment, what) {
      if (!member.isMounted) fault(`${member.name} was told of ${what} while it was not mounted`);
      member.heard.push(what);
      if (moment === 'error') return;
      const deed = member.deeds.get(moment);
      member.deeds.delete(moment);
      if (deed) stage.act(member, deed);
    },
    message(member, message, isLive) {
      if (isLive) judgeMessage(stage, member, message);
      else member.isSyncing = false;
      told.told(member, 'message', message);
    },
    resync(member) {
      member.isSyncing = true;
      member.resyncs += 1;
      const news = [`resync ${member.resyncs}`];
      if (setting.resync === 'now') return news;
      const fails = setting.resync === 'fails' && member.resyncs % 3 !== 0 && !stage.isObliging;
      return new Promise((resolve, reject) => {
        time.after(700, () => (fails ? reject(new Error('no snapshot')) : resolve(news)));
      });
    },
  };

  const stage: Stage = {
    ...schedule,
    time,
    server,
    mail,
    taps,
    members,
    sockets,
    faults,
    outcomes,
    background: setting.background,
    isBackgroundNew: false,
    isHidden: false,
    hiddenAt: 0,
    clockSetAt: 0,
    disturbedAt: 0,
    hasLostTimers: false,
    isObliging: false,
    fault,
    isStill() {
      const { suspendAfter = platform === 'h5' ? Number.POSITIVE_INFINITY : 5_000 } = setting.knobs ?? {};
      return stage.isHidden && time.ticks() - stage.hiddenAt >= suspendAfter;
    },
    render() {
      const slots = all()
        .filter(({ isInTree }) => isInTree)
        .map((member) => {
          const url = urlOf(member, member.props.address);
          const key = setting.url || setting.share ? (url ?? undefined) : undefined;
          const answer = () => (setting.url === 'promise' ? Promise.resolve(url as string) : (url as string));
          return createElement(Slot, {
            key: `${member.name}${member.mount}`,
            member,
            props: member.props,
            url: setting.url && url !== null ? answer : url,
            options: optionsOf(member, setting, stage.background, key, told),
            committed,
          });
        });
      root.render(setting.strict ? createElement(StrictMode, null, slots) : slots);
    },
    act(member, deed) {
      const { socket } = member;
      const model = stage.modelOf(member);
      if (!socket || !model || !member.isMounted) return;
      const isHeld = all().some((each) => stage.holds(each) && stage.modelOf(each) === model);
      const isCall = deed === 'connect' || deed === 'reconnect';
      if (deed === 'disconnect') model.isRefused = true;
      if (isCall && isHeld) model.isRefused = false;
      if (isCall || deed === 'disconnect') model.isUnsure = isCall && !isHeld && setting.share === true;
      if (deed === 'send') mail.send(model.core, true);
      else if (deed === 'request') mail.request(model.core, true, 10_000);
      else if (deed === 'throw') throw new Error('a listener of the schedule throws');
      else if (deed === 'unmount') {
        member.isInTree = false;
        stage.render();
      } else if (deed === 'newUrl') {
        change(member, { address: member.props.address === 1 ? 2 : 1 });
        stage.render();
      } else socket[deed]();
    },
    modelOf: (member) => sockets.find(({ core }) => core === member.socket?.core),
    holds: ({ isMounted, committed: { enabled, address }, isPageHidden }) =>
      isMounted && enabled && address !== 'none' && !(setting.whilePageHidden === 'disconnect' && isPageHidden),
    end() {
      flushSync(() => root.unmount());
      setTaps(null);
      time.end();
    },
  };
  return stage;
}

/** Changes what a component is given. */
export function change(member: Member, props: Partial<MemberProps>): void {
  member.props = { ...member.props, ...props };
}

/** A message of the server reaches a component: one of the present connection, once, in order. */
function judgeMessage({ server, setting, members, modelOf, fault }: Stage, member: Member, text: string): void {
  const { name, heard, isSyncing } = member;
  const [, number, line] = /^m(\d+)@(\d+)$/.exec(text) ?? [];
  if (number === undefined || line === undefined) return;
  const model = modelOf(member);
  const connection = fake.server.connections[Number(line)];
  if (!model || !connection?.url.startsWith(model.prefix))
    return fault(`${name} got ${text}, which is another socket's`);
  if (isSyncing) fault(`${name} got ${text} before its resync had ended`);
  // One listener may end the connection: the others have a right to the message that it was told of.
  const isTold = Object.values(members).some((each) => each !== member && each.heard.includes(text));
  if (!setting.resync && !isTold && !server.open(model.prefix).includes(connection))
    fault(`${name} got ${text} of a connection that is closed`);
  const last = heard.findLast((each) => /^m\d/.test(each));
  if (last && Number(/\d+/.exec(last)?.[0]) >= Number(number)) fault(`${name} got ${text} after ${last}`);
}
