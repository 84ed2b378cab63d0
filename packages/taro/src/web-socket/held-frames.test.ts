import type { Loss } from '@heartbeat-socket/core';
import { expect, it, vi } from 'vitest';
import { createHeldFrames } from './held-frames';

it('knows how much it holds without a look at each frame', () => {
  let looks = 0;
  const frame = {
    get byteLength() {
      looks += 1;
      return 2;
    },
  } as ArrayBuffer;
  const refuse = (_frame: unknown, onFail: (loss: Loss) => void) => onFail({ kind: 'interrupted', message: 'hidden' });
  const frames = createHeldFrames(refuse, () => true, vi.fn());
  for (let held = 1; held <= 100; held += 1) {
    frames.send(frame);
    expect(frames.bytes).toBe(2 * held);
  }
  frames.retry();
  expect([frames.bytes, looks]).toEqual([200, 200]);
});

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
