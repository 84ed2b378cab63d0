import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { DatabaseAddress } from '../database/open-database';
import type { BiddingServerOptions } from './server-options';

const ORIGIN = /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d+)?$/i;
const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error });
}

const DATA_FOLDER = fileURLToPath(new URL('../../../.data', import.meta.url));

const switchSchema = z.enum(['0', '1'], { error: 'must be 0 or 1' }).optional();

const environmentSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'must begin with postgres:// or postgresql://' })
    .optional(),
  DATA_FOLDER: z.string().optional(),
  PORT: wholeNumber(0, 65_535).optional(),
  HOST: z.string().optional(),
  SESSION_SECRET: z.string().min(32, { error: 'must have at least 32 characters' }).optional(),
  ALLOWED_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .refine((origins) => origins.every((origin) => ORIGIN.test(origin)), {
      error: 'must be a list, by commas, of origins like https://example.com or https://*.example.com',
    })
    .optional(),
  DEMO_BOTS: switchSchema,
  LINE_LAB: switchSchema,
  LOG_LEVEL: z.enum(LEVELS, { error: `must be one of ${LEVELS.join(', ')}` }).optional(),
  H5_FOLDER: z.string().optional(),
  ROUND_SECONDS: wholeNumber(10, 604_800).optional(),
  SESSION_SECONDS: wholeNumber(1, 31_536_000).optional(),
  SESSIONS_PER_MINUTE: wholeNumber(1, 1_000_000).optional(),
  TRUSTED_PROXIES: wholeNumber(0, 16).optional(),
});

/** What the process was asked to do. */
interface LaunchSettings {
  readonly port: number;
  readonly database: DatabaseAddress;
  readonly options: BiddingServerOptions;
}

/** The settings, or a sentence for each thing that is wrong with them. */
export type EnvironmentReading =
  | { readonly ok: true; readonly settings: LaunchSettings }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads the environment and the flags: `--lan` listens on every address, `--bots` lets bots bid, `--lab` has
 * the line lab, `--quiet` logs only what is wrong. A variable that is set wins over a flag; an empty one counts as not set.
 */
export function readEnvironment(env: NodeJS.ProcessEnv, args: readonly string[]): EnvironmentReading {
  const flags = readFlags(args);
  if (typeof flags === 'string') return { ok: false, problems: [flags] };
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = environmentSchema.safeParse(given);
  if (!read.success) {
    // Not the value: that of SESSION_SECRET is nobody's business.
    return { ok: false, problems: read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`) };
  }
  const { data } = read;
  const database: DatabaseAddress = data.DATABASE_URL
    ? { url: data.DATABASE_URL }
    : { folder: data.DATA_FOLDER ?? DATA_FOLDER };
  const options: BiddingServerOptions = {
    host: data.HOST ?? (flags.lan ? '0.0.0.0' : '127.0.0.1'),
    demoBots: data.DEMO_BOTS === undefined ? flags.bots : data.DEMO_BOTS === '1',
    lineLab: data.LINE_LAB === undefined ? flags.lab : data.LINE_LAB === '1',
    log: { level: data.LOG_LEVEL ?? (flags.quiet ? 'warn' : 'info') },
  };
  if (data.SESSION_SECRET !== undefined) options.sessionSecret = data.SESSION_SECRET;
  if (data.ALLOWED_ORIGINS !== undefined) options.allowedOrigins = data.ALLOWED_ORIGINS;
  if (data.H5_FOLDER !== undefined) options.h5Folder = data.H5_FOLDER;
  if (data.ROUND_SECONDS !== undefined) options.roundDuration = data.ROUND_SECONDS * 1_000;
  if (data.SESSION_SECONDS !== undefined) options.sessionLifetime = data.SESSION_SECONDS * 1_000;
  if (data.SESSIONS_PER_MINUTE !== undefined) options.sessionsPerMinute = data.SESSIONS_PER_MINUTE;
  if (data.TRUSTED_PROXIES !== undefined) options.trustedProxies = data.TRUSTED_PROXIES;
  return { ok: true, settings: { port: data.PORT ?? 8_787, database, options } };
}

function readFlags(args: readonly string[]): Record<'lan' | 'bots' | 'lab' | 'quiet', boolean> | string {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ args: [...args], options: { lan: flag, bots: flag, lab: flag, quiet: flag } }).values;
  } catch (error) {
    return `${(error as Error).message}: the flags are --lan, --bots, --lab and --quiet.`;
  }
}
