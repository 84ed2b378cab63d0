import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PEER_IDS } from '../src/catalogue';
import { drawChart } from '../src/report/chart';
import { writePage } from '../src/report/page';
import { type Claim, labelOf, same, text } from '../src/report/section';
import { sizeSection } from '../src/report/sections/size';
import { standingsOf } from '../src/report/standings';
import { circumstances, type Results } from '../src/run/results';
import { busiestSecond } from '../src/scenarios/busiest-second';
import type { SizeData } from '../src/scenarios/size';
import { spreadOf } from '../src/scenarios/spread';

/** The sizes of the last run. */
const MEASURED = lastSizes();

function lastSizes(): SizeData {
  const { scenarios }: Results = JSON.parse(readFileSync(new URL('../results.json', import.meta.url), 'utf8'));
  if (!scenarios.size) throw new Error('results.json has no sizes: npm run bench -- size');
  return scenarios.size;
}

function claim(values: Claim['values']): Claim {
  return { what: text('wait', '等待'), values, text: (value) => same(value === null ? 'never' : `${value}`) };
}

describe('the standings', () => {
  const rowsOf = (values: Claim['values']) => standingsOf([claim(values)]).rows;

  it('names the best of the others, and how many are ahead, but not our own core', () => {
    const values = [
      { id: 'hook', value: 5 },
      { id: 'core', value: 1 },
      { id: 'vueuse', value: 4 },
      { id: 'ahooks', value: 2 },
      { id: 'centrifuge', value: 6 },
      { id: 'graphql-ws', value: null },
    ] as const;
    expect(rowsOf(values)).toEqual([
      [
        text('wait', '等待'),
        same('5'),
        text('2, ahooks useWebSocket', '2，ahooks useWebSocket'),
        same('**2**'),
        same('2'),
      ],
    ]);
  });

  it.each([
    ['those who come back where we never do', null, 9, ['**1**', '0']],
    ['those who never come back where we do', 9, null, ['0', '1']],
    ['those who are behind', 97, 100, ['0', '1']],
    ['nobody, for a lead of ours that is chance', 99, 100, ['0', '0']],
    ['nobody, for the same', 100, 100, ['0', '0']],
    ['nobody, for a lead of theirs that is chance', 100, 99, ['0', '0']],
    ['those who are ahead', 100, 97, ['**1**', '0']],
  ])('counts %s', (_who, ours, theirs, counts) => {
    const [row] = rowsOf([
      { id: 'hook', value: ours },
      { id: 'vueuse', value: theirs },
    ]);
    expect(row?.slice(-2)).toEqual(counts.map(same));
  });

  it('has no row for what cannot be compared', () => {
    expect(rowsOf([{ id: 'hook', value: 5 }])).toEqual([]);
    expect(
      rowsOf([
        { id: 'hook', value: null },
        { id: 'vueuse', value: null },
      ]),
    ).toEqual([]);
  });
});

describe('the page', () => {
  it('begins with what the results say, and leaves no peer out', () => {
    const scenarios = { size: MEASURED, render: {}, 'set-data': SET_DATA };
    for (const language of ['en', 'zh'] as const) {
      const page = writePage(
        { ...circumstances(), scenarios, dates: { size: '2026-01-02' }, unhandled: { size: { vueuse: 3 } } },
        language,
      );
      const [, , , opening = ''] = page.split('\n\n');
      expect(opening).toContain(labelOf('ahooks'));
      const [, ...sections] = page.split('\n## ');
      expect(sections).toHaveLength(4);
      const setData = sections[1] ?? '';
      for (const id of PEER_IDS.filter((each) => each !== 'hook')) expect(setData).toContain(`${labelOf(id)} <sup>`);
      expect(sections[2]).toContain(`${labelOf('vueuse')} 3.`);
      expect(page.match(/2026-01-02/g)).toHaveLength(1);
      for (const id of PEER_IDS) expect(sections[2]).toContain(labelOf(id));
    }
  });

  it('draws a bar for each row, the same ones each time', () => {
    const { hook, ahooks } = MEASURED.peers;
    const { chart } = sizeSection({ ...MEASURED, peers: { hook, ahooks } as SizeData['peers'] });
    const svg = drawChart(chart, 'en');
    expect(drawChart(chart, 'en')).toBe(svg);
    for (const { label, text: figure } of chart.bars) {
      expect(svg).toContain(`>${label as string}<`);
      expect(svg).toContain(`>${figure as string}<`);
    }
  });
});

const SET_DATA = { messages: 1_000, burst: 20, spread: 200, spreadTook: 5_000 };

describe('figures', () => {
  it('counts the moments of the busiest second, a second later none of them', () => {
    expect(busiestSecond([])).toBe(0);
    expect(busiestSecond([0, 1, 999, 1_000, 1_001])).toBe(3);
    expect(busiestSecond([0, 1_000, 2_000])).toBe(1);
  });

  it('takes what never came for longer than all that did', () => {
    expect(spreadOf([null, null])).toBeNull();
    expect(spreadOf([3, 1, null, 2])).toEqual({ min: 1, p50: 2.5, p95: null, max: 3, never: 1 });
    expect(spreadOf([2, 1, 3])).toMatchObject({ min: 1, p50: 2, max: 3, never: 0 });
  });
});
