import { describe, expect, it } from 'vitest';
import { closeCause } from './close-cause';
import { transition } from './machine';
import { type Effect, initialState, type MachineEvent, type MachineState, type Rules } from './machine-state';
import type { Status } from './status';

const NOW = 100_000;
const rules: Rules = { now: NOW, background: 'pause', maxAttempts: Infinity, minDelay: 1_000 };
const lost: MachineEvent = { type: 'lost', cause: closeCause({ kind: 'network', message: 'broke' }, 'backoff') };
const fatal: MachineEvent = { type: 'lost', cause: closeCause({ kind: 'server', code: 1002, message: 'no' }, 'never') };
const connect: MachineEvent = { type: 'connect', visible: true };
const show: MachineEvent = { type: 'show', overdue: false };
const hidden = { hiddenAt: NOW - 1_000 };
const keep: Partial<Rules> = { background: 'keep' };
const leave: Partial<Rules> = { background: 'disconnect' };

function inStatus(status: Status, state: Partial<MachineState> = {}): MachineState {
  return { ...initialState, attempt: 3, ...state, status };
}

type Row = [
  from: Status,
  event: MachineEvent,
  to: Status,
  effects: Effect[],
  given?: { state?: Partial<MachineState>; rules?: Partial<Rules>; attempt?: number; cause?: string | null },
];

