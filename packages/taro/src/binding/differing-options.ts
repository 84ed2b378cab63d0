import type { HeartbeatSocketOptions } from '../hooks/hook-options';
import type { Wanted } from './place';

/** The options that make a connection what it is; callbacks and what belongs to the component are each holder's own. */
const CONNECTION: ReadonlyArray<keyof HeartbeatSocketOptions<unknown, unknown>> = [
  'protocols',
  'header',
  'connectOptions',
  'connectTimeout',
  'heartbeat',
  'reconnect',
  'outbox',
  'background',
];

/** What is too deep to compare: it is only asked whether there is one. */
const GIVEN: ReadonlyArray<keyof HeartbeatSocketOptions<unknown, unknown>> = [
  'codec',
  'protocol',
  'handshake',
  'request',
];

/** The names of the connection options that differ by value. Functions count as equal: inline ones always differ. */
export function differingOptions(one: Wanted<unknown, unknown>, other: Wanted<unknown, unknown>): string[] {
  const names: string[] = CONNECTION.filter((name) => text(one.options[name]) !== text(other.options[name]));
  for (const name of GIVEN)
    if ((one.options[name] === undefined) !== (other.options[name] === undefined)) names.push(name);
  return text(one.url) === text(other.url) ? names : ['url', ...names];
}

/** Equal texts for equal values; for what JSON cannot write, such as a cycle, always the same. */
function text(value: unknown): string {
  try {
    return JSON.stringify(value, (_name, each) => written(each)) ?? '';
  } catch {
    return 'not to be written';
  }
}

function written(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'function' ? 'function' : sorted(value);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const names = Object.keys(value).sort();
  return names.map((name) => [name, (value as Record<string, unknown>)[name]]);
}
