import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { defineConfig } from '@tarojs/cli';
import { buildConstants, serverAddress } from './build-constants';

const { resolve } = createRequire(`${process.cwd()}/package.json`);

export default defineConfig<'webpack5'>(() => ({
  projectName: 'heartbeat-socket-example',
  date: '2025-1-1',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  // npm puts this plugin beside the app, out of reach of Taro's H5 runtime, where another vite is at the root.
  alias: { '@tarojs/plugin-framework-react': dirname(resolve('@tarojs/plugin-framework-react/package.json')) },
  defineConstants: buildConstants(process.env),
  mini: {
    // Pixels stay pixels, so that one style sheet also fits a desktop browser, where rem and rpx would grow with it.
    postcss: { pxtransform: { enable: false, config: {} } },
    // No rule here depends on the order of the files, which differs from page to page.
    miniCssExtractPluginOption: { ignoreOrder: true },
  },
  h5: {
    publicPath: '/',
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: { autoprefixer: { enable: true, config: {} }, pxtransform: { enable: false, config: {} } },
    router: { mode: 'hash' },
    devServer: {
      host: '127.0.0.1',
      port: 10086,
      open: false,
      proxy: [
        { context: ['/api'], target: serverAddress(process.env.TARO_APP_SERVER) },
        { context: ['/ws'], target: serverAddress(process.env.TARO_APP_SERVER), ws: true },
      ],
    },
  },
}));