/** The table of docs/machine.md. Every status meets every event; `attempt` is 3 before each. */
const table: Row[] = [
  ['idle', connect, 'connecting', ['openConnection'], { attempt: 0 }],
  ['idle', { type: 'connect', visible: false }, 'suspended', [], { attempt: 0 }],
  ['idle', { type: 'connect', visible: false }, 'connecting', ['openConnection'], { rules: keep, attempt: 0 }],
  ['idle', { type: 'opened' }, 'idle', []],
  ['idle', lost, 'idle', []],
  ['idle', { type: 'hide' }, 'idle', []],
  ['idle', show, 'idle', []],
  ['idle', { type: 'online' }, 'idle', []],
  ['idle', { type: 'offline' }, 'idle', []],
  ['idle', { type: 'uptimeReached' }, 'idle', []],
  ['idle', { type: 'retryDue' }, 'idle', []],
  ['idle', { type: 'reconnect' }, 'idle', []],
  ['idle', { type: 'newKey' }, 'idle', [], { attempt: 0 }],
  ['idle', { type: 'disconnect' }, 'idle', []],

  ['connecting', connect, 'connecting', []],
  [
    'connecting',
    { type: 'opened' },
    'open',
    ['disarmConnectTimer', 'startHeartbeat', 'armUptimeTimer'],
    { cause: null },
  ],
  ['connecting', { type: 'opened' }, 'open', ['disarmConnectTimer', 'startHeartbeat'], { state: hidden, cause: null }],
  [
    'connecting',
    { type: 'opened' },
    'open',
    ['disarmConnectTimer', 'startHeartbeat', 'armUptimeTimer'],
    { state: hidden, rules: keep, cause: null },
  ],
  ['connecting', lost, 'waiting', ['abandon', 'armRetryTimer'], { attempt: 4, cause: 'network' }],
  ['connecting', lost, 'suspended', ['abandon'], { state: hidden, attempt: 4, cause: 'network' }],
  ['connecting', lost, 'waiting', ['abandon', 'armRetryTimer'], { state: hidden, rules: keep, attempt: 4 }],
  ['connecting', fatal, 'closed', ['abandon'], { cause: 'server' }],
  ['connecting', lost, 'closed', ['abandon'], { rules: { maxAttempts: 4 }, attempt: 4, cause: 'gave-up' }],
  ['connecting', lost, 'waiting', ['abandon', 'armRetryTimer'], { rules: { maxAttempts: 5 }, attempt: 4 }],
  ['connecting', { type: 'hide' }, 'suspended', ['abandon'], { cause: 'interrupted' }],
  ['connecting', { type: 'hide' }, 'suspended', ['abandon'], { rules: leave, cause: 'interrupted' }],
  ['connecting', { type: 'hide' }, 'connecting', [], { rules: keep }],
  ['connecting', show, 'connecting', ['resumeConnectTimer']],
  ['connecting', { type: 'online' }, 'connecting', []],
  ['connecting', { type: 'offline' }, 'connecting', []],
  ['connecting', { type: 'uptimeReached' }, 'connecting', []],
  ['connecting', { type: 'retryDue' }, 'connecting', []],
  ['connecting', { type: 'reconnect' }, 'connecting', ['abandon', 'openConnection'], { attempt: 0, cause: 'replaced' }],
  ['connecting', { type: 'newKey' }, 'connecting', ['abandon', 'openConnection'], { attempt: 0, cause: null }],
  ['connecting', { type: 'disconnect' }, 'closed', ['abandon'], { cause: 'disconnect' }],

  ['open', connect, 'open', []],
  ['open', { type: 'opened' }, 'open', []],
  ['open', lost, 'waiting', ['abandon', 'armRetryTimer'], { attempt: 4, cause: 'network' }],
  ['open', lost, 'suspended', ['abandon'], { state: hidden, attempt: 4, cause: 'network' }],
  ['open', fatal, 'closed', ['abandon'], { cause: 'server' }],
  ['open', lost, 'closed', ['abandon'], { rules: { maxAttempts: 4 }, attempt: 4, cause: 'gave-up' }],
  ['open', { type: 'hide' }, 'open', ['pauseHeartbeat', 'disarmUptimeTimer']],
  ['open', { type: 'hide' }, 'suspended', ['abandon'], { rules: leave, cause: 'interrupted' }],
  ['open', { type: 'hide' }, 'open', [], { rules: keep }],
  ['open', show, 'open', ['probe', 'armUptimeTimer']],
  ['open', show, 'open', ['probe', 'armUptimeTimer'], { state: { hiddenAt: NOW - 5_000 } }],
  [
    'open',
    show,
    'connecting',
    ['abandon', 'openConnection'],
    { state: { hiddenAt: NOW - 5_001 }, attempt: 0, cause: 'interrupted' },
  ],
  [
    'open',
    { type: 'show', overdue: true },
    'connecting',
    ['abandon', 'openConnection'],
    { state: hidden, attempt: 0, cause: 'interrupted' },
  ],
  [
    'open',
    { type: 'show', overdue: true },
    'open',
    ['probe', 'armUptimeTimer'],
    { state: { hiddenAt: 0 }, rules: keep },
  ],
  ['open', { type: 'online' }, 'open', ['probe']],
  ['open', { type: 'offline' }, 'open', ['probe']],
  ['open', { type: 'online' }, 'open', [], { state: hidden }],
  ['open', { type: 'uptimeReached' }, 'open', [], { attempt: 0 }],
  ['open', { type: 'retryDue' }, 'open', []],
  ['open', { type: 'reconnect' }, 'connecting', ['abandon', 'openConnection'], { attempt: 0, cause: 'replaced' }],
  ['open', { type: 'newKey' }, 'connecting', ['abandon', 'openConnection'], { attempt: 0, cause: null }],
  ['open', { type: 'disconnect' }, 'closed', ['abandon'], { cause: 'disconnect' }],

  ['waiting', connect, 'connecting', ['openConnection'], { attempt: 0 }],
  ['waiting', { type: 'opened' }, 'waiting', []],
  ['waiting', lost, 'waiting', []],
  ['waiting', { type: 'hide' }, 'suspended', ['disarmRetryTimer']],
  ['waiting', { type: 'hide' }, 'waiting', [], { rules: keep }],
  ['waiting', show, 'connecting', ['openConnection']],
  ['waiting', show, 'connecting', ['openConnection'], { state: { offline: true } }],
  ['waiting', show, 'waiting', [], { state: { hurryFrom: NOW + 1 } }],
  ['waiting', { type: 'online' }, 'connecting', ['openConnection']],
  ['waiting', { type: 'online' }, 'connecting', ['openConnection'], { state: { offline: true }, attempt: 0 }],
  ['waiting', { type: 'online' }, 'waiting', [], { state: { hurryFrom: NOW + 1 } }],
  ['waiting', { type: 'online' }, 'connecting', ['openConnection'], { state: { hurryFrom: NOW } }],
  ['waiting', { type: 'offline' }, 'waiting', []],
  ['waiting', { type: 'uptimeReached' }, 'waiting', []],
  ['waiting', { type: 'retryDue' }, 'connecting', ['openConnection']],
  ['waiting', { type: 'reconnect' }, 'connecting', ['abandon', 'openConnection'], { attempt: 0, cause: 'replaced' }],
  ['waiting', { type: 'newKey' }, 'connecting', ['abandon', 'openConnection'], { attempt: 0, cause: null }],
  ['waiting', { type: 'disconnect' }, 'closed', ['abandon'], { cause: 'disconnect' }],

  ['suspended', connect, 'suspended', [], { state: hidden, attempt: 0 }],
  ['suspended', { type: 'opened' }, 'suspended', [], { state: hidden }],
  ['suspended', lost, 'suspended', [], { state: hidden }],
  ['suspended', { type: 'hide' }, 'suspended', [], { state: hidden }],
  ['suspended', show, 'connecting', ['openConnection'], { state: hidden, attempt: 0 }],
  ['suspended', { type: 'online' }, 'suspended', [], { state: hidden, attempt: 0, cause: 'network' }],
  ['suspended', connect, 'connecting', ['openConnection'], { state: hidden, rules: keep, attempt: 0 }],
  [
    'suspended',
    { type: 'newKey' },
    'connecting',
    ['openConnection'],
    { state: hidden, rules: keep, attempt: 0, cause: null },
  ],
  ['suspended', { type: 'reconnect' }, 'connecting', ['openConnection'], { state: hidden, rules: keep, attempt: 0 }],
  ['suspended', { type: 'online' }, 'connecting', ['openConnection'], { state: hidden, rules: keep, attempt: 0 }],
  ['suspended', { type: 'offline' }, 'suspended', [], { state: hidden }],
  ['suspended', { type: 'uptimeReached' }, 'suspended', [], { state: hidden }],
  ['suspended', { type: 'retryDue' }, 'suspended', [], { state: hidden }],
  ['suspended', { type: 'reconnect' }, 'suspended', [], { state: hidden, attempt: 0 }],
  ['suspended', { type: 'newKey' }, 'suspended', [], { state: hidden, attempt: 0, cause: null }],
  ['suspended', { type: 'disconnect' }, 'closed', ['abandon'], { state: hidden, cause: 'disconnect' }],
];

