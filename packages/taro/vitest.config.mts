import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';
import { taroFiles } from './test/taro-version';

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
    include: ['src/**/*.test.{ts,tsx}', 'test/{contract,mocks}/**/*.test.tsx'],
  },
});
