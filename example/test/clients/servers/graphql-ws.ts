import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Counterpart } from './counterpart';

const SCHEMA = buildSchema(`
  type Query { texts: Int! }
  type Mutation { up(text: String!): Boolean }
  type Subscription { down: String! }
`);

/** The server of graphql-ws, over ws. */
export async function startGraphqlWsServer(): Promise<Counterpart> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const texts: string[] = [];
  const subscribers = new Set<(text: string) => void>();

  async function* down(): AsyncGenerator<{ down: string }> {
    // Whoever hears it is subscribed.
    const waiting = ['ready'];
    let wake = () => {};
    const hear = (text: string) => {
      waiting.push(text);
      wake();
    };
    subscribers.add(hear);
    try {
      for (;;) {
        for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) yield { down: text };
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      subscribers.delete(hear);
    }
  }

  // biome-ignore lint/correctness/useHookAtTopLevel: no hook, only named like one.
  const graphql = useServer(
    {
      schema: SCHEMA,
      roots: {
        query: {},
        mutation: {
          up({ text }: { text: string }) {
            texts.push(text);
            return true;
          },
        },
        subscription: { down },
      },
    },
    server,
  );
  return {
    port: (server.address() as AddressInfo).port,
    texts,
    bytes: [],
    say: (text) => {
      for (const hear of subscribers) hear(text);
    },
    async stop() {
      for (const client of server.clients) client.terminate();
      await graphql.dispose();
    },
  };
}
