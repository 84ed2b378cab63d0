/** How much of a measurement is made: the full bench, or just enough to see that it works. */
export interface Extent {
  /** Phases, outages or rounds. */
  readonly repetitions: number;
  /** Clients, messages or mounts. */
  readonly count: number;
}
