import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@': `${import.meta.dirname}/src`,
      '@tarojs/components': `${import.meta.dirname}/taro-components.tsx`,
    },
  },
  test: {
    environment: 'jsdom',
    // Vitest leaves installed packages to Node, where vi.mock does not reach.
    server: { deps: { inline: [/@heartbeat-socket\//] } },
  },
});
