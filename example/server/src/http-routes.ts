import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { apiError } from './api-error';
import type { LotStore } from './lot-store';
import { type SessionResponse, sessionRequestSchema } from './messages';
import { describeIssues } from './read-client-message';
import type { SessionTokens } from './session-token';

/** What the routes need. */
export interface HttpRoutesOptions {
  readonly store: LotStore;
  readonly tokens: SessionTokens;
  /** How many sessions one address may ask for in a minute. */
  readonly sessionsPerMinute: number;
}

/** Adds the HTTP side of the protocol: sessions, the list of lots, and the health check. */
export function addHttpRoutes(app: FastifyInstance, { store, tokens, sessionsPerMinute }: HttpRoutesOptions): void {
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
    routes.get('/healthz', async () => ({ ok: true }));
    routes.get('/ws', (_request, reply) =>
      reply.code(426).send(apiError('upgrade-required', 'This address speaks WebSocket.')),
    );
  });

  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin');
  });
}
