import type { Dialect } from './dialect';

/** The id of the one subscription that the adapter makes. */
export const SUBSCRIPTION_ID = '1';

/** graphql-ws 6.4.2, PROTOCOL.md. */
export const graphqlTransportWs: Dialect = {
  greeting: () => [],
  answer(frame) {
    const { type } = JSON.parse(frame) as { type: string };
    if (type === 'connection_init') return ['{"type":"connection_ack"}'];
    return type === 'ping' ? ['{"type":"pong"}'] : [];
  },
  wrap: (json) => `{"id":"${SUBSCRIPTION_ID}","type":"next","payload":{"data":${json}}}`,
};
