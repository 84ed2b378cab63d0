import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

const core = fileURLToPath(new URL('../core/src/index.ts', import.meta.url));

export default defineProject({
  resolve: { alias: { '@heartbeat-socket/core': core } },
  test: { name: 'taro', environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'] },
});
