import { describe, expect, it } from 'vitest';
import { CATALOGUE, type PeerId } from '../src/catalogue';
import { MATCHED } from '../src/peer';
import type { Column } from '../src/scenarios/half-open';
import { createBench } from './measure-one';

const bench = createBench();

/** Our own back-off before a first retry, full jitter, and what a frame is on its way. */
const LONGEST_FIRST_WAIT = 1_000 + 100;
const OUR_DEFAULTS = { interval: 25_000, pongTimeout: 10_000 };
const NOTHING = { sockets: 0, timers: 0, listeners: 0 };

describe.concurrent('half-open', () => {
  it('finds ours replaced within interval + pongTimeout + one back-off, whatever the dead line does', async () => {
    const data = await bench.simulated('half-open', 'hook', { repetitions: 3 });
    for (const [settings, { interval, pongTimeout }] of [
      ['matched', MATCHED],
      ['defaults', OUR_DEFAULTS],
    ] as const) {
      for (const column of ['never-closes', 'closes-late', 'network-back'] satisfies Column[]) {
        const { noticed, firstAttempt } = data[settings][column];
        expect(noticed).toMatchObject({ never: 0 });
        expect(firstAttempt).toMatchObject({ never: 0 });
        expect(noticed?.max).toBeLessThanOrEqual(interval + pongTimeout);
        expect(firstAttempt?.max).toBeLessThanOrEqual(interval + pongTimeout + LONGEST_FIRST_WAIT);
      }
      expect(data[settings]['network-back'].open).toMatchObject({ never: 0 });
      expect(data[settings]['never-closes'].attempts).toBeGreaterThan(10);
    }
  });

  it('finds a peer that waits for the close event waiting for ever', async () => {
    const { matched } = await bench.simulated('half-open', 'vueuse', { repetitions: 2 });
    expect(matched['never-closes']).toMatchObject({ firstAttempt: null, attempts: 0 });
    expect(matched['never-closes'].noticed).toMatchObject({ never: 0 });
    expect(matched['closes-late'].firstAttempt).toMatchObject({ never: 0 });
  });
});

describe.concurrent('herd', () => {
  it('brings all of ours back, spread out', async () => {
    const { clients, back, back99, peakBack } = await bench.simulated('herd', 'hook', { count: 60 });
    expect({ clients, back }).toEqual({ clients: 60, back: 60 });
    expect(back99).toBeGreaterThan(0);
    expect(peakBack).toBeLessThan(40);
  });

  it('sees a fixed wait bring all back in the same second', async () => {
    const { peakBack, peakAway } = await bench.simulated('herd', 'vueuse', { count: 60 });
    expect({ peakBack, peakAway }).toEqual({ peakBack: 60, peakAway: 60 });
  });
});

describe.concurrent('render', () => {
  it('counts 200 callbacks, no commit for who reads no message, and one for who reads the last', async () => {
    const rows = await bench.simulated('render', 'hook', { count: 200 });
    const of = (wanted: string) => rows.find(({ reading }) => reading === wanted);
    expect(of('nothing')?.burst).toEqual({ commits: 0, seenByEffect: null, seenByCallback: 200 });
    expect(of('nothing')?.spread).toEqual({ commits: 0, seenByEffect: null, seenByCallback: 200 });
    expect(of('last message')?.burst).toEqual({ commits: 1, seenByEffect: 1, seenByCallback: 200 });
    expect(of('last message')?.spread).toEqual({ commits: 200, seenByEffect: 200, seenByCallback: 200 });
    expect(of('reducer')?.burst).toMatchObject({ commits: 1, seenByCallback: 200 });
  });

  it('counts a commit a message of a peer that renders each', async () => {
    const [row] = await bench.simulated('render', 'react-use-websocket', { count: 200 });
    expect(row?.burst).toEqual({ commits: 200, seenByEffect: 200, seenByCallback: 200 });
  });
});

describe.concurrent('churn', () => {
  it.each(['hook', 'core'] as const)('finds nothing left of 50 mounts and 50 reconnects: %s', async (id) => {
    const { mounts, reconnects } = await bench.simulated('churn', id, { count: 50 });
    expect(mounts).toMatchObject({ times: 50, left: NOTHING });
    expect(reconnects).toMatchObject({ times: 50, left: NOTHING });
    for (const bytes of [...mounts.heap, ...(reconnects?.heap ?? [])]) expect(bytes).toBeGreaterThan(1_000_000);
  });
});

describe.concurrent('traffic', () => {
  it('counts pings of ours on an idle line, and none while data flows', async () => {
    const { matched, defaults } = await bench.simulated('traffic', 'hook', { repetitions: 5 });
    expect(matched).toEqual({ idle: { sent: 4, received: 4 }, flowing: { sent: 0, received: 0 } });
    expect(defaults.idle.sent).toBeGreaterThan(2);
    expect(defaults.flowing).toEqual({ sent: 0, received: 0 });
  });

  it("counts a server's pings and their answers", async () => {
    const { matched } = await bench.simulated('traffic', 'socket.io', { repetitions: 5 });
    expect(matched.flowing).toEqual({ sent: 4, received: 4 });
  });
});

describe.concurrent('every peer', () => {
  it.each(Object.keys(CATALOGUE) as PeerId[])('connects, and closes for good: %s', async (id) => {
    const { mounts } = await bench.simulated('churn', id, { count: 2 });
    // react-use-websocket leaves a timer for each close.
    expect(mounts.left).toMatchObject({ sockets: 0, listeners: 0 });
  });
});
