import { describe, expect, it } from 'vitest';
import { createFakeTaro, type Platform, type Runtime } from '../../src';
import { functionsOf } from '../stage';
import { CONNECTING } from './connecting';
import { LISTENING } from './listening';
import { isFor, tell } from './stage';
import { TALKING } from './talking';

/** Tells each story on this package's layer and on Taro's published files, loaded anew: the same is seen. */
export function describeParity(platform: Platform, load: () => Promise<Runtime>): void {
  describe(`on ${platform} the layer of this package does what Taro's own files do`, () => {
    const stories = [...CONNECTING, ...TALKING, ...LISTENING].filter((story) => isFor(story, platform));

    it.each(stories)('$name', async (story) => {
      const seen = await tell(platform, story);
      expect(seen.notes.length).toBeGreaterThan(0);
      expect(seen).toEqual(await tell(platform, story, await load()));
    });

    it('has the same functions', async () => {
      const { taro, native } = createFakeTaro({ platform });
      const real = (await load())(native);
      const names = Object.keys(taro).filter((name) => /socket|network|app(show|hide)/i.test(name));
      expect(names.length).toBeGreaterThan(15);
      const kinds = (from: Record<string, unknown>) => names.map((name) => `${name} ${typeof from[name]}`);
      expect(kinds(functionsOf({ taro } as never))).toEqual(kinds(real));
    });
  });
}
