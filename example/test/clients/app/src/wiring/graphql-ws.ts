import { TaroWebSocket } from '@heartbeat-socket/taro/web-socket';
import { type Client, type ClientOptions, createClient } from 'graphql-ws';

export function createGraphqlWs({ pongTimeout = 5_000, ...options }: ClientOptions & { pongTimeout?: number }): Client {
  let unanswered: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    webSocketImpl: TaroWebSocket,
    // Its default gives up after some codes, and after five attempts.
    shouldRetry: () => true,
    retryAttempts: Infinity,
    // Milliseconds. It pings, and leaves it to its user to notice that no pong comes.
    keepAlive: 10_000,
    ...options,
  });
  client.on('ping', (received) => {
    if (!received) unanswered = setTimeout(() => client.terminate(), pongTimeout);
  });
  client.on('pong', (received) => {
    if (received) clearTimeout(unanswered);
  });
  client.on('closed', () => clearTimeout(unanswered));
  return client;
}
