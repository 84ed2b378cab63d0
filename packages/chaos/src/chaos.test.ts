import { readFile } from 'node:fs/promises';
import { describe, expect, inject, it } from 'vitest';
import { BREAKS } from './breaks';
import { breakSource } from './bundle';
import { runChunk } from './chunk';
import { printTest } from './print';
import { prove } from './prove';
import { chunksOf, PLATFORMS } from './threads';

/** `npm run test:long` has more schedules, and takes out every guard. */
const isLong = inject('isLong');
const LONG_PROOF = 1_000;
const LONG_ENOUGH = 600_000;
/** In a few schedules the absence of these is noticed. */
const QUICKLY_MISSED = ['generation check at the entry', 'release of a destination that is left'];

describe('chaos', () => {
  it.each(PLATFORMS)(
    'finds nothing in some schedules on %s',
    async (platform) => {
      const wanted = isLong ? 1_000 : 60;
      const { runs, violation } = await runChunk({ platform, seed: 20_261_126, runs: wanted });
      expect(violation).toBeNull();
      expect(runs).toBe(wanted);
    },
    LONG_ENOUGH,
  );

  it.each(BREAKS.filter(({ name }) => isLong || QUICKLY_MISSED.includes(name)))(
    'misses the $name',
    async (without) => {
      const { foundIn } = await prove(without, isLong ? LONG_PROOF : 50, 1, 0);
      expect(foundIn).not.toBeNull();
    },
    LONG_ENOUGH,
  );

  it('makes the same chunks of the same seed, and others of another', () => {
    const chunks = chunksOf(60, 7, PLATFORMS);
    expect(chunks.map(({ platform, runs }) => [platform, runs])).toEqual([
      ['weapp', 25],
      ['alipay', 25],
      ['h5', 10],
    ]);
    expect(chunksOf(60, 7, PLATFORMS)).toEqual(chunks);
    const seeds = [7, 8].flatMap((seed) => chunksOf(5_000, seed, PLATFORMS).map((chunk) => chunk.seed));
    expect(new Set(seeds).size).toBe(400);
  });

  it.each(BREAKS)('knows where the $name stands', async (without) => {
    const source = await readFile(new URL(`../../../${without.file}`, import.meta.url), 'utf8');
    expect(breakSource(source, without)).not.toBe(source);
  });

  it('says so when a guard does not stand in the source any more', () => {
    const guard = { name: 'guard', file: 'a.ts', original: 'if (ok)', broken: '' };
    expect(breakSource('if (ok) go();', guard)).toBe(' go();');
    expect(() => breakSource('go();', guard)).toThrow('the guard "guard" stands 0 times in a.ts, expected 1: if (ok)');
    expect(() => breakSource('if (ok) if (ok)', guard)).toThrow('stands 2 times');
  });

  it('prints a schedule as a test', () => {
    const steps = [
      ['mount', 'a'],
      ['nextConnect', { fail: 'no' }],
    ] as const;
    expect(printTest({ platform: 'h5', setting: { strict: true }, steps }, 'in the end: a is closed\nand more')).toBe(
      [
        "it('on h5: a is closed', () =>",
        '  run({',
        "    platform: 'h5',",
        '    setting: { strict: true },',
        '    steps: [',
        "      ['mount', 'a'],",
        "      ['nextConnect', { fail: 'no' }],",
        '    ],',
        '  }));',
      ].join('\n'),
    );
  });
});
