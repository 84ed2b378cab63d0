/** A ping that went out. */
export interface SentPing {
  /** Its number on this connection, from 1. */
  readonly seq: number;
  /** When, by the clock. */
  readonly at: number;
}

/** The pings of one connection that no pong has answered. */
export interface Pings {
  sent(ping: SentPing): void;
  /** The line has lived since the pings before this time: their pongs are not waited for any more. */
  giveUp(before: number): void;
  /**
   * A pong came in at this time; `seq`: the ping that it answers, where it tells. Gives the round trip; Infinity where
   * several pings may be meant, or none: such a pong proves life and measures nothing.
   */
  answered(at: number, seq: number | undefined): number;
}

/** The most that are remembered. */
const MOST_OUT = 3;

/** Makes the pings of a connection that has sent none. */
export function createPings(): Pings {
  /** Oldest first. */
  let out: readonly SentPing[] = [];
  let givenUpBefore = -Infinity;
  return {
    sent(ping) {
      out = [...out, ping].slice(-MOST_OUT);
    },
    giveUp(before) {
      givenUpBefore = before;
    },
    answered(at, seq) {
      const meant = seq === undefined ? out : out.filter((ping) => ping.seq === seq);
      const waitedFor = meant.filter((ping) => ping.at >= givenUpBefore);
      const answered = waitedFor[0] ?? meant[0];
      out = out.filter((ping) => ping !== answered);
      return waitedFor.length === 1 && answered ? at - answered.at : Infinity;
    },
  };
}
