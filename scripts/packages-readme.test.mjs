import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What a reader of the published package does not have. */
const ELSEWHERE = /\b(?:docs|packages|example|scripts)\/|README\.|CHANGELOG|repository's|仓库里的|\]\((?!https?:)/g;

it.each(['core', 'protocols', 'taro', 'testing'])(
  'the README of %s points to nothing that its reader does not have',
  (name) => {
    const readme = readFileSync(`packages/${name}/README.md`, 'utf8');
    expect(readme.match(ELSEWHERE)).toBeNull();
  },
);
