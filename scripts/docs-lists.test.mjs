import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (file) => readFileSync(root + file, 'utf8');

/** The names that a type of a source file is made of: the texts of a union, or the members of an interface. */
function membersOf(file, name) {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
  const node = source.statements.find((statement) => statement.name?.text === name);
  return node.type
    ? node.type.types.map(({ literal }) => literal.text)
    : node.members.map((member) => member.name.text);
}

/** The hooks that a package exports. */
const hooksOf = (file) => [...new Set(read(file).match(/\buse[A-Z]\w+/g))];

const LISTS = [
  ['each kind of close cause', membersOf('packages/core/src/connection/close-cause.ts', 'CloseCauseKind')],
  ['each reason of a drop', membersOf('packages/core/src/messages/sending-options.ts', 'DropReason')],
  ['each code of an error', membersOf('packages/core/src/errors.ts', 'ErrorCode')],
  ['each option of the heartbeat', membersOf('packages/core/src/heartbeat/heartbeat-options.ts', 'HeartbeatOptions')],
  ['each option of reconnects', membersOf('packages/core/src/socket/options.ts', 'ReconnectOptions')],
  ['each hook', hooksOf('packages/taro/src/index.ts')],
];

describe.each(['docs/options.md', 'docs/options.zh-CN.md'])('%s', (page) => {
  it.each(LISTS)('has a row of a table for %s', (_, names) => {
    const rows = read(page)
      .match(/^\|[^|]+\|/gm)
      .join('\n');
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !rows.match(new RegExp(`\`${name}\\b`)))).toEqual([]);
  });
});
