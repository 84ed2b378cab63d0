import { readFile } from 'node:fs/promises';
import { defineProject } from 'vitest/config';
import { taroFiles } from './test/parity/taro-version';

/** Taro publishes source maps without their sources, and vite warns of each. */
const withoutSourceMaps = {
  name: 'without-source-maps',
  async load(id: string) {
    if (!/@tarojs\/.*\.js$/.test(id)) return undefined;
    return (await readFile(id, 'utf8')).replace(/^\/\/# sourceMappingURL=.*$/m, '');
  },
};

/** Taro's own H5 implementation, with the build constants that Taro's build would put in. */
export default defineProject({
  plugins: [withoutSourceMaps],
  resolve: { alias: taroFiles },
  define: {
    'process.env.TARO_ENV': '"h5"',
    'process.env.TARO_PLATFORM': '"web"',
    'process.env.SUPPORT_TARO_POLYFILL': '"disabled"',
    ENABLE_INNER_HTML: 'true',
    ENABLE_ADJACENT_HTML: 'true',
    ENABLE_SIZE_APIS: 'true',
    ENABLE_TEMPLATE_CONTENT: 'true',
    ENABLE_CLONE_NODE: 'true',
    ENABLE_CONTAINS: 'true',
    ENABLE_MUTATION_OBSERVER: 'true',
    DEPRECATED_ADAPTER_COMPONENT: 'false',
  },
  test: {
    name: 'testing on h5',
    environment: 'jsdom',
    include: ['test/h5/**/*.test.ts'],
    server: { deps: { inline: [/@tarojs\//] } },
  },
});
