import { initNativeApi as initAlipay } from '@tarojs/plugin-platform-alipay/dist/runtime-utils.js';
import { initNativeApi as initWeapp } from '@tarojs/plugin-platform-weapp/dist/runtime-utils.js';
import { afterEach, beforeEach, vi } from 'vitest';
import type { TaroFunctions } from '../../src';
import { describeParity } from './parity';

/** What Taro's API object has before a platform is put on it, as far as that asks for it. */
function createBareTaro(): TaroFunctions {
  class Link {
    request() {}
    addInterceptor() {}
    cleanInterceptors() {}
  }
  return { Link, options: {}, config: {} };
}

beforeEach(() => {
  vi.stubGlobal('getCurrentPages', () => []);
  vi.stubGlobal('getApp', () => ({}));
});
afterEach(() => vi.unstubAllGlobals());

describeParity('weapp', async () => ({ wx }) => {
  vi.stubGlobal('wx', wx);
  const taro = createBareTaro();
  initWeapp(taro);
  return taro;
});

describeParity('alipay', async () => ({ my }) => {
  vi.stubGlobal('my', my);
  const taro = createBareTaro();
  initAlipay(taro);
  return taro;
});
