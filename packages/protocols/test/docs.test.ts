import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('../examples/', import.meta.url);
const docs = new URL('../../../docs/', import.meta.url);

it.each(['server-heartbeat.md', 'server-heartbeat.zh-CN.md'])(
  'docs/%s shows each server and recipe as it is tested',
  (name) => {
    const page = readFileSync(new URL(name, docs), 'utf8');
    for (const file of readdirSync(folder)) {
      const shown = page
        .split(`[\`${file}\`](../packages/protocols/examples/${file})\n\n`)[1]
        ?.replace(/^```\w+\n/, '');
      expect(shown?.slice(0, shown.indexOf('```\n'))).toBe(readFileSync(new URL(file, folder), 'utf8'));
    }
  },
);
