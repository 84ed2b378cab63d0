import { describe, expect, it } from 'vitest';
import { HIDDEN, inStatus, LOST, NOW, notesOf, RULES, SHOW, TABLE } from '../../test/machine-table';
import { transition } from './machine';

const kindOf = (cause: { readonly kind: string } | null) => cause?.kind ?? null;

describe('transition', () => {
  const rows = TABLE.map(([from, event, to, effects, given = {}]) => [from, event, to, effects, given] as const);
  it.each(rows)('%s, on %j, becomes %s', (from, event, to, effects, given) => {
    const before = inStatus(from, given.state);
    const [{ cause, ...next }, requested] = transition(before, event, { ...RULES, ...given.rules });
    const { cause: causeBefore, ...expected } = { ...before, ...notesOf(event, before), ...given.next, status: to };
    expect(next).toEqual(expected);
    expect(kindOf(cause)).toBe(given.cause === undefined ? kindOf(causeBefore) : given.cause);
    expect(requested).toEqual(effects);
  });

  it('knows what to do with every event in every status', () => {
    const types = new Set(TABLE.map(([, event]) => event.type));
    expect(types.size).toBe(12);
    for (const status of ['idle', 'connecting', 'open', 'waiting', 'suspended', 'closed']) {
      const met = new Set(TABLE.filter(([from]) => from === status).map(([, event]) => event.type));
      expect([status, [...types].filter((type) => !met.has(type))]).toEqual([status, []]);
    }
  });

  it.each([
    [2_000, 'waiting', 3, 'armResumeTimer'],
    [2_001, 'waiting', 4, 'armRetryTimer'],
  ])('%s ms after a show, a loss is %s with attempt %s', (passed, status, attempt, timer) => {
    const [shown] = transition(inStatus('suspended', HIDDEN), SHOW, RULES);
    const [next, effects] = transition({ ...shown, attempt: 3 }, LOST, { ...RULES, now: NOW + passed });
    expect([next.status, next.attempt]).toEqual([status, attempt]);
    expect(effects).toEqual(['abandon', timer]);
  });

  it('forgives only the first loss after a show', () => {
    const [shown] = transition(inStatus('suspended', HIDDEN), SHOW, RULES);
    const [first] = transition({ ...shown, attempt: 3 }, LOST, RULES);
    const [again] = transition(first, { type: 'retryDue' }, RULES);
    expect(transition(again, LOST, RULES)[0].attempt).toBe(4);
  });

  it('counts an outage from the loss of the last line that lived, over lines that died young', () => {
    const at = (passed: number) => ({ ...RULES, now: NOW + passed });
    const healthy = inStatus('open', { attempt: 0, downSince: null });
    const [lost] = transition(healthy, LOST, at(0));
    const [connecting] = transition(lost, { type: 'retryDue' }, at(1_000));
    const [young] = transition(connecting, { type: 'opened' }, at(2_000));
    expect(young.downSince).toBe(NOW);
    const [again] = transition(young, LOST, at(3_000));
    expect([again.attempt, again.downSince]).toEqual([2, NOW]);
    const [lived] = transition(young, { type: 'uptimeReached' }, at(7_000));
    const [anew] = transition(lived, LOST, at(9_000));
    expect([anew.attempt, anew.downSince]).toEqual([1, NOW + 9_000]);
  });

  it('cuts a wait short for the network at most once per minDelay', () => {
    const [first] = transition(inStatus('waiting'), { type: 'online' }, RULES);
    const [waiting] = transition(first, LOST, RULES);
    expect(transition(waiting, { type: 'online' }, { ...RULES, now: NOW + 999 })[0].status).toBe('waiting');
    expect(transition(waiting, { type: 'online' }, { ...RULES, now: NOW + 1_000 })[0].status).toBe('connecting');
  });

  it('tells a loss while hidden to be retried on show', () => {
    expect(transition(inStatus('open', HIDDEN), LOST, RULES)[0].cause?.retry).toBe('on-show');
  });

  it('tells an attempt that a hide interrupts to be retried on show, and why', () => {
    const [{ cause }] = transition(inStatus('connecting'), { type: 'hide' }, RULES);
    expect(cause).toMatchObject({ retry: 'on-show', message: 'the app was in the background' });
  });

  it('tells a connection that a show gives up to be replaced now', () => {
    const [{ cause }] = transition(inStatus('open', { hiddenAt: 0 }), SHOW, RULES);
    expect(cause).toMatchObject({ kind: 'interrupted', retry: 'now' });
  });

  it('tells the loss at which it gave up', () => {
    const [{ cause }] = transition(inStatus('connecting'), LOST, { ...RULES, maxAttempts: 4 });
    expect(cause).toMatchObject({ retry: 'never', message: 'gave up after 4 losses in a row; the last: broke' });
  });

  it('closes with the code and reason of disconnect(), or 1000', () => {
    const bye = { type: 'disconnect', code: 4001, reason: 'bye' } as const;
    expect(transition(inStatus('open'), bye, RULES)[0].cause).toMatchObject({ code: 4001, reason: 'bye' });
    const plain = transition(inStatus('idle'), { type: 'disconnect' }, RULES)[0].cause;
    expect(plain).toMatchObject({ code: 1000, reason: '', retry: 'never' });
  });

  it('goes by the first hide of several', () => {
    const [state] = transition(inStatus('open', HIDDEN), { type: 'hide' }, RULES);
    expect(state.hiddenAt).toBe(HIDDEN.hiddenAt);
  });

  it('keeps the very state where nothing is another', () => {
    const online = inStatus('open');
    const offline = inStatus('open', { offline: true });
    expect(transition(online, { type: 'online' }, RULES)[0]).toBe(online);
    expect(transition(offline, { type: 'offline' }, RULES)[0]).toBe(offline);
    expect(transition(online, { type: 'connect', visible: true }, RULES)[0]).toBe(online);
  });
});
