import { EventEmitter, once } from 'node:events';

/** Who has connected, as the server's log tells it. */
export interface ConnectionLog {
  /** Takes a line of the log. */
  read(line: string): void;
  /** The user of each connection that was accepted, in order. */
  users(): readonly string[];
  /** Why connections were refused, or ended because their session had, in order. */
  refusals(): readonly string[];
  /** Settles when a connection of that user has been told. */
  has(userId: string): Promise<void>;
}

/** Makes an empty log. */
export function createConnectionLog(): ConnectionLog {
  const users: string[] = [];
  const refusals: string[] = [];
  const news = new EventEmitter();
  return {
    read(line) {
      if (/"(connection refused|session ended)"/.test(line))
        refusals.push((JSON.parse(line) as { reason: string }).reason);
      if (!line.includes('"connection opened"')) return;
      users.push((JSON.parse(line) as { user: string }).user);
      news.emit('opened');
    },
    users: () => users,
    refusals: () => refusals,
    async has(userId) {
      while (!users.includes(userId)) await once(news, 'opened');
    },
  };
}
