import fc from 'fast-check';
import type { World } from './world';

type Act = (world: World) => void | Promise<void>;

/** Something that happens, with the name that a counterexample shows. */
export interface Named {
  readonly name: string;
  readonly act: Act;
}

export const named = (name: string, act: Act): Named => ({ name, act });
/** One with a random value. */
export const of = <Value>(
  values: fc.Arbitrary<Value>,
  name: string,
  act: (world: World, value: Value) => void | Promise<void>,
) => values.map((value) => named(`${name}(${fc.stringify(value)})`, (world) => act(world, value)));
/** One that is always the same. */
export const always = (name: string, act: Act) => fc.constant(named(name, act));

/** Points at one of a list of any length. */
export const pick = fc.nat({ max: 50 });
export const at = <Value>(values: readonly Value[], index: number): Value | undefined =>
  values[index % (values.length || 1)];
