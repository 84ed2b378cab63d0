import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { urlHost } from './address-lines';
import { answerError, answerMalformedUrl } from './api-error';
import { createConversation } from './conversation';
import { runDemoBots } from './demo-bots';
import { createDemoLots } from './demo-lots';
import { addHttpRoutes } from './http-routes';
import { createLotRooms } from './lot-rooms';
import { runLotRounds } from './lot-rounds';
import { createMemoryLotStore } from './memory-lot-store';
import { toLoggerOption } from './request-log';
import { type BiddingServerOptions, resolveServerOptions } from './server-options';
import { createSessionTokens } from './session-token';
import { attachSocketServer } from './socket-server';
import { addStaticFiles } from './static-files';

/** Where a server can be reached from its own machine. */
export interface ServerAddress {
  readonly url: string;
  readonly wsUrl: string;
  readonly port: number;
}

/** A bidding server. */
export interface BiddingServer {
  /** Starts to listen; port 0, the default, lets the system choose. Rejects when the port is taken. */
  listen(port?: number): Promise<ServerAddress>;
  /** Closes every connection with 1001, stops all timers, and resolves when nothing is left. Harmless twice. */
  close(): Promise<void>;
}

/** Makes a bidding server, which does nothing until `listen`. */
export function createBiddingServer(options: BiddingServerOptions = {}): BiddingServer {
  const settings = resolveServerOptions(options);
  const { clock, overtime, roundDuration } = settings;
  const lots = settings.store ? [] : createDemoLots(clock.now(), roundDuration);
  const store = settings.store ?? createMemoryLotStore({ lots, clock, overtime });
  const tokens = createSessionTokens(settings.sessionSecret, settings.sessionLifetime, clock);
  const rooms = createLotRooms();

  const app = Fastify({
    logger: toLoggerOption(settings.log),
    trustProxy: (_address, hop) => hop < settings.trustedProxies,
    bodyLimit: 16_384,
    // A browser that lost its network would ask for its next session over a kept connection that is dead too.
    keepAliveTimeout: 5_000,
    // The defaults of these two repeat the url, or the raw request, with the token in it.
    frameworkErrors: answerMalformedUrl,
    clientErrorHandler: (_error, socket) => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'),
  });
  app.setErrorHandler(answerError);
  addHttpRoutes(app, { store, tokens, sessionsPerMinute: settings.sessionsPerMinute });
  addStaticFiles(app, settings.h5Folder);

  const stops: Array<() => Promise<void> | void> = [];

  function start(): void {
    const sockets = attachSocketServer(app.server, {
      ...settings,
      log: app.log,
      tokens,
      receive: createConversation({ store, rooms, clock }),
      onClose: (connection) => rooms.leave(connection),
    });
    const rounds = runLotRounds({
      store,
      clock,
      log: app.log,
      interval: settings.roundInterval,
      rest: settings.roundRest,
      duration: roundDuration,
      onEnded: (lot) => rooms.broadcast(lot.id, { type: 'lot', lot, at: clock.now() }),
    });
    const changes = store.onChange((change) => {
      if (change.type === 'quote') rooms.broadcast(change.quote.lot, { ...change, at: clock.now() });
      else rooms.broadcast(change.lot.id, { ...change, at: clock.now() });
    });
    stops.push(rounds, () => sockets.close(), changes);
    if (settings.demoBots) stops.push(runDemoBots({ store, clock, log: app.log, random: Math.random }));
  }

  async function close(): Promise<void> {
    for (const stop of stops.splice(0)) await stop();
    await app.close();
  }

  return {
    async listen(port = 0) {
      start();
      try {
        await app.listen({ host: settings.host, port });
      } catch (error) {
        await close();
        throw error;
      }
      const address = app.server.address() as AddressInfo;
      const host = `${urlHost(settings.host)}:${address.port}`;
      return { url: `http://${host}`, wsUrl: `ws://${host}/ws`, port: address.port };
    },
    close,
  };
}
