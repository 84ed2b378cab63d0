import { createSocket, type SocketSnapshot, systemClock } from '@heartbeat-socket/core';
import { expect, it } from 'vitest';
import { createTrackedSnapshot, type SeenFields } from './tracked-snapshot';

const OPEN = { status: 'open', readyState: 1 } as const;
const silent = { current: () => true, subscribe: () => () => {} };
const transport = { open: () => ({ send: () => {}, close: () => {} }) };
const idle = createSocket(
  { clock: systemClock, transport, network: silent, visibility: silent, random: () => 0 },
  null,
).getSnapshot();

function track(first: SocketSnapshot<string>, seen: SeenFields = new Set()) {
  let now = first;
  const tracked = createTrackedSnapshot(seen, () => now, false);
  return {
    tracked,
    change: (fields: Partial<SocketSnapshot<string>>) => {
      now = { ...now, ...fields };
      return now;
    },
  };
}

it('the view is of its moment, until a field that was read has changed', () => {
  const { tracked, change } = track(idle);
  const view = tracked.getView();
  expect(view.snapshot).toBe(idle);
  expect(tracked.read('status', view.snapshot)).toBe('idle');
  change({ attempt: 1 });
  expect(tracked.getView()).toBe(view);
  const open = change({ status: 'open' });
  expect(tracked.getView().snapshot).toBe(open);
  expect(tracked.read('status', view.snapshot)).toBe('idle');
  expect(tracked.read('status', null)).toBe('open');
});

it('a change that one view of a component has shown is news to its next one', () => {
  const seen: SeenFields = new Set();
  const before = track({ ...idle, ...OPEN }, seen);
  before.tracked.read('status', null);
  const after = track({ ...idle, ...OPEN }, seen);
  const shown = after.tracked.getView();
  // React asks the view of the last commit until the effects of the next one have run.
  before.change({ status: 'closed' });
  before.tracked.getView();
  after.change({ status: 'closed' });
  expect(after.tracked.getView()).not.toBe(shown);
});
