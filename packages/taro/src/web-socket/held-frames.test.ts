import type { Loss } from '@heartbeat-socket/core';
import { expect, it, vi } from 'vitest';
import { createHeldFrames } from './held-frames';

it('holds in the order of the calls what is refused after a newer frame has begun to wait', () => {
  const handed: unknown[] = [];
  const refusals: Array<(loss: Loss) => void> = [];
  const failed = vi.fn();
  const frames = createHeldFrames(
    (frame, onFail) => {
      handed.push(frame);
      refusals.push(onFail);
    },
    () => false,
    failed,
  );
  const refuse = (at: number) => refusals[at]?.({ kind: 'network', message: 'not open' });
  frames.send('one');
  frames.send('two');
  refuse(0);
  frames.send('three');
  refuse(1);
  expect([handed.splice(0), frames.isHolding, frames.bytes]).toEqual([['one', 'two'], true, 11]);
  frames.confirm();
  expect([handed, frames.isHolding, failed.mock.calls]).toEqual([['one', 'two', 'three'], false, []]);
});
