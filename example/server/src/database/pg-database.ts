import pg from 'pg';
import type { Database, Queryable } from './database';
import { listenOnPostgres } from './pg-listener';

const CONNECT_TIMEOUT = 5_000;
const STATEMENT_TIMEOUT = 10_000;

/**
 * Opens a PostgreSQL server by its url, which several processes may share. Rejects when it does not answer.
 *
 * @param connections - the most that are open at once, beside those that listen
 */
export async function openPostgres(url: string, connections = 10): Promise<Database> {
  const settings: pg.ClientConfig = {
    connectionString: url,
    application_name: 'heartbeat-socket-example',
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
    query_timeout: STATEMENT_TIMEOUT,
    keepAlive: true,
  };
  const pool = new pg.Pool({
    ...settings,
    max: connections,
    // A server that stands still in the middle of a bid must not keep the lot from all others.
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT,
  });
  // The pool replaces a connection that was lost; who is using it is told by his next statement.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));

  const database: Database = {
    ...queryable(pool),
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('BEGIN');
        const result = await work(queryable(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((reason: Error) => {
          broken = reason;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    listen: (channel, listener) => listenOnPostgres(settings, channel, listener),
    close: () => pool.end(),
  };

  try {
    await database.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return database;
}

function queryable(connection: pg.Pool | pg.PoolClient): Queryable {
  return {
    query: async <Row>(statement: string, parameters: readonly unknown[] = []) =>
      (await connection.query(statement, [...parameters])).rows as Row[],
    async run(script) {
      await connection.query(script);
    },
  };
}
