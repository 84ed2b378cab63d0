import { describe, expect, it } from 'vitest';
import type { CloseCauseKind } from './close-cause';
import { createDiagnosis, type Death } from './diagnosis';

/** What is told after connections that died so. */
function toldOf(deaths: ReadonlyArray<Partial<Death>>): string[] {
  const told: string[] = [];
  const diagnose = createDiagnosis((message) => told.push(message));
  for (const death of deaths) diagnose({ kind: 'network', code: 1006, silence: 60_000, isProven: true, ...death });
  return told;
}

const silent: Partial<Death> = { kind: 'pong-timeout', code: null, silence: 0, isProven: false };
const proven: Partial<Death> = { ...silent, isProven: true };
const after = (...silences: number[]) => silences.map((silence) => ({ silence }));

describe('connections that never answered a ping', () => {
  it('are told with the second in a row, once', () => {
    expect(toldOf([silent])).toEqual([]);
    const told = toldOf([silent, silent, silent, silent]);
    expect(told).toEqual([expect.stringMatching(/^2 connections in a row .*heartbeat\.isPong.*answered: false/s)]);
  });

  it('are not told where one of them has lived', () => {
    expect(toldOf([silent, proven, silent])).toEqual([]);
    expect(toldOf([silent, proven, silent, silent])).toHaveLength(1);
  });

  it('are not told where they ended in another way, or had no heartbeat', () => {
    expect(
      toldOf([silent, { kind: 'server', code: 1011, isProven: false }, { kind: 'disconnect', code: 1000 }]),
    ).toEqual([]);
    expect(
      toldOf([
        { ...silent, isProven: null },
        { ...silent, isProven: null },
      ]),
    ).toEqual([]);
  });

  it('are told also where others ended otherwise in between', () => {
    expect(toldOf([silent, { kind: 'server', code: 1011, isProven: false }, silent])).toHaveLength(1);
  });
});

describe('connections that broke after the same silence', () => {
  it('are told with the third in a row, once', () => {
    expect(toldOf(after(60_000, 60_000))).toEqual([]);
    const told = toldOf(after(60_000, 60_100, 59_900, 60_000, 60_000));
    expect(told).toEqual([
      expect.stringMatching(/^3 connections in a row .*same 60 s of silence.*heartbeat\.interval/s),
    ]);
  });

  it.each([
    [[60_000, 60_000, 66_666], 1],
    [[60_000, 60_000, 66_667], 0],
    [[60_000, 60_000, 54_546], 1],
    [[60_000, 60_000, 54_545], 0],
    [[3_000, 3_000, 3_000], 1],
    [[2_999, 2_999, 2_999], 0],
    [[60_000, 30_000, 60_000, 60_000], 0],
    [[30_000, 60_000, 60_000, 60_000], 1],
  ])('are the same within a tenth, and from 3 s on: %j', (silences, count) => {
    expect(toldOf(after(...silences))).toHaveLength(count);
  });

  it.each<[CloseCauseKind, number | null, number]>([
    ['network', 1006, 1],
    ['network', null, 1],
    ['network', 1011, 0],
    ['server', 1006, 0],
    ['pong-timeout', null, 0],
    ['disconnect', 1000, 0],
  ])('are told of %s with code %s: %s', (kind, code, count) => {
    expect(toldOf([1, 2, 3].map(() => ({ kind, code })))).toHaveLength(count);
  });

  it('are counted anew after another end', () => {
    expect(toldOf([{}, {}, { kind: 'server', code: 1000 }, {}, {}])).toEqual([]);
    expect(toldOf([{}, {}, { kind: 'server', code: 1000 }, {}, {}, {}])).toHaveLength(1);
  });
});
