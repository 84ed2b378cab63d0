import { type CloseCauseKind, closeCause } from '../src/connection/close-cause';
import {
  type Effect,
  initialState,
  type MachineEvent,
  type MachineState,
  type Rules,
} from '../src/connection/machine-state';
import type { Status } from '../src/connection/status';

/** The time of every event in the table. */
export const NOW = 100_000;
/** The rules of every row that gives no others. */
export const RULES: Rules = { now: NOW, background: 'pause', maxAttempts: Infinity, minDelay: 1_000 };

const broke = closeCause({ kind: 'network', message: 'broke' }, 'backoff');
export const LOST: MachineEvent = { type: 'lost', cause: broke };
export const SHOW: MachineEvent = { type: 'show', overdue: false };
export const HIDDEN = { hiddenAt: NOW - 1_000 };

const fatal: MachineEvent = { type: 'lost', cause: closeCause({ kind: 'server', code: 1002, message: 'no' }, 'never') };
const connect: MachineEvent = { type: 'connect', visible: true };
const connectHidden: MachineEvent = { type: 'connect', visible: false };
const overdue: MachineEvent = { type: 'show', overdue: true };
const opened: MachineEvent = { type: 'opened' };
const hide: MachineEvent = { type: 'hide' };
const online: MachineEvent = { type: 'online' };
const offline: MachineEvent = { type: 'offline' };
const uptimeReached: MachineEvent = { type: 'uptimeReached' };
const retryDue: MachineEvent = { type: 'retryDue' };
const reconnect: MachineEvent = { type: 'reconnect' };
const rulesChanged: MachineEvent = { type: 'rulesChanged' };
const disconnect: MachineEvent = { type: 'disconnect' };

const keep: Partial<Rules> = { background: 'keep' };
const leave: Partial<Rules> = { background: 'disconnect' };

/** One step of the machine. */
export type Row = readonly [
  from: Status,
  event: MachineEvent,
  to: Status,
  effects: readonly Effect[],
  given?: {
    /** What differs from {@link inStatus} before. */
    readonly state?: Partial<MachineState>;
    readonly rules?: Partial<Rules>;
    /** What else than the status, the cause and the notes of {@link notesOf} is another one after. */
    readonly next?: Partial<Omit<MachineState, 'status' | 'cause'>>;
    /** The kind of the new cause, or null for none. Left out, it is the same cause as before. */
    readonly cause?: CloseCauseKind | null;
  },
];

/** A state in the middle of an outage: three losses in four seconds. */
export function inStatus(status: Status, state: Partial<MachineState> = {}): MachineState {
  return { ...initialState, attempt: 3, downSince: NOW - 4_000, cause: broke, ...state, status };
}

/** What every status notes of an event. */
export function notesOf(event: MachineEvent, { hiddenAt }: MachineState): Partial<MachineState> {
  switch (event.type) {
    case 'hide':
      return { hiddenAt: hiddenAt ?? NOW };
    case 'show':
      return { hiddenAt: null, graceUntil: NOW + 2_000 };
    case 'online':
    case 'offline':
      return { offline: event.type === 'offline' };
    default:
      return {};
  }
}

const OPENED = ['disarmConnectTimer', 'startHeartbeat'] as const;
const REST = ['pauseHeartbeat', 'disarmUptimeTimer'] as const;
const GO_ON = ['probe', 'armUptimeTimer'] as const;
const REPLACE = ['abandon', 'openConnection'] as const;
const RETRY = ['abandon', 'armRetryTimer'] as const;
/** Nothing was lost yet. */
const afresh = { attempt: 0, downSince: null };
const unused = { ...afresh, offline: false, mayShortenFrom: -Infinity };

function atRest(from: 'idle' | 'closed'): Row[] {
  const past = { offline: true, mayShortenFrom: NOW };
  return [
    [from, connect, 'connecting', ['openConnection'], { state: past, next: unused, cause: null }],
    [from, connectHidden, 'suspended', [], { next: { attempt: 0, downSince: null, hiddenAt: NOW }, cause: null }],
    [
      from,
      connectHidden,
      'connecting',
      ['openConnection'],
      { rules: keep, next: { ...afresh, hiddenAt: NOW }, cause: null },
    ],
    [from, opened, from, []],
    [from, LOST, from, []],
    [from, hide, from, []],
    [from, SHOW, from, []],
    [from, online, from, []],
    [from, offline, from, []],
    [from, uptimeReached, from, []],
    [from, retryDue, from, []],
    [from, reconnect, from, []],
    [from, rulesChanged, from, []],
  ];
}

