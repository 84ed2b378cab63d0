import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The hook under React 19, on the kit's platforms: Taro itself needs React 18. */
export default defineProject({
  resolve: {
    alias: [
      // A workspace of its own holds React 19, so that its react-dom finds its react.
      { find: /^(react|react-dom)(?=\/|$)/, replacement: at('../react-19/node_modules/$1') },
      // Its CommonJS build would require React 18 past these aliases.
      {
        find: '@testing-library/react',
        replacement: at('../../node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
      },
      { find: '@heartbeat-socket/core', replacement: at('../core/src/index.ts') },
      { find: '@heartbeat-socket/testing', replacement: at('../testing/src/index.ts') },
    ],
  },
  test: {
    name: 'taro on react 19',
    environment: 'jsdom',
    isolate: false,
    setupFiles: ['test/shared-process.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Not src/platform, in which there is no React, and not the contract on Taro's published files.
    include: ['src/{binding,hooks}/**/*.test.{ts,tsx}', 'test/{contract,fast-refresh,react-19}/**/*.test.tsx'],
    exclude: ['**/*.taro-files.test.tsx'],
    server: { deps: { inline: [/@testing-library\/react\//] } },
  },
});
