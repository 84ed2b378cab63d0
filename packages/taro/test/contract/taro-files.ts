import type { Runtime } from '@heartbeat-socket/testing';
import * as alipay from '@tarojs/plugin-platform-alipay/dist/runtime-utils.js';
import { processApis } from '@tarojs/shared';

const PROMISED = new Set(['connectSocket', 'sendSocketMessage', 'closeSocket', 'getNetworkType']);

/** Taro's published files over the fake `wx`. */
export const weappFiles: Runtime = ({ wx }) => {
  const taro: Record<string, unknown> = {};
  processApis(taro, wx, { isOnlyPromisify: true, needPromiseApis: PROMISED });
  return taro;
};

/** Taro's published files over the fake `my`, whose forwarders look `my` up as a global. */
export const alipayFiles: Runtime = ({ my }) => {
  Object.assign(globalThis, { my });
  const taro: Record<string, unknown> = {};
  processApis(taro, my, { ...alipay, isOnlyPromisify: true, needPromiseApis: PROMISED });
  return taro;
};