/** What a loss does while connecting or open. */
function losses(from: 'connecting' | 'open'): Row[] {
  const grace = { graceUntil: NOW };
  const healthy = { attempt: 0, downSince: null };
  return [
    [from, fatal, 'closed', ['abandon'], { cause: 'server' }],
    [from, fatal, 'closed', ['abandon'], { state: grace, cause: 'server' }],
    [
      from,
      LOST,
      'waiting',
      ['abandon', 'armResumeTimer'],
      { state: grace, next: { graceUntil: -Infinity }, cause: 'network' },
    ],
    [from, LOST, 'waiting', RETRY, { state: { graceUntil: NOW - 1 }, next: { attempt: 4 }, cause: 'network' }],
    [from, LOST, 'closed', ['abandon'], { rules: { maxAttempts: 4 }, next: { attempt: 4 }, cause: 'gave-up' }],
    [from, LOST, 'waiting', RETRY, { rules: { maxAttempts: 5 }, next: { attempt: 4 }, cause: 'network' }],
    [from, LOST, 'suspended', ['abandon'], { state: HIDDEN, next: { attempt: 4 }, cause: 'network' }],
    [from, LOST, 'suspended', ['abandon'], { state: { ...HIDDEN, ...grace }, next: { attempt: 4 }, cause: 'network' }],
    [from, LOST, 'waiting', RETRY, { state: HIDDEN, rules: keep, next: { attempt: 4 }, cause: 'network' }],
    [from, LOST, 'waiting', RETRY, { next: { attempt: 4 }, cause: 'network' }],
    // The first of the losses in a row begins the outage.
    [from, LOST, 'waiting', RETRY, { state: healthy, next: { attempt: 1, downSince: NOW }, cause: 'network' }],
    [from, fatal, 'closed', ['abandon'], { state: healthy, next: { downSince: NOW }, cause: 'server' }],
    [
      from,
      LOST,
      'waiting',
      ['abandon', 'armResumeTimer'],
      { state: { ...healthy, ...grace }, next: { downSince: NOW, graceUntil: -Infinity }, cause: 'network' },
    ],
  ];
}

