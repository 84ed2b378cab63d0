import fc from 'fast-check';

/** What can happen to a page with a real socket. */
export type RealStep =
  | readonly ['pass', milliseconds: number]
  /** The line, by the proxy. */
  | readonly ['cut' | 'deafen' | 'reset' | 'refuse' | 'mend']
  /** The server. */
  | readonly ['serverCloses', code: number]
  | readonly ['serverFalls' | 'serverSays']
  /** The page. */
  | readonly ['send' | 'connect' | 'disconnect' | 'reconnect' | 'newUrl' | 'remount' | 'offline' | 'online']
  | readonly ['request', retry: boolean];

/** A story of faults on real sockets. */
export interface RealSchedule {
  readonly strict: boolean;
  readonly steps: readonly RealStep[];
}

const step = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constant('pass'), fc.constantFrom(5, 40, 150, 400)) },
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom('cut', 'deafen', 'reset', 'refuse', 'mend', 'mend')) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('serverCloses'), fc.constantFrom(1000, 1001, 1011, 1012, 1013, 4000)) },
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom('serverFalls', 'serverSays', 'serverSays')) },
  {
    weight: 8,
    arbitrary: fc.tuple(fc.constantFrom('send', 'send', 'reconnect', 'newUrl', 'remount', 'offline', 'online')),
  },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('connect', 'disconnect')) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('request'), fc.boolean()) },
) as unknown as fc.Arbitrary<RealStep>;

const schedule: fc.Arbitrary<RealSchedule> = fc.record({
  strict: fc.boolean(),
  steps: fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }),
});

/** The schedule of a seed. */
export function scheduleOf(seed: number): RealSchedule {
  return fc.sample(schedule, { seed, numRuns: 1 })[0] as RealSchedule;
}
