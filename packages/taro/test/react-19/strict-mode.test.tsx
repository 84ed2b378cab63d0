import { cleanup, render } from '@testing-library/react';
import { StrictMode, useCallback, useEffect, useLayoutEffect } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Frame,
  type HeartbeatSocketOptions,
  type TextOptions,
  type UseHeartbeatSocketResult,
  useHeartbeatSocket,
  useSharedSocket,
} from '../../src';
import { accept, createStage, elapse, SLOW } from '../contract/stage';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  return createFakeTaro({ platform: 'weapp' });
});
vi.mock('@tarojs/taro', () => fake.taro);

type Options = HeartbeatSocketOptions<string, Frame> & TextOptions<undefined>;

const useOwnSocket = (url: string, options: Options) => useHeartbeatSocket(url, options);
const useOneForAll = (url: string, options: Options) => useSharedSocket(url, options);

let tests = 0;
/** A url that no other test has: a shared socket may outlive its test. */
const newUrl = () => `wss://bid.example.com/strict/${++tests}`;
const open = () => fake.server.connections.filter(({ isOpen }) => isOpen);

createStage(fake, 'weapp');
afterEach(async () => {
  cleanup();
  // A shared socket lingers.
  await elapse(1_000 + SLOW);
  vi.restoreAllMocks();
});

interface ChildProps {
  readonly socket: UseHeartbeatSocketResult<string, Frame>;
  readonly answers: string[];
}

function EffectChild({ socket, answers }: ChildProps) {
  useEffect(() => void answers.push(socket.send('watch')), [socket.send, answers]);
  return null;
}

function LayoutEffectChild({ socket, answers }: ChildProps) {
  useLayoutEffect(() => void answers.push(socket.send('watch')), [socket.send, answers]);
  return null;
}

/** React 19 runs refs twice as well. */
function RefChild({ socket, answers }: ChildProps) {
  const ref = useCallback(
    (element: HTMLElement | null) => void (element && answers.push(socket.send('watch'))),
    [socket.send, answers],
  );
  return <b ref={ref} />;
}

describe.each([
  ['its own socket', useOwnSocket],
  ['a shared socket', useOneForAll],
])('under StrictMode a page with %s', (_name, useSocket) => {
  it('mounts twice, has one line, and is told everything once', async () => {
    const complaints = vi.spyOn(console, 'error');
    const told: string[] = [];
    let mounts = 0;
    const url = newUrl();
    function Page() {
      const socket = useSocket(url, {
        onOpen: () => told.push('open'),
        onMessage: (message) => told.push(message),
        onClose: ({ kind }) => told.push(kind),
      });
      useEffect(() => {
        mounts += 1;
      }, []);
      return `${socket.status} ${socket.lastMessage}`;
    }
    const { container, unmount } = render(<Page />, { wrapper: StrictMode });
    await accept(fake);
    fake.server.say('1');
    expect([mounts, container.textContent, told, open().length]).toEqual([2, 'open 1', ['open', '1'], 1]);
    unmount();
    await elapse(1_000 + SLOW);
    expect([open(), fake.left(), complaints.mock.calls]).toEqual([[], [], []]);
  });

  it.each([
    ['an effect', EffectChild],
    ['a layout effect', LayoutEffectChild],
    ['a ref', RefChild],
  ])('sends what a child sends in %s', async (_kind, Child) => {
    const answers: string[] = [];
    const url = newUrl();
    function Page() {
      return <Child socket={useSocket(url, {})} answers={answers} />;
    }
    render(<Page />, { wrapper: StrictMode });
    await accept(fake);
    expect(answers).toEqual(['queued', 'queued']);
    expect(fake.server.received).toContain('watch');
  });
});
