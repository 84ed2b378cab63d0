import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { keepForgetting } from './bidding/forget-old';
import { startLotFeed } from './bidding/lot-feed';
import { runLotRounds } from './bidding/lot-rounds';
import { createSqlLotStore } from './bidding/sql-lot-store';
import type { Database } from './database/database';
import { followDatabaseClock } from './database/database-clock';
import { migrate } from './database/migrate';
import { runDemoBots } from './demo/demo-bots';
import { addDemoLots } from './demo/demo-lots';
import { answerError, answerMalformedUrl } from './http/api-error';
import { addHttpRoutes } from './http/http-routes';
import { createMetrics } from './http/metrics';
import { toLoggerOption } from './http/request-log';
import { addStaticFiles } from './http/static-files';
import { addLabRoutes } from './lab/lab-routes';
import { createLineLab } from './lab/line-lab';
import { readSessionSecret } from './session/session-secret';
import { createSessionTokens } from './session/session-token';
import { urlHost } from './setup/address-lines';
import { type BiddingServerOptions, resolveServerOptions } from './setup/server-options';
import { createConversation } from './socket/conversation';
import { createLotRooms } from './socket/lot-rooms';
import { rateForLots } from './socket/rate-limit';
import { attachSocketServer } from './socket/socket-server';
import { countUserConnections } from './socket/user-connections';

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

/**
 * Makes a bidding server, which does nothing until `listen`.
 *
 * @param database - where lots and bids live, with other servers beside this one or not; its caller closes it
 */
export function createBiddingServer(database: Database, options: BiddingServerOptions = {}): BiddingServer {
  const settings = resolveServerOptions(options);
  const { overtime, roundDuration, roundRest } = settings;
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

  const stops: Array<() => Promise<void> | void> = [];

  async function start(): Promise<void> {
    const { log } = app;
    await migrate(database);
    const store = createSqlLotStore(database, overtime);
    await addDemoLots(database, roundDuration);
    await store.startDueRounds(roundRest, roundDuration); // of those that ended while no server ran
    const clock = await followDatabaseClock(database, settings.clock, (err) => log.warn({ err }, 'no time to compare'));
    stops.push(() => clock.stop());
    const secret = settings.sessionSecret ?? (await readSessionSecret(database));
    const tokens = createSessionTokens(secret, settings.sessionLifetime, clock);

    const limit = settings.maxConnectionsPerUser;
    const users = await countUserConnections({ database, clock, log, limit });
    stops.push(() => users.stop());

    const lab = settings.lineLab ? createLineLab(clock) : null;
    if (lab) stops.push(() => lab.stop());

    const metrics = createMetrics(() => sockets.count());
    const sockets = attachSocketServer(app.server, {
      ...settings,
      limits: {
        ...settings.limits,
        messageRate: rateForLots(settings.limits.messageRate, (await store.list()).length),
      },
      clock,
      log,
      tokens,
      users,
      lab,
      receive: createConversation({
        store,
        rooms,
        clock,
        onOutcome: (outcome) => metrics.countBid(outcome.ok ? 'accepted' : outcome.code),
      }),
      onClose: (connection) => rooms.leave(connection),
    });
    stops.unshift(() => sockets.close());
    addHttpRoutes(app, { database, store, tokens, metrics, sessionsPerMinute: settings.sessionsPerMinute });
    addLabRoutes(app, tokens, lab);
    addStaticFiles(app, settings.h5Folder);

    const feed = await startLotFeed({
      database,
      log,
      onChange(change) {
        if (change.type === 'quote') rooms.broadcast(change.quote.lot, { ...change, at: clock.now() });
        else rooms.broadcast(change.lot.id, { ...change, at: clock.now() });
      },
    });
    stops.push(() => feed.stop());
    const rounds = runLotRounds({
      store,
      feed,
      clock,
      log,
      interval: settings.roundInterval,
      rest: roundRest,
      duration: roundDuration,
      onEnded: (lot) => rooms.broadcast(lot.id, { type: 'lot', lot, at: clock.now() }),
    });
    stops.unshift(rounds);
    const { bidMemory, keptEvents, forgetInterval: interval } = settings;
    stops.unshift(keepForgetting(database, { clock, log, interval, bidMemory, keptEvents }));
    if (settings.demoBots) stops.unshift(runDemoBots({ store, clock, log, random: Math.random }));
  }

  async function close(): Promise<void> {
    for (const stop of stops.splice(0)) await stop();
    await app.close();
  }

  return {
    async listen(port = 0) {
      try {
        await start();
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
