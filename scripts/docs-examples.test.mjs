import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { examplesIn, looseCodeIn } from './docs-examples.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

function filesOf(folder) {
  const names = readdirSync(root + folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(names.map(({ name }) => [name, readFileSync(`${root}${folder}/${name}`, 'utf8')]));
}

describe.each([
  ['testing.md', 'packages/testing/examples', 0],
  ['testing.zh-CN.md', 'packages/testing/examples', 0],
  // The first lines, which show nothing but the import.
  ['taro-web-socket.md', 'example/test/clients/app/src/wiring', 1],
  ['taro-web-socket.zh-CN.md', 'example/test/clients/app/src/wiring', 1],
])('docs/%s', (name, folder, loose) => {
  const page = readFileSync(`${root}docs/${name}`, 'utf8');

  it('shows each example as it runs', () => {
    expect(examplesIn(page)).toEqual(filesOf(folder));
  });

  it('shows no code that nobody runs', () => {
    expect(looseCodeIn(page)).toHaveLength(loose);
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
