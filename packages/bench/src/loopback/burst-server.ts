import type { Socket } from 'node:net';
import { dialectOf } from '../dialects/dialect';
import { startDialectServer } from './dialect-server';

/** A burst on the connection of that number, counted from 0 in the order in which they were made. */
export interface BurstOrder {
  readonly connection: number;
  readonly json: string;
  readonly count: number;
}

/** Serves bursts to the process that started this one. */
export async function serveBursts(): Promise<void> {
  const connections: Array<{ readonly line: Socket; readonly wrap: (json: string) => string }> = [];
  const server = await startDialectServer((_socket, url, line) => {
    connections.push({ line, wrap: dialectOf(url).dialect.wrap });
  });
  process.on('message', ({ connection, json, count }: BurstOrder) => {
    const target = connections[connection];
    if (!target) throw new Error(`no connection ${connection}`);
    const frame = textFrame(target.wrap(json));
    target.line.write(Buffer.concat(new Array<Buffer>(count).fill(frame)));
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port: server.port });
}

/** RFC 6455 §5.2, from a server. Made once and written as one block, a burst keeps the reader as busy as it can be. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > 65_535) throw new Error('a quote is shorter than that');
  if (payload.length < 126) return Buffer.concat([Buffer.from([0x81, payload.length]), payload]);
  return Buffer.concat([Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255]), payload]);
}
