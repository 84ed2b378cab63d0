import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@heartbeat-socket/core': fileURLToPath(new URL('../core/src/index.ts', import.meta.url)) } },
  test: {
    name: 'servers',
    root: import.meta.dirname,
    environment: 'node',
    include: ['test/servers/*.test.ts'],
    // They mostly wait, so all of them run beside each other.
    pool: 'forks',
    maxWorkers: 8,
    // One copy of graphql, for it refuses what another one has made.
    server: { deps: { inline: ['graphql-ws'] } },
    // RabbitMQ starts in ten seconds, and in a minute where others keep the machine busy.
    testTimeout: 150_000,
    hookTimeout: 150_000,
  },
});