/** The table of docs/machine.md. Every status meets every event. */
export const TABLE: readonly Row[] = [
  ...atRest('idle'),
  ['idle', disconnect, 'closed', ['abandon'], { cause: 'disconnect' }],
  ...atRest('closed'),
  ['closed', disconnect, 'closed', []],

  ['connecting', connect, 'connecting', []],
  ['connecting', opened, 'open', [...OPENED, 'armUptimeTimer'], { cause: null }],
  ['connecting', opened, 'open', OPENED, { state: HIDDEN, cause: null }],
  ['connecting', opened, 'open', [...OPENED, 'armUptimeTimer'], { state: HIDDEN, rules: keep, cause: null }],
  ...losses('connecting'),
  ['connecting', hide, 'suspended', ['abandon'], { cause: 'interrupted' }],
  ['connecting', hide, 'suspended', ['abandon'], { rules: leave, cause: 'interrupted' }],
  ['connecting', hide, 'connecting', [], { rules: keep }],
  ['connecting', rulesChanged, 'suspended', ['abandon'], { state: HIDDEN, cause: 'interrupted' }],
  ['connecting', rulesChanged, 'connecting', []],
  ['connecting', rulesChanged, 'connecting', [], { state: HIDDEN, rules: keep }],
  ['connecting', SHOW, 'connecting', ['resumeConnectTimer']],
  ['connecting', online, 'connecting', []],
  ['connecting', offline, 'connecting', []],
  ['connecting', uptimeReached, 'connecting', []],
  ['connecting', retryDue, 'connecting', []],
  ['connecting', reconnect, 'connecting', REPLACE, { next: afresh, cause: 'replaced' }],
  ['connecting', disconnect, 'closed', ['abandon'], { cause: 'disconnect' }],

  ['open', connect, 'open', []],
  ['open', opened, 'open', []],
  ...losses('open'),
  ['open', hide, 'open', REST],
  ['open', hide, 'suspended', ['abandon'], { rules: leave, cause: 'interrupted' }],
  ['open', hide, 'open', [], { rules: keep }],
  ['open', rulesChanged, 'open', []],
  ['open', rulesChanged, 'open', REST, { state: HIDDEN }],
  ['open', rulesChanged, 'suspended', ['abandon'], { state: HIDDEN, rules: leave, cause: 'interrupted' }],
  ['open', rulesChanged, 'open', GO_ON, { state: HIDDEN, rules: keep }],
  ['open', SHOW, 'open', GO_ON],
  ['open', SHOW, 'open', GO_ON, { state: { hiddenAt: NOW - 5_000 } }],
  ['open', SHOW, 'connecting', REPLACE, { state: { hiddenAt: NOW - 5_001 }, next: afresh, cause: 'interrupted' }],
  ['open', overdue, 'connecting', REPLACE, { state: HIDDEN, next: afresh, cause: 'interrupted' }],
  ['open', overdue, 'open', GO_ON, { state: { hiddenAt: 0 }, rules: keep }],
  ['open', online, 'open', ['probe']],
  ['open', offline, 'open', ['probe']],
  ['open', online, 'open', [], { state: HIDDEN }],
  ['open', offline, 'open', [], { state: HIDDEN }],
  ['open', online, 'open', ['probe'], { state: HIDDEN, rules: keep }],
  ['open', uptimeReached, 'open', [], { next: { attempt: 0, downSince: null } }],
  ['open', retryDue, 'open', []],
  ['open', reconnect, 'connecting', REPLACE, { next: afresh, cause: 'replaced' }],
  ['open', disconnect, 'closed', ['abandon'], { cause: 'disconnect' }],

  ['waiting', connect, 'connecting', ['openConnection'], { next: afresh }],
  ['waiting', opened, 'waiting', []],
  ['waiting', LOST, 'waiting', []],
  ['waiting', hide, 'suspended', ['disarmRetryTimer']],
  ['waiting', hide, 'waiting', [], { rules: keep }],
  ['waiting', rulesChanged, 'suspended', ['disarmRetryTimer'], { state: HIDDEN }],
  ['waiting', rulesChanged, 'waiting', []],
  ['waiting', rulesChanged, 'waiting', [], { state: HIDDEN, rules: keep }],
  ['waiting', SHOW, 'connecting', ['openConnection'], { next: { mayShortenFrom: NOW + 1_000 } }],
  [
    'waiting',
    SHOW,
    'connecting',
    ['openConnection'],
    { state: { offline: true }, next: { mayShortenFrom: NOW + 1_000 } },
  ],
  ['waiting', SHOW, 'waiting', [], { state: { mayShortenFrom: NOW + 1 } }],
  ['waiting', online, 'connecting', ['openConnection'], { next: { mayShortenFrom: NOW + 1_000 } }],
  [
    'waiting',
    online,
    'connecting',
    ['openConnection'],
    { state: { mayShortenFrom: NOW }, next: { mayShortenFrom: NOW + 1_000 } },
  ],
  [
    'waiting',
    online,
    'connecting',
    ['openConnection'],
    { state: { offline: true }, next: { ...afresh, mayShortenFrom: NOW + 1_000 } },
  ],
  ['waiting', online, 'waiting', [], { state: { mayShortenFrom: NOW + 1 } }],
  ['waiting', offline, 'waiting', []],
  ['waiting', uptimeReached, 'waiting', []],
  ['waiting', retryDue, 'connecting', ['openConnection']],
  ['waiting', reconnect, 'connecting', REPLACE, { next: afresh, cause: 'replaced' }],
  ['waiting', disconnect, 'closed', ['abandon'], { cause: 'disconnect' }],

  ['suspended', opened, 'suspended', [], { state: HIDDEN }],
  ['suspended', LOST, 'suspended', [], { state: HIDDEN }],
  ['suspended', hide, 'suspended', [], { state: HIDDEN }],
  ['suspended', SHOW, 'connecting', ['openConnection'], { state: HIDDEN, next: afresh }],
  ['suspended', connect, 'suspended', [], { state: HIDDEN, next: { attempt: 0 } }],
  ['suspended', reconnect, 'suspended', [], { state: HIDDEN, next: { attempt: 0 } }],
  ['suspended', online, 'suspended', [], { state: HIDDEN, next: { attempt: 0 } }],
  ['suspended', rulesChanged, 'suspended', [], { state: HIDDEN, rules: leave, next: { attempt: 0 } }],
  ['suspended', connect, 'connecting', ['openConnection'], { state: HIDDEN, rules: keep, next: afresh }],
  ['suspended', reconnect, 'connecting', ['openConnection'], { state: HIDDEN, rules: keep, next: afresh }],
  ['suspended', online, 'connecting', ['openConnection'], { state: HIDDEN, rules: keep, next: afresh }],
  ['suspended', rulesChanged, 'connecting', ['openConnection'], { state: HIDDEN, rules: keep, next: afresh }],
  ['suspended', offline, 'suspended', [], { state: HIDDEN }],
  ['suspended', uptimeReached, 'suspended', [], { state: HIDDEN }],
  ['suspended', retryDue, 'suspended', [], { state: HIDDEN }],
  ['suspended', disconnect, 'closed', ['abandon'], { state: HIDDEN, cause: 'disconnect' }],
];
