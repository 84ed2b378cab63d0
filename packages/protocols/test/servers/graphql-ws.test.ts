import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { requests } from '@heartbeat-socket/core';
import { buildSchema } from 'graphql';
import { useServer as serveGraphql } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { type GraphqlCommand, type GraphqlMessage, graphqlRequests, graphqlTransportWs } from '../../src/index';
import { listen } from './node-server';
import { tryServer } from './trial';

const schema = buildSchema(`
  type Query { price: Int }
  type Mutation { say(text: String): Boolean }
  type Subscription { said: String }
`);

tryServer<GraphqlMessage, GraphqlCommand>({
  name: 'graphql-ws',
  idleLimit: 1_000,
  hangsUp: false,
  start: (port) => {
    const http = createServer();
    const said = new EventEmitter();
    const roots = {
      query: { price: 7 },
      mutation: {
        async say({ text }: { text: string }) {
          // The subscription begins a little later than it was asked for.
          while (said.listenerCount('said') === 0) await delay(5);
          return said.emit('said', { said: text });
        },
      },
      subscription: {
        async *said() {
          for await (const [event] of on(said, 'said')) yield event;
        },
      },
    };
    const onConnect = ({ connectionParams }: { connectionParams?: { token?: unknown } }) =>
      connectionParams?.token === 'right';
    serveGraphql({ schema, roots, onConnect }, new WebSocketServer({ server: http, path: '/graphql' }), 1_000);
    return listen(http, port);
  },
  url: (port) => `ws://127.0.0.1:${port}/graphql`,
  options: (token) => ({
    protocol: graphqlTransportWs({ connectionParams: { token } }),
    request: requests(graphqlRequests),
    heartbeat: { interval: 500, pongTimeout: 1_000 },
  }),
  subscription: { type: 'subscribe', id: 'said', payload: { query: 'subscription { said }' } },
  say: (text) => ({
    type: 'subscribe',
    id: `say ${text}`,
    payload: { query: 'mutation ($text: String) { say(text: $text) }', variables: { text } },
    once: true,
  }),
  read(message) {
    const { said, say } = (message.type === 'next' ? message.payload.data : {}) as { said?: string; say?: boolean };
    return say ? undefined : (said ?? JSON.stringify(message));
  },
  question: { type: 'subscribe', id: '', payload: { query: '{ price }' } },
  answer: { data: { price: 7 } },
});
