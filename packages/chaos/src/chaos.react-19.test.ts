import { expect, inject, it } from 'vitest';
import { runChunk } from './chunk';
import { Activity } from './stage/activity';
import { PLATFORMS } from './threads';

it.each(PLATFORMS)(
  'under React 19, whose Activity hides and shows components, chaos finds nothing in some schedules on %s',
  async (platform) => {
    const wanted = inject('isLong') ? 1_000 : 60;
    expect(Activity).toBeDefined();
    const { runs, violation } = await runChunk({ platform, seed: 20_261_127, runs: wanted });
    expect(violation).toBeNull();
    expect(runs).toBe(wanted);
  },
  600_000,
);
