import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';
import { taroFiles } from '../../scripts/taro-files/published-files';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineProject({
  resolve: {
    alias: {
      ...taroFiles,
      '@heartbeat-socket/core': at('../core/src/index.ts'),
      '@heartbeat-socket/testing': at('../testing/src/index.ts'),
    },
  },
  test: {
    name: 'taro',
    environment: 'jsdom',
    isolate: false,
    setupFiles: ['test/shared-process.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What Taro's own build puts in: without it Taro 4.2 does not even load where it is not mocked.
    env: { TARO_ENV: 'h5', TARO_PLATFORM: 'web' },
    include: ['src/**/*.test.{ts,tsx}', 'test/{contract,fast-refresh,mocks,web-socket}/**/*.test.{ts,tsx}'],
  },
});
