import fc from 'fast-check';

/** A value once in so many times; left out, as it shrinks to, it is as usual. */
export const rarely = <Value>(value: fc.Arbitrary<Value>, oneIn = 4): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

/** Without what is undefined, so that a schedule prints as what it is. */
export const defined = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;
