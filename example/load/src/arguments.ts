import { parseArgs } from 'node:util';

/** What was asked for. */
export interface LoadArguments {
  /** Servers that run already; empty when `processes` are to be started. */
  readonly urls: readonly string[];
  readonly processes: number;
  /** Seconds between two kills of a server; 0 for none. */
  readonly killEvery: number;
  readonly clients: number;
  readonly seconds: number;
  /** Idle connections to measure the memory of; 0 for none. */
  readonly idle: number;
  /** Pairs of equal simultaneous bids; 0 for none. */
  readonly duels: number;
  /** Connections of one user, more than are allowed; 0 for none. */
  readonly oneUser: number;
  /** Old bids to measure the cost of; 0 for none. */
  readonly oldBids: number;
}

export const USAGE = `Bidding bots: they load bidding servers, and check what these do.

  npm run load -- --url http://localhost:8787 [--url …]      servers that run already, as after npm start
  npm run load -- --processes 1                              one server on PGlite, started for this
  npm run load -- --processes 3 --kill-every 10              three on a PostgreSQL (of DATABASE_URL, or started for
                                                             this), one of them killed and started again every 10 s

  --clients N   bots (default 50)        --idle N    instead: the server's memory for N idle connections
  --seconds S   how long (default 30)    --duels N   instead: N pairs of equal bids at the same moment
                                         --one-user N   instead: N connections of one user, who may have 20
                                         --old-bids N   instead: what a server takes with 1000 and with N old bids

Exits with 1 when anything was lost, doubled, out of order or let in wrongly.`;

/**
 * Reads the command line.
 *
 * @throws Error with a sentence on what is wrong
 */
export function readArguments(args: readonly string[]): LoadArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string', multiple: true, default: [] },
      processes: { type: 'string', default: '0' },
      'kill-every': { type: 'string', default: '0' },
      clients: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '30' },
      idle: { type: 'string', default: '0' },
      duels: { type: 'string', default: '0' },
      'one-user': { type: 'string', default: '0' },
      'old-bids': { type: 'string', default: '0' },
    },
  });
  const read: LoadArguments = {
    urls: values.url.map((url) => originOf(url)),
    processes: wholeNumber('processes', values.processes),
    killEvery: wholeNumber('kill-every', values['kill-every']),
    clients: wholeNumber('clients', values.clients),
    seconds: wholeNumber('seconds', values.seconds),
    idle: wholeNumber('idle', values.idle),
    duels: wholeNumber('duels', values.duels),
    oneUser: wholeNumber('one-user', values['one-user']),
    oldBids: wholeNumber('old-bids', values['old-bids']),
  };
  if (read.urls.length > 0 === read.processes > 0) throw new Error('Say either --url or --processes.');
  if (read.killEvery > 0 && read.processes === 0)
    throw new Error('--kill-every needs --processes: it kills only its own.');
  if (read.oldBids > 0 && read.processes === 0)
    throw new Error('--old-bids needs --processes: it writes only into its own database.');
  return read;
}

function wholeNumber(name: string, value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new Error(`--${name} must be a whole number.`);
  return Number(value);
}

function originOf(url: string): string {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new Error('--url must be like http://localhost:8787.');
  return new URL(url).origin;
}
