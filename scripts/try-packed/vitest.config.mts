import { defineConfig } from 'vitest/config';

/** What the docs show, built in a project of Taro's template: run by `npm run try-packed`, which makes it. */
export default defineConfig({
  cacheDir: '../../node_modules/.vite',
  test: {
    name: 'try-packed',
    root: import.meta.dirname,
    environment: 'node',
    include: ['*.test.ts'],
    disableConsoleIntercept: true,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
