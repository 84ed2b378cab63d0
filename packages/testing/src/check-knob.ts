import type { Knobs } from './knobs';

type Choices = { readonly [Name in keyof Knobs]?: ReadonlyArray<Extract<Knobs[Name], string>> };

/** The words that knobs know. */
const CHOICES: Choices = {
  connect: ['real', 'error', 'close', 'both', 'fail', 'throw', 'no-task', 'accepted', 'silence'],
  refusal: ['error', 'close', 'both', 'silence'],
  success: ['sync', 'later', 'with-open'],
  successResult: ['result', 'undefined'],
  promises: ['microtask', 'macrotask'],
  closeBeforeOpen: ['ignored', 'works'],
  closeOnCutLine: ['event', 'silence'],
  repeatedOn: ['add', 'overwrite'],
  overSlots: ['error', 'fail'],
  secondConnect: ['replace', 'refuse'],
  payload: ['nested', 'flat', 'both'],
  binary: ['base64', 'array-buffer'],
  networkInformation: ['absent', 'effectiveType', 'type'],
  kill: ['interrupted', 'global-only', 'silent', 'keep'],
  timers: ['burst', 'vanish', 'late'],
  resume: ['show-first', 'events-first'],
};

/** Throws on a value that the knob does not know, before a test passes because nothing was turned. */
export function checkKnob(name: keyof Knobs, value: unknown, present: unknown): void {
  const choices: readonly unknown[] | undefined = CHOICES[name];
  // What becomes of a connect may be a script, or a text of its own, too.
  if (name === 'connect' && (typeof value === 'function' || (typeof value === 'object' && value !== null))) return;
  if (choices) demand(name, value, choices.includes(value), choices.join(', '));
  else if (typeof present === 'number')
    demand(name, value, Number(value) >= 0 && typeof value === 'number', 'a number from 0');
  else if (typeof present === 'boolean') demand(name, value, typeof value === 'boolean', 'true or false');
  else demand(name, value, Array.isArray(value), 'an array of names');
}

function demand(name: string, value: unknown, isRight: boolean, expected: string): void {
  if (!isRight) throw new Error(`createFakeTaro: expected the knob ${name} to be ${expected}, got ${String(value)}`);
}
