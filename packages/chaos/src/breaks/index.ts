import type { Break } from '../bundle';
import { destination } from './destination';
import { functions } from './functions';
import { heartbeat } from './heartbeat';
import { load } from './load';
import { login } from './login';
import { platforms } from './platforms';
import { sharing } from './sharing';
import { time } from './time';

/** Guards without which the hook would fail in the field, by the kind of what they guard. Chaos has to notice the absence of each. */
export const KINDS: ReadonlyArray<readonly [kind: string, guards: readonly Break[]]> = [
  ['destination', destination],
  ['sharing', sharing],
  ['functions that act or throw', functions],
  ['time', time],
  ['heartbeat', heartbeat],
  ['login', login],
  ['platforms', platforms],
  ['load', load],
];

/** All of them. */
export const BREAKS: readonly Break[] = KINDS.flatMap(([, guards]) => guards);
