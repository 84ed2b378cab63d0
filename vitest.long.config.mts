import { defineConfig } from 'vitest/config';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Whether random tests may take minutes; undefined in `npm test`. */
    isLong?: boolean;
  }
}

/** The random tests at length: `npm run test:long`. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: ['packages/core', 'packages/chaos', 'packages/chaos/vitest.react19.config.mts'],
    provide: { isLong: true },
  },
});
