import { max, median, min, quantile, quantileSorted } from 'simple-statistics';

/** Least, middle, 95th percentile and most of the samples, and how many of them never came: `null` is such a one. */
export interface Spread {
  readonly min: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number;
  readonly never: number;
}

/** `null` among the samples is one that never came; `null` is returned when none did. */
export function spreadOf(samples: ReadonlyArray<number | null>): Spread | null {
  const came = samples.filter((sample) => sample !== null);
  if (came.length === 0) return null;
  // One that never came is longer than all others, so it counts in the percentiles.
  const all = samples.map((sample) => sample ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const at = (share: number) => {
    const value = quantileSorted(all, share);
    return Number.isFinite(value) ? value : null;
  };
  return { min: min(came), p50: at(0.5), p95: at(0.95), max: max(came), never: samples.length - came.length };
}

/** The middle of samples, and between which values half of them lie. */
export interface Quartiles {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Throws when there is no sample. */
export function quartilesOf(samples: readonly number[]): Quartiles {
  const values = [...samples];
  return { median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}
