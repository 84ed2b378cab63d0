import { defineConfig } from 'vitest/config';

/** Other libraries' clients over TaroWebSocket, and the hook with a protocol, on compiled bundles and real servers: `npm run test:clients`. */
export default defineConfig({
  test: {
    name: 'clients',
    root: import.meta.dirname,
    environment: 'node',
    include: ['test/clients/*.test.ts'],
    // The end of a thread ends the servers that it has started; a process that is killed leaves them.
    pool: 'threads',
    // One copy of graphql, for it refuses what another one has made.
    server: { deps: { inline: ['graphql-ws'] } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
