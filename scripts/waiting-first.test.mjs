import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { WAITING } from './waiting-first';

it('puts files first that there are', () => {
  expect(WAITING.filter((path) => !existsSync(new URL(`../${path}`, import.meta.url)))).toEqual([]);
});
