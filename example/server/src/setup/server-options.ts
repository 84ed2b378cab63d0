import { fileURLToPath } from 'node:url';
import { type Clock, systemClock } from '../clock';
import type { LogOptions } from '../http/request-log';
import type { ConnectionLimits } from '../socket/client-connection';
import { MINI_PROGRAM_ORIGINS } from '../socket/origin-check';

/** How a bidding server is set up. Durations are milliseconds. */
export interface BiddingServerOptions {
  /** The address to listen on. @defaultValue `'127.0.0.1'` */
  host?: string;
  /** Signs the tokens: at least 32 characters. @defaultValue one that is kept in the database */
  sessionSecret?: string;
  /** How long a token is good for. @defaultValue 43_200_000 (12 hours) */
  sessionLifetime?: number;
  /** How many sessions one address may ask for in a minute; the page asks for one when it has none, and after 4401. @defaultValue 300 */
  sessionsPerMinute?: number;
  /** Origins of web pages that may connect, beside the server's own. @defaultValue `MINI_PROGRAM_ORIGINS` */
  allowedOrigins?: readonly string[];
  /** How many proxies in front are trusted to tell the client's address. @defaultValue 0 */
  trustedProxies?: number;
  /** The folder of the H5 build. @defaultValue `example/dist/h5` */
  h5Folder?: string;
  /** A longer frame closes its connection with 1009. @defaultValue 16_384 */
  maxFrameBytes?: number;
  /** On all servers of the database together. @defaultValue 20 */
  maxConnectionsPerUser?: number;
  /** What one connection may do; what is left out keeps its default. */
  limits?: Partial<ConnectionLimits>;
  /** Between two pings of the protocol; who has not answered one by the next is dead. @defaultValue 30_000 */
  pingInterval?: number;
  /** How long a closed client may take to answer before it is cut off. @defaultValue 2_000 */
  closeTimeout?: number;
  /** How long a round of a lot lasts. @defaultValue 1_200_000 (20 minutes) */
  roundDuration?: number;
  /** How long a lot stays over before its next round. @defaultValue 30_000 */
  roundRest?: number;
  /** A bid this close to the end moves the end to this long from now. @defaultValue 30_000 */
  overtime?: number;
  /** Between two looks for lots that have ended. @defaultValue 500 */
  roundInterval?: number;
  /** How long a bid that comes again gets the answer of before. @defaultValue 86_400_000 (a day) */
  bidMemory?: number;
  /** How many events of a lot are kept beside those of its present round. @defaultValue 10_000 */
  keptEvents?: number;
  /** Between two looks for bids and events to delete. @defaultValue 600_000 (10 minutes) */
  forgetInterval?: number;
  /** Bots bid now and then. @defaultValue false */
  demoBots?: boolean;
  /** Visitors may break their own lines on the page of the line lab. @defaultValue false */
  lineLab?: boolean;
  /** @defaultValue the time of the machine */
  clock?: Clock;
  /** False for none. @defaultValue false */
  log?: LogOptions | false;
}

const DEFAULT_LIMITS: ConnectionLimits = {
  messageRate: { perSecond: 20, burst: 40 },
  maxExcessMessages: 20,
  maxBadMessages: 20,
  maxBufferedBytes: 1_048_576,
};

const H5_FOLDER = fileURLToPath(new URL('../../../dist/h5', import.meta.url));

/** Fills in the defaults; only `sessionSecret` may still be missing. */
export function resolveServerOptions(options: BiddingServerOptions) {
  const { sessionSecret, limits, ...given } = options;
  const defaults = {
    host: '127.0.0.1',
    sessionLifetime: 43_200_000,
    sessionsPerMinute: 300,
    allowedOrigins: MINI_PROGRAM_ORIGINS,
    trustedProxies: 0,
    h5Folder: H5_FOLDER,
    maxFrameBytes: 16_384,
    maxConnectionsPerUser: 20,
    pingInterval: 30_000,
    closeTimeout: 2_000,
    roundDuration: 1_200_000,
    roundRest: 30_000,
    overtime: 30_000,
    roundInterval: 500,
    bidMemory: 86_400_000,
    keptEvents: 10_000,
    forgetInterval: 600_000,
    demoBots: false,
    lineLab: false,
    clock: systemClock,
    log: false,
  } satisfies BiddingServerOptions;
  return {
    ...(defaults as Required<Omit<BiddingServerOptions, 'sessionSecret' | 'limits'>>),
    ...given,
    limits: { ...DEFAULT_LIMITS, ...limits },
    sessionSecret,
  };
}
