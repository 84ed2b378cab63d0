import { Centrifuge } from 'centrifuge';
import { MATCHED, type Peer } from '../peer';

/** The server sets its ping interval. */
export const centrifuge: Peer = {
  id: 'centrifuge',
  dialect: 'centrifuge',
  connect(url, settings, { onOpen, onMessage }) {
    const { pongTimeout, minDelay, maxDelay } = MATCHED;
    const matched = { maxServerPingDelay: pongTimeout, minReconnectDelay: minDelay, maxReconnectDelay: maxDelay };
    const client = new Centrifuge(url, settings === 'matched' ? matched : {});
    client.on('connected', onOpen);
    client.on('publication', ({ data }) => onMessage(data));
    client.connect();
    return () => client.disconnect();
  },
};
