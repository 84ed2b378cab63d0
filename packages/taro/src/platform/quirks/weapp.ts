import { commonQuirks } from './common';
import type { Quirks } from './quirks';

/**
 * WeChat. JavaScript stops some 5 s after the app is hidden, and the connection dies, at times without a word to its
 * task (WeChat docs, "operating mechanism"; community reports): hence `'pause'`. `close` before open may do nothing
 * (WeChat docs, `wx.closeSocket`): the transport closes again on open, on every platform.
 */
export const weappQuirks: Quirks = commonQuirks;
