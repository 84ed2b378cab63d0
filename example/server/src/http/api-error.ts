import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiError } from '../messages';

/** The body of an answer that is not a success. */
export function apiError(code: string, message: string): ApiError {
  return { error: { code, message } };
}

/** Answers a request that failed. What broke on our side is logged, and no business of the client. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    request.log.error({ err: error }, 'request failed');
    reply.code(500).send(apiError('internal', 'Something went wrong on the server.'));
    return;
  }
  const code = status === 429 ? 'rate-limited' : 'bad-request';
  reply.code(status).send(apiError(code, error.message));
}

/** Answers a request whose url cannot be read, without repeating it. */
export function answerMalformedUrl(_error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  reply.code(400).send(apiError('bad-request', 'The url is malformed.'));
}
