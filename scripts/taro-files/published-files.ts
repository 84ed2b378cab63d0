import { join } from 'node:path';

const folder = process.env.TARO_3_DIR;
const at = (path: string) => join(folder ?? '', 'node_modules/@tarojs', path);

/** With TARO_3_DIR, which `npm run taro3` fills, the tests run on the published files of Taro 3.6.40. */
export const taroFiles: Record<string, string> = folder
  ? {
      '@tarojs/shared': at('shared'),
      '@tarojs/plugin-platform-alipay': at('plugin-platform-alipay'),
      '@tarojs/plugin-platform-weapp': at('plugin-platform-weapp'),
      '@tarojs/taro-h5': at('taro-h5/dist/index.esm.js'),
    }
  : {};
