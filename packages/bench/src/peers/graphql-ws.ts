import { type Client, type ClientOptions, createClient } from 'graphql-ws';
import { SUBSCRIPTION_ID } from '../dialects/graphql-transport-ws';
import { MATCHED, matchedDelay, type Peer } from '../peer';

/** To it, what is no close event is final unless it is told otherwise. `matched` has the recipe of its documentation for a missing pong: `keepAlive` alone never judges. */
function matchedOptions(client: () => Client, onOpen: () => void): Partial<ClientOptions> {
  let deadline: ReturnType<typeof setTimeout> | undefined;
  return {
    keepAlive: MATCHED.interval,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, matchedDelay(retries + 1))),
    on: {
      connected: onOpen,
      ping(isReceived) {
        if (!isReceived) deadline = setTimeout(() => client().terminate(), MATCHED.pongTimeout);
      },
      pong(isReceived) {
        if (isReceived) clearTimeout(deadline);
      },
      closed: () => clearTimeout(deadline),
    },
  };
}

export const graphqlWs: Peer = {
  id: 'graphql-ws',
  dialect: 'graphql-transport-ws',
  connect(url, settings, { onOpen, onMessage }) {
    const client: Client = createClient({
      url,
      generateID: () => SUBSCRIPTION_ID,
      shouldRetry: () => true,
      ...(settings === 'matched' ? matchedOptions(() => client, onOpen) : { on: { connected: onOpen } }),
    });
    client.subscribe(
      { query: 'subscription { quotes }' },
      { next: ({ data }) => onMessage(data), error() {}, complete() {} },
    );
    return () => void client.dispose();
  },
};
