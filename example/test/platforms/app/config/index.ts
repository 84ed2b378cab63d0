import { defineConfig } from '@tarojs/cli';

export default defineConfig<'webpack5'>(() => ({
  projectName: 'heartbeat-socket-platforms',
  date: '2025-1-1',
  designWidth: 375,
  deviceRatio: { 375: 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
}));
