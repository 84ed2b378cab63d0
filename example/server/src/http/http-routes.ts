import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { LotStore } from '../bidding/lot-store';
import type { Database } from '../database/database';
import { type QuotesResponse, quotesRequestSchema, type SessionResponse, sessionRequestSchema } from '../messages';
import type { SessionTokens } from '../session/session-token';
import { describeIssues } from '../socket/read-client-message';
import { apiError } from './api-error';
import { answers } from './health';
import type { Metrics } from './metrics';

const QUOTES_PER_PAGE = 1_000;

/** What the routes need. */
export interface HttpRoutesOptions {
  readonly database: Database;
  readonly store: LotStore;
  readonly tokens: SessionTokens;
  readonly metrics: Metrics;
  /** How many sessions one address may ask for in a minute. */
  readonly sessionsPerMinute: number;
}

/** Adds the HTTP side of the protocol: sessions, lots and their history, the health check, and metrics. */
export function addHttpRoutes(app: FastifyInstance, options: HttpRoutesOptions): void {
  const { database, store, tokens, metrics, sessionsPerMinute } = options;

  app.register(async (routes) => {
    await routes.register(rateLimit, { global: false });
    const limits = { rateLimit: { max: sessionsPerMinute, timeWindow: 60_000 } };

    routes.post('/api/session', { config: limits }, async (request, reply) => {
      const body = sessionRequestSchema.safeParse(request.body);
      if (!body.success) return reply.code(400).send(apiError('invalid-session', describeIssues(body.error)));
      const { name, token } = body.data;
      const user = { id: await tokens.recoverUserId(token), name };
      return { token: await tokens.issue(user), user } satisfies SessionResponse;
    });
    routes.get('/api/lots', () => store.list());
    routes.get<{ Params: { lot: string } }>('/api/lots/:lot/quotes', async (request, reply) => {
      const asked = quotesRequestSchema.safeParse({ ...(request.query as object), ...request.params });
      if (!asked.success) return reply.code(400).send(apiError('bad-request', describeIssues(asked.error)));
      const quotes = await store.readQuotesAfter(asked.data.lot, asked.data.after, QUOTES_PER_PAGE);
      const next = quotes.length === QUOTES_PER_PAGE ? quotes.at(-1)?.seq : undefined;
      return { quotes, ...(next === undefined ? {} : { next }) } satisfies QuotesResponse;
    });
    routes.get('/healthz', async (_request, reply) => {
      const ok = await answers(database);
      return reply.code(ok ? 200 : 503).send({ ok });
    });
    routes.get('/metrics', async (_request, reply) =>
      reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.read()),
    );
    routes.get('/ws', (_request, reply) =>
      reply.code(426).send(apiError('upgrade-required', 'This address speaks WebSocket.')),
    );
  });

  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin');
  });
}
