import { describe, expect, it } from 'vitest';
import { PEER_IDS } from '../src/catalogue';
import { aheadOfUs } from '../src/report/ahead';
import { drawChart } from '../src/report/chart';
import { writePage } from '../src/report/page';
import { type Claim, labelOf, same, text } from '../src/report/section';
import { sizeSection } from '../src/report/sections/size';
import { circumstances } from '../src/run/results';
import { busiestSecond } from '../src/scenarios/busiest-second';
import { measureSize } from '../src/scenarios/size';
import { spreadOf } from '../src/scenarios/spread';

function claim(values: Claim['values']): Claim {
  return { what: text('wait', '等待'), values, text: (value) => same(value === null ? 'never' : `${value}`) };
}

describe('where a peer is ahead', () => {
  it('names the best, and how many there are, but not our own core', () => {
    const values = [
      { id: 'hook', value: 5 },
      { id: 'core', value: 1 },
      { id: 'vueuse', value: 4 },
      { id: 'ahooks', value: 2 },
      { id: 'centrifuge', value: 6 },
      { id: 'graphql-ws', value: null },
    ] as const;
    expect(aheadOfUs([claim(values)])).toEqual([
      text('wait (ahooks useWebSocket 2, we 5, and 1 more)', '等待（ahooks useWebSocket 2，我们 5，另有 1 个）'),
    ]);
  });

  it('names anybody who comes back where we never do', () => {
    const values = [
      { id: 'hook', value: null },
      { id: 'vueuse', value: 9 },
    ] as const;
    expect(aheadOfUs([claim(values)])[0]?.en).toBe('wait (@vueuse/core useWebSocket 9, we never)');
  });

  it.each([
    [100, 0],
    [99, 0],
    [97, 1],
  ])('takes %i against our 100 for a lead of %i', (value, leads) => {
    const values = [
      { id: 'hook', value: 100 },
      { id: 'vueuse', value },
    ] as const;
    expect(aheadOfUs([claim(values)])).toHaveLength(leads);
  });
});

describe('the page', () => {
  it('begins with what the results say, and leaves no peer out', async () => {
    const scenarios = { size: await measureSize(PEER_IDS), render: {}, 'set-data': SET_DATA };
    for (const language of ['en', 'zh'] as const) {
      const page = writePage(
        { ...circumstances(), scenarios, dates: { size: '2026-01-02' }, unhandled: { size: { vueuse: 3 } } },
        language,
      );
      const [, , opening = ''] = page.split('\n\n');
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

  it('draws a bar for each row, the same ones each time', async () => {
    const { chart } = sizeSection(await measureSize(['hook', 'ahooks']));
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
