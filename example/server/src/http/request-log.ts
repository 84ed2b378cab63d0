import type { FastifyRequest, FastifyServerOptions } from 'fastify';

/** Where the log goes and how much of it. */
export interface LogOptions {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Takes lines of JSON. @defaultValue standard output */
  readonly stream?: { write(line: string): void };
}

/** Fastify's `logger` option. A request is logged without its query: tokens live there. */
export function toLoggerOption(log: LogOptions | false): NonNullable<FastifyServerOptions['logger']> {
  if (log === false) return false;
  return {
    level: log.level,
    ...(log.stream ? { stream: log.stream } : {}),
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        path: request.url.split('?', 1)[0],
        ip: request.ip,
      }),
    },
  };
}
