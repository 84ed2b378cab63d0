import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { apiError } from '../http/api-error';
import type { SessionTokens } from '../session/session-token';
import { describeIssues } from '../socket/read-client-message';
import { LAB_CLOSE_CODES, type LabAnswer, type LabRequest, type LabStatus } from './lab-messages';
import type { LineLab } from './line-lab';

/** How often one address may break its lines in a minute. */
const BREAKS_PER_MINUTE = 60;

const token = z.string().min(1).max(4_096);
const requestSchema: z.ZodType<LabRequest> = z.discriminatedUnion('kind', [
  z.object({ token, kind: z.enum(['cut', 'away', 'slow', 'refuse']) }),
  z.object({ token, kind: z.literal('close'), code: z.literal(LAB_CLOSE_CODES) }),
]);

/** Adds the HTTP side of the lab: whether there is one, and, where there is, the breaks. */
export function addLabRoutes(app: FastifyInstance, tokens: SessionTokens, lab: LineLab | null): void {
  app.get('/api/lab', async () => ({ lab: lab !== null }) satisfies LabStatus);
  if (lab === null) return;
  app.register(async (routes) => {
    await routes.register(rateLimit, { global: false });
    const limits = { rateLimit: { max: BREAKS_PER_MINUTE, timeWindow: 60_000 } };

    routes.post('/api/lab/break', { config: limits }, async (request, reply) => {
      const body = requestSchema.safeParse(request.body);
      if (!body.success) return reply.code(400).send(apiError('invalid-break', describeIssues(body.error)));
      const check = await tokens.check(body.data.token);
      if (!check.ok) return reply.code(401).send(apiError('unauthorized', check.reason));
      const count = lab.act(check.session.user.id, body.data.token, body.data);
      if (count === 0) return reply.code(409).send(apiError('no-line', 'This visitor has no line in the lab.'));
      return { lines: count } satisfies LabAnswer;
    });
  });
}
