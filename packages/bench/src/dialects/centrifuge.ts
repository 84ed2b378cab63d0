import { MATCHED, type Settings } from '../peer';
import type { Dialect } from './dialect';

const CHANNEL = 'quotes';

/** Centrifugo's own default is a ping each 25 s. */
const intervalOf = (settings: Settings) => (settings === 'matched' ? MATCHED.interval : 25_000);

/** centrifuge 5.8.0, JSON: the connect reply subscribes to the channel, and sets the server's pings. */
export const centrifuge: Dialect = {
  greeting: () => [],
  answer(frame, settings) {
    const { id, connect } = JSON.parse(frame) as { id?: number; connect?: object };
    if (!connect) return [];
    const reply = {
      client: 'c',
      version: '1',
      ping: intervalOf(settings) / 1_000,
      pong: true,
      subs: { [CHANNEL]: {} },
    };
    return [JSON.stringify({ id, connect: reply })];
  },
  ping: { frame: '{}', every: intervalOf },
  wrap: (json) => `{"push":{"channel":"${CHANNEL}","pub":{"data":${json}}}}`,
};
