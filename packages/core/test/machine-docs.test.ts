import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { inStatus, type Row, TABLE } from './machine-table';

const STATUSES = ['idle', 'connecting', 'open', 'waiting', 'suspended', 'closed'];

/** What a row says beside its guard, which is prose. */
interface Said {
  readonly from: string;
  readonly event: string;
  readonly to: string;
  readonly effects: string;
  readonly attempt: string;
  readonly cause: string;
}

const codesOf = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => String(code));

function attemptOf(change: string): string {
  if (change.startsWith('0')) return '0';
  return change.includes('attempt + 1') ? '+ 1' : 'same';
}

function causeOf(change: string): string {
  const named = codesOf(change).find((code) => /^(null|interrupted|replaced|disconnect|gave-up)$/.test(code));
  if (named) return named;
  return /cause as told|cause 如实/.test(change) ? 'as told' : 'same';
}

/** The rows of the table in a document, one for each of the statuses and events that share one. */
async function tableOf(name: string): Promise<Said[]> {
  const text = await readFile(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
  const table = text.split('<!-- table -->')[1]?.split('<!-- /table -->')[0] ?? '';
  const rows = table.trim().split('\n').slice(2);
  return rows.flatMap((row) => {
    const [from = '', event = '', , to = '', effects = '', change = ''] = row.split('|').slice(1, -1);
    return codesOf(from).flatMap((status) =>
      codesOf(event).map((type) => ({
        from: status,
        event: type,
        to: codesOf(to)[0] ?? status,
        effects: codesOf(effects).join(),
        attempt: attemptOf(change.trim()),
        cause: causeOf(change),
      })),
    );
  });
}

/** What a row of the test says, in the words of the documents. */
function saidBy([from, event, to, effects, given = {}]: Row): Said {
  const before = inStatus(from, given.state).attempt;
  const attempt = given.next?.attempt ?? before;
  const isTold = event.type === 'lost' && given.cause === event.cause.kind;
  let cause = given.cause === undefined ? 'same' : String(given.cause);
  if (isTold) cause = 'as told';
  return {
    from,
    event: event.type,
    to,
    effects: effects.join(),
    attempt: attempt === before ? 'same' : attempt === 0 ? '0' : '+ 1',
    cause,
  };
}

const keyOf = (said: Said) => JSON.stringify(said);
const unique = (rows: readonly Said[]) => [...new Set(rows.map(keyOf))].sort();

describe.each(['machine.md', 'machine.zh-CN.md'])('the table of docs/%s', (name) => {
  it('says what the test says, and nothing else', async () => {
    expect(unique(await tableOf(name))).toEqual(unique(TABLE.map(saidBy)));
  });

  it('has a last word for every event in every status', async () => {
    const rows = await tableOf(name);
    const events = [...new Set(rows.map(({ event }) => event))];
    const met = new Set(rows.map(({ from, event }) => `${from} ${event}`));
    const all = STATUSES.flatMap((status) => events.map((event) => `${status} ${event}`));
    expect(all.filter((pair) => !met.has(pair))).toEqual([]);
    expect(events.length).toBe(12);
  });
});

it('both documents have the same rows in the same order', async () => {
  expect((await tableOf('machine.md')).map(keyOf)).toEqual((await tableOf('machine.zh-CN.md')).map(keyOf));
});
