import { contained } from '../contained';
import { taroApi } from '../taro-api';
import { alipayQuirks } from './alipay';
import { commonQuirks } from './common';
import { h5Quirks } from './h5';
import type { Quirks } from './quirks';
import { weappQuirks } from './weapp';

/**
 * Taro's production builds replace both constants, and leave out what only another platform needs; the conditions are
 * written out for minifiers to see that. Elsewhere everything is there, whatever TARO_ENV says: tests run on the fake of
 * one platform in the environment of another.
 */
const QUIRKS: Readonly<Record<string, Quirks>> = {
  WEAPP: weappQuirks,
  ALIPAY:
    process.env.NODE_ENV !== 'production' || !process.env.TARO_ENV || process.env.TARO_ENV === 'alipay'
      ? alipayQuirks
      : commonQuirks,
  WEB:
    process.env.NODE_ENV !== 'production' || !process.env.TARO_ENV || process.env.TARO_ENV === 'h5'
      ? h5Quirks
      : commonQuirks,
};

/** The quirks of the platform that the app runs on: the only switch on the platform there is. */
export function platformQuirks(): Quirks {
  const platform = contained(() => taroApi.getEnv()?.());
  return (platform && QUIRKS[platform]) || commonQuirks;
}
