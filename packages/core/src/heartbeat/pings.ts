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
  /** The line has lived without their pongs: nobody waits for those any more. */
  giveUp(): void;
  /**
   * A pong came in at this time; `seq`: the ping that it answers, where it tells. Gives the round trip; Infinity where
   * several pings may be meant, or none: such a pong proves life and measures nothing.
   */
  answered(at: number, seq: number | undefined): number;
}

/** The most that are remembered one by one. */
const MOST_OUT = 3;

/** Makes the pings of a connection that has sent none. */
export function createPings(): Pings {
  /** Oldest first. */
  let out: readonly SentPing[] = [];
  /** How many more are out, all of them older. */
  let older = 0;
  return {
    sent(ping) {
      out = [...out, ping];
      if (out.length <= MOST_OUT) return;
      out = out.slice(1);
      older += 1;
    },
    giveUp() {
      out = [];
      older = 0;
    },
    answered(at, seq) {
      if (seq === undefined && older > 0) {
        older -= 1;
        return Infinity;
      }
      const meant = seq === undefined ? out : out.filter((ping) => ping.seq === seq);
      const [answered] = meant;
      out = out.filter((ping) => ping !== answered);
      return meant.length === 1 && answered ? at - answered.at : Infinity;
    },
  };
}
