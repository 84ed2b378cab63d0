import { MATCHED, type Settings } from '../peer';
import type { Dialect } from './dialect';

/** The defaults of engine.io 6. */
const DEFAULTS = { interval: 25_000, pongTimeout: 20_000 };

const heartbeatOf = (settings: Settings) => (settings === 'matched' ? MATCHED : DEFAULTS);

/** Engine.IO v4 with Socket.IO v5 on it. */
export const engineIo: Dialect = {
  greeting(settings) {
    const { interval, pongTimeout } = heartbeatOf(settings);
    const open = { sid: 'e', upgrades: [], pingInterval: interval, pingTimeout: pongTimeout, maxPayload: 1_000_000 };
    return [`0${JSON.stringify(open)}`];
  },
  answer: (frame) => (frame.startsWith('40') ? ['40{"sid":"s"}'] : []),
  ping: { frame: '2', every: (settings) => heartbeatOf(settings).interval },
  wrap: (json) => `42["quote",${json}]`,
};
