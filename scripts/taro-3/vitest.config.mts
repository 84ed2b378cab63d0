import { defineConfig } from 'vitest/config';

/** The packages on the oldest Taro they allow: run by `npm run taro3`, not by `npm test`, for it installs that Taro. */
export default defineConfig({
  cacheDir: '../../node_modules/.vite',
  test: {
    name: 'taro 3.6',
    root: import.meta.dirname,
    environment: 'node',
    globalSetup: ['./build-app.mjs'],
    include: ['*.test.ts'],
    // One after the other, with their output as it comes: there is a browser among them.
    fileParallelism: false,
    disableConsoleIntercept: true,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
