import type { CloseCause } from '../../src/connection/close-cause';
import type { Status } from '../../src/connection/status';
import { HIDDEN, type Line } from './line';
import type { createServer } from './server';
import { MAX_DELAY } from './story';
import { elapsed } from './timetable';
import type { createUrls } from './urls';

/** A pong has been under way for half of its round trip, give or take half of it; and no round trip is longer than this. */
const TIME_TOLERANCE = 1_600;

interface WatchHost {
  readonly fault: (what: string) => void;
  readonly urls: ReturnType<typeof createUrls>;
  readonly server: ReturnType<typeof createServer>;
}

/** What the watch looks at between commands. */
interface Sight {
  readonly status: Status;
  readonly retryAt: number | null;
  /** The server's time, by the socket. */
  readonly serverNow: number;
  readonly timers: number;
}

/** Watches losses, waits and times. */
export function createWatch({ fault, urls, server }: WatchHost) {
  /** When something was lost first, since the last open that was told. */
  let lostAt: number | null = null;
  let isServerTimeKnown = false;

  return {
    /** A pong of a known round trip has told the server's time. */
    timeTold() {
      isServerTimeKnown = true;
    },
    /** A step forward looks like a sleep: the server's time is known again at the next pong. */
    clockSet(milliseconds: number) {
      if (milliseconds > 0) isServerTimeKnown = false;
    },
    /** A ping was not made. */
    unasked(line: Line | undefined) {
      if (line) line.isUnasked = true;
    },
    opened({ downtime }: { readonly downtime: number }) {
      const longest = lostAt === null ? 0 : elapsed() - lostAt;
      if (!(downtime >= 0 && downtime <= longest))
        fault(`a downtime of ${downtime}, and at most ${longest} had passed`);
      lostAt = null;
    },
    lost(cause: CloseCause, retryAt: number | null) {
      lostAt ??= elapsed();
      urls.lost(cause);
      const wait = retryAt === null ? -1 : retryAt - Date.now();
      if (cause.retry === 'backoff' && !(wait >= 0 && wait <= MAX_DELAY)) fault(`a wait of ${wait} before the retry`);
      if (cause.message.includes(HIDDEN)) fault('what a hidden app may not send cost the line');
    },
    check({ status, retryAt, serverNow, timers }: Sight) {
      urls.check(status);
      if ((status === 'waiting') !== (retryAt !== null)) fault(`${status}, and the retry is at ${retryAt}`);
      if (status === 'closed' && timers > 0) fault(`closed, and ${timers} timers are left`);
      const off = Math.abs(serverNow - server.now());
      if (isServerTimeKnown && off > TIME_TOLERANCE) fault(`serverNow() is off by ${off}`);
    },
  };
}
