import { taroApi } from '../taro-api';
import { alipayQuirks } from './alipay';
import { commonQuirks } from './common';
import { h5Quirks } from './h5';
import type { Quirks } from './quirks';
import { weappQuirks } from './weapp';

/** Taro's builds replace TARO_ENV: what another platform needs is left out of them. Without a build, all may be needed. */
const QUIRKS: Readonly<Record<string, Quirks>> = {
  WEAPP: weappQuirks,
  ALIPAY: !process.env.TARO_ENV || process.env.TARO_ENV === 'alipay' ? alipayQuirks : commonQuirks,
  WEB: !process.env.TARO_ENV || process.env.TARO_ENV === 'h5' ? h5Quirks : commonQuirks,
};

/** The quirks of the platform that the app runs on: the only switch on the platform there is. */
export function platformQuirks(): Quirks {
  const platform = taroApi.getEnv()?.();
  return (platform && QUIRKS[platform]) || commonQuirks;
}
