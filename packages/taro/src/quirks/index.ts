import { taroApi } from '../taro-api';
import { alipayQuirks } from './alipay';
import { commonQuirks } from './common';
import { h5Quirks } from './h5';
import type { Quirks } from './quirks';
import { weappQuirks } from './weapp';

const QUIRKS: Readonly<Record<string, Quirks>> = { WEAPP: weappQuirks, ALIPAY: alipayQuirks, WEB: h5Quirks };

/** The quirks of the platform that the app runs on: the only switch on the platform there is. */
export function platformQuirks(): Quirks {
  const platform = taroApi.getEnv()?.();
  return (platform && QUIRKS[platform]) || commonQuirks;
}
