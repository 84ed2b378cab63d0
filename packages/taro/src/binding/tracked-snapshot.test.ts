import { createSocket, type SocketSnapshot, systemClock } from '@heartbeat-socket/core';
import { expect, it } from 'vitest';
import { createTrackedSnapshot } from './tracked-snapshot';

const silent = { current: () => true, subscribe: () => () => {} };
const transport = { open: () => ({ send: () => {}, close: () => {} }) };
const idle = createSocket(
  { clock: systemClock, transport, network: silent, visibility: silent, random: () => 0 },
  null,
).getSnapshot();

function track(first: SocketSnapshot<string>) {
  let now = first;
  const tracked = createTrackedSnapshot(new Map(), () => now, false);
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