describe('transition', () => {
  it.each(table)('%s, on %j, becomes %s', (from, event, to, effects, given = {}) => {
    const before = inStatus(from, { cause: lost.type === 'lost' ? lost.cause : null, ...given.state });
    const [next, requested] = transition(before, event, { ...rules, ...given.rules });
    expect(next.status).toBe(to);
    expect(requested).toEqual(effects);
    expect(next.attempt).toBe(given.attempt ?? 3);
    if (given.cause !== undefined) expect(next.cause?.kind ?? null).toBe(given.cause);
  });

  it('knows what to do with every event in every status', () => {
    const statuses = new Set(table.map(([status]) => status));
    const types = new Set(table.map(([, event]) => event.type));
    statuses.delete('idle');
    for (const status of statuses) {
      const met = new Set(table.filter(([from]) => from === status).map(([, event]) => event.type));
      expect([status, [...types].filter((type) => !met.has(type))]).toEqual([status, []]);
    }
  });

  it('behaves when closed as when idle', () => {
    for (const [from, event, to, effects, given = {}] of table.filter(([from]) => from === 'idle')) {
      const [next, requested] = transition(inStatus('closed', given.state), event, { ...rules, ...given.rules });
      expect([event.type, next.status]).toEqual([event.type, to === from ? 'closed' : to]);
      expect(requested).toEqual(effects);
    }
  });

  it.each([
    [2_000, 'waiting', 3, 'armResumeTimer'],
    [2_001, 'waiting', 4, 'armRetryTimer'],
  ])('%s ms after a show, a loss is %s with attempt %s', (passed, status, attempt, timer) => {
    const [shown] = transition(inStatus('suspended', hidden), show, rules);
    const [next, effects] = transition({ ...shown, attempt: 3 }, lost, { ...rules, now: NOW + passed });
    expect([next.status, next.attempt]).toEqual([status, attempt]);
    expect(effects).toEqual(['abandon', timer]);
  });

  it('forgives only the first loss after a show', () => {
    const [shown] = transition(inStatus('suspended', hidden), show, rules);
    const [first] = transition({ ...shown, attempt: 3 }, lost, rules);
    const [again] = transition(first, { type: 'retryDue' }, rules);
    expect(transition(again, lost, rules)[0].attempt).toBe(4);
  });

  it('cuts a wait short for the network at most once per minDelay', () => {
    const [first] = transition(inStatus('waiting'), { type: 'online' }, rules);
    const [waiting] = transition(first, lost, rules);
    expect(transition(waiting, { type: 'online' }, { ...rules, now: NOW + 999 })[0].status).toBe('waiting');
    expect(transition(waiting, { type: 'online' }, { ...rules, now: NOW + 1_000 })[0].status).toBe('connecting');
  });

  it('tells a loss while hidden to be retried on show', () => {
    expect(transition(inStatus('open', hidden), lost, rules)[0].cause?.retry).toBe('on-show');
  });

  it('tells an attempt that a hide interrupts to be retried on show, and why', () => {
    const [{ cause }] = transition(inStatus('connecting'), { type: 'hide' }, rules);
    expect(cause).toMatchObject({ retry: 'on-show', message: 'the app was in the background' });
  });

  it('goes by the first hide of several', () => {
    const [state] = transition(inStatus('open', hidden), { type: 'hide' }, rules);
    expect(state.hiddenAt).toBe(hidden.hiddenAt);
  });

  it('notes the last word on the network', () => {
    const [offline] = transition(inStatus('open'), { type: 'offline' }, rules);
    const [online] = transition(offline, { type: 'online' }, rules);
    expect([offline.offline, online.offline]).toEqual([true, false]);
    expect(transition(online, { type: 'online' }, rules)[0]).toBe(online);
    expect(transition(offline, { type: 'offline' }, rules)[0]).toBe(offline);
  });
});
