import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { apiError } from './api-error';

const NOT_BUILT = `The bidding server runs, but its H5 page has not been built yet.
Build it with

    npm run build:h5

and start the server again.
`;

/**
 * Serves the H5 build, its `index.html` standing in for every page that is not a file. While there is no build, `/`
 * says how to make one.
 */
export function addStaticFiles(app: FastifyInstance, folder: string): void {
  const isBuilt = existsSync(join(folder, 'index.html'));
  if (isBuilt) app.register(fastifyStatic, { root: folder });
  else app.get('/', (_request, reply) => reply.type('text/plain; charset=utf-8').send(NOT_BUILT));

  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const isPage = request.method === 'GET' && path !== '/api' && !path.startsWith('/api/');
    if (isBuilt && isPage) return reply.sendFile('index.html');
    return reply.code(404).send(apiError('not-found', `There is no ${request.method} ${path}.`));
  });
}
