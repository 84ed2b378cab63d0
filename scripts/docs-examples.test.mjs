import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { examplesIn, looseCodeIn } from './docs-examples.mjs';

const folder = fileURLToPath(new URL('../packages/testing/examples/', import.meta.url));
const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const files = Object.fromEntries(
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => [name, readFileSync(folder + name, 'utf8')]),
);

describe.each(['testing.md', 'testing.zh-CN.md'])('docs/%s', (name) => {
  const page = readFileSync(docs + name, 'utf8');

  it('shows each example as it runs', () => {
    expect(examplesIn(page)).toEqual(files);
  });

  it('shows no code that nobody runs', () => {
    expect(looseCodeIn(page)).toEqual([]);
  });
});

it('finds the files that a page shows, and the code that is of none', () => {
  const page = [
    'Before.',
    '[`page.test.tsx`](../packages/testing/examples/page.test.tsx)',
    '```tsx\nconst one = 1;\n```',
    '```ts\nconst two = 2;\n```',
    '```sh\nnpm test\n```',
    '',
  ].join('\n\n');
  expect(examplesIn(page)).toEqual({ 'page.test.tsx': 'const one = 1;\n' });
  expect(looseCodeIn(page)).toEqual(['const two = 2;\n']);
});
