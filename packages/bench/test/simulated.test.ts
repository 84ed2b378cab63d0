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

describe.concurrent('in the simulation', () => {
  it('half-open finds ours replaced within interval + pongTimeout + one back-off, and one that waits for the close event waiting for ever', async () => {
    const { hook, vueuse } = await bench.simulated('half-open', ['hook', 'vueuse'], { repetitions: 3 });
    for (const [settings, { interval, pongTimeout }] of [
      ['matched', MATCHED],
      ['defaults', OUR_DEFAULTS],
    ] as const) {
      for (const column of ['never-closes', 'closes-late', 'network-back'] satisfies Column[]) {
        const { noticed, firstAttempt } = hook[settings][column];
        expect(noticed).toMatchObject({ never: 0 });
        expect(firstAttempt).toMatchObject({ never: 0 });
        expect(noticed?.max).toBeLessThanOrEqual(interval + pongTimeout);
        expect(firstAttempt?.max).toBeLessThanOrEqual(interval + pongTimeout + LONGEST_FIRST_WAIT);
      }
      expect(hook[settings]['network-back'].open).toMatchObject({ never: 0 });
      expect(hook[settings]['never-closes'].attempts).toBeGreaterThan(10);
    }
    expect(vueuse.matched['never-closes']).toMatchObject({ firstAttempt: null, attempts: 0 });
    expect(vueuse.matched['never-closes'].noticed).toMatchObject({ never: 0 });
    expect(vueuse.matched['closes-late'].firstAttempt).toMatchObject({ never: 0 });
  });

  it('herd brings all of ours back, spread out, and with a fixed wait all in the same second', async () => {
    const { hook, vueuse } = await bench.simulated('herd', ['hook', 'vueuse'], { count: 60 });
    expect(hook).toMatchObject({ clients: 60, back: 60 });
    expect(hook.back99).toBeGreaterThan(0);
    expect(hook.peakBack).toBeLessThan(40);
    expect(vueuse).toMatchObject({ peakBack: 60, peakAway: 60 });
  });

  it('render counts callbacks and commits of who reads no message, the last, or each', async () => {
    const rows = await bench.simulated('render', ['hook', 'react-use-websocket'], { count: 200 });
    const of = (wanted: string) => rows.hook.find(({ reading }) => reading === wanted);
    expect(of('nothing')?.burst).toEqual({ commits: 0, seenByEffect: null, seenByCallback: 200 });
    expect(of('nothing')?.spread).toEqual({ commits: 0, seenByEffect: null, seenByCallback: 200 });
    expect(of('last message')?.burst).toEqual({ commits: 1, seenByEffect: 1, seenByCallback: 200 });
    expect(of('last message')?.spread).toEqual({ commits: 200, seenByEffect: 200, seenByCallback: 200 });
    expect(of('reducer')?.burst).toMatchObject({ commits: 1, seenByCallback: 200 });
    const [each] = rows['react-use-websocket'];
    expect(each?.burst).toEqual({ commits: 200, seenByEffect: 200, seenByCallback: 200 });
  });

  it('churn finds nothing left of 50 mounts and 50 reconnects', async () => {
    for (const { mounts, reconnects } of Object.values(
      await bench.simulated('churn', ['hook', 'core'], { count: 50 }),
    )) {
      expect(mounts).toMatchObject({ times: 50, left: NOTHING });
      expect(reconnects).toMatchObject({ times: 50, left: NOTHING });
      for (const bytes of [...mounts.heap, ...(reconnects?.heap ?? [])]) expect(bytes).toBeGreaterThan(1_000_000);
    }
  });

  it("traffic counts pings of ours on an idle line, none while data flows, and a server's with their answers", async () => {
    const { hook, 'socket.io': other } = await bench.simulated('traffic', ['hook', 'socket.io'], { repetitions: 5 });
    expect(hook.matched).toEqual({ idle: { sent: 4, received: 4 }, flowing: { sent: 0, received: 0 } });
    expect(hook.defaults.idle.sent).toBeGreaterThan(2);
    expect(hook.defaults.flowing).toEqual({ sent: 0, received: 0 });
    expect(other.matched.flowing).toEqual({ sent: 4, received: 4 });
  });

  it('every peer connects, and closes for good', async () => {
    const rows = await bench.simulated('churn', Object.keys(CATALOGUE) as PeerId[], { count: 2 });
    expect(Object.keys(rows).sort()).toEqual(Object.keys(CATALOGUE).sort());
    for (const [id, { mounts }] of Object.entries(rows)) {
      // react-use-websocket leaves a timer for each close.
      expect(mounts.left, id).toMatchObject({ sockets: 0, listeners: 0 });
    }
  });
});
