import { defineProject } from 'vitest/config';
import { taroFiles } from '../../scripts/taro-files/published-files';

export default defineProject({
  resolve: { alias: taroFiles },
  test: {
    name: 'testing',
    environment: 'jsdom',
    isolate: false,
    setupFiles: ['../taro/test/shared-process.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    exclude: ['test/h5/**'],
  },
});
