import { readFile } from 'node:fs/promises';

/** What Taro's H5 build does to Taro's own files, for test projects that run them: its constants are put in. */
export const h5Build = {
  plugins: [
    {
      // Taro publishes source maps without their sources, and vite warns of each.
      name: 'without-source-maps',
      async load(id: string) {
        if (!/@tarojs\/.*\.js$/.test(id)) return undefined;
        return (await readFile(id, 'utf8')).replace(/^\/\/# sourceMappingURL=.*$/m, '');
      },
    },
  ],
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
};
