import type { StartClient } from '../client';
import { createGraphqlWs } from '../wiring/graphql-ws';

const IGNORE = { next() {}, error() {}, complete() {} };

export const startGraphqlWs: StartClient = (told) => {
  const client = createGraphqlWs({
    url: 'ws://graphql-ws.example.com',
    keepAlive: 1_000,
    pongTimeout: 2_000,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 200)),
  });
  client.on('closed', told.down);
  client.subscribe<{ down: string }>(
    { query: 'subscription { down }' },
    { ...IGNORE, next: ({ data }) => (data?.down === 'ready' ? told.up() : told.text(`${data?.down}`)) },
  );
  return {
    sendText: (text) =>
      client.subscribe({ query: 'mutation ($text: String!) { up(text: $text) }', variables: { text } }, IGNORE),
    stop: () => client.dispose(),
  };
};
