import type { Destination } from '../model/destination';
import type { Stage } from './stage';
import { TIMING } from './timing';

/** What is known of the server's time, as pongs tell it. */
export interface ServerTime {
  /** The time in a pong is read, which is about to be measured. */
  read(destination: Destination | null): void;
  /** A round trip was measured. A pong of which none is known tells no time. */
  measured(destination: Destination, trip: number): void;
}

/** No timer of the hook is armed for longer. */
export const LONGEST_TIMER = 20_000;

/** Notes when each destination has learned the server's time. */
export function createServerTime(
  { time }: Pick<Stage, 'time'>,
  clock: () => Pick<Stage, 'setBack' | 'setForwardAt'>,
): ServerTime {
  /** Whose server has told its time in the pong that is being read. */
  let readFor: Destination | null = null;
  return {
    read(destination) {
      readFor = destination;
    },
    measured(destination, trip) {
      destination.trip = trip;
      if (readFor !== destination) return;
      readFor = null;
      const at = time.elapsed();
      const { setBack, setForwardAt } = clock();
      const sinceSet = at - setBack.at;
      // What is hidden began with the last look before, and the heartbeat looks at each interval.
      const mayGain = sinceSet <= LONGEST_TIMER ? Math.min(setBack.lately, sinceSet + TIMING.interval) : 0;
      // While the ping was out, a step forward looks like a slow line; and a step back by less than has passed since
      // is seen by nobody.
      const isUnseen = sinceSet <= TIMING.pongTimeout && setBack.by <= sinceSet;
      const setForward = at - setForwardAt <= TIMING.pongTimeout;
      destination.time = { at, setForward, mayMiss: isUnseen ? setBack.by : 0, blindSince: null, mayGain };
    },
  };
}
