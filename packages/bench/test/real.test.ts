import { describe, expect, it } from 'vitest';
import type { PeerId } from '../src/catalogue';
import { PEER_IDS, participants } from '../src/catalogue';
import { measureSetData } from '../src/scenarios/set-data';
import { measureSize } from '../src/scenarios/size';
import { createBench } from './measure-one';

const bench = createBench();

describe.concurrent('on real sockets', () => {
  it('recovery times an outage of each kind that is over soon', async () => {
    const data = await bench.real('recovery', ['hook', 'vueuse'], { repetitions: 2 });
    for (const id of ['hook', 'vueuse'] as const) {
      for (const settings of ['defaults', 'matched'] as const) {
        const { refuse, reset, blackhole, all } = data[id]?.[settings] ?? {};
        expect(refuse).toMatchObject({ never: 0 });
        expect(reset).toMatchObject({ never: 0 });
        expect(blackhole).toBeNull();
        expect(all?.max).toBe(Math.max(refuse?.max ?? Number.NaN, reset?.max ?? Number.NaN));
      }
    }
  });

  it('throughput compares every peer with a bare listener', async () => {
    const data = await bench.real('throughput', participants('throughput'), { repetitions: 2, count: 200 });
    expect(Object.keys(data).sort()).toEqual(
      [...participants('throughput'), 'bare', 'hook-reading', 'taro-web-socket'].sort(),
    );
    expect(data.bare?.ratio).toEqual({ median: 1, low: 1, high: 1 });
    for (const figures of Object.values(data)) {
      expect(figures.ratio.median).toBeGreaterThan(0);
      expect(figures.perSecond).toBeGreaterThan(0);
    }
  });
});

describe('here', () => {
  it('size measures each peer, and everything is no less than the main import', async () => {
    const { peers, features } = await measureSize(PEER_IDS);
    expect(Object.keys(peers)).toEqual(PEER_IDS satisfies PeerId[]);
    for (const { gzip } of features) expect(gzip).toBeGreaterThan(0);
    for (const { main, everything } of Object.values(peers)) {
      expect(main.gzip).toBeGreaterThan(500);
      expect(main.gzip).toBeLessThan(main.minified);
      expect(everything.gzip).toBeGreaterThanOrEqual(main.gzip);
    }
  });

  it('set-data counts fewer calls than quotes', async () => {
    const { messages, burst, spread } = await measureSetData({ count: 60, repetitions: 1 });
    expect(messages).toBe(60);
    for (const calls of [burst, spread]) {
      expect(calls).toBeGreaterThan(0);
      expect(calls).toBeLessThan(60);
    }
  });
});
