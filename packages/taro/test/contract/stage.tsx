import type {
  Ask,
  CloseCause,
  CodecOptions,
  Frame,
  Requests,
  SocketUrl,
  TextOptions as Text,
} from '@heartbeat-socket/core';
import type { FakeConnection, FakeTaro, Platform } from '@heartbeat-socket/testing';
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import {
  rawCodec,
  requests,
  type SharedSocketOptions,
  type UseHeartbeatSocketResult,
  useHeartbeatSocket,
  useSharedSocket,
} from '../../src';

/** With a token in it, which no cause and no error may show. */
export const URL = 'wss://bid.example.com/ws?token=secret';

/** What a test of the contract needs to tell its story on a fake Taro. */
export interface Stage {
  readonly fake: FakeTaro;
  readonly platform: Platform;
}

/** Each test begins on a fresh fake, and leaves nothing behind: no connection, no timer, no listener. */
export function createStage(fake: FakeTaro, platform: Platform): Stage {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    fake.reset({ platform, act: (event) => act(event) });
  });
  afterEach(async () => {
    cleanup();
    await elapse();
    // What is left of a platform's own timers is not the hook's.
    fake.assertClean();
    vi.useRealTimers();
  });
  return { fake, platform };
}

/** Lets promises settle and time pass. */
export async function elapse(milliseconds = 0): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(milliseconds));
}

type Options = Omit<SharedSocketOptions<Frame, Frame>, 'codec' | 'protocol'>;
type Use = (
  url: SocketUrl,
  options: SharedSocketOptions<Frame, Frame> & CodecOptions<Frame, Frame, Requests<Frame, Frame> | undefined>,
) => UseHeartbeatSocketResult<Frame, Frame>;

/** Delays that a test can name. */
const PLAIN = { reconnect: { jitter: 'none' } } as const;

/** A mounted hook, and all that it told. */
export function mount(options: Options = {}, address: SocketUrl = URL, use: Use = useHeartbeatSocket) {
  const messages: unknown[] = [];
  const causes: CloseCause[] = [];
  const opened: boolean[] = [];
  const errors: string[] = [];
  const { result, rerender, unmount } = renderHook(
    ({ url, ...rest }: Options & { url: SocketUrl }) =>
      use(url, {
        ...PLAIN,
        ...rest,
        codec: rawCodec,
        onMessage: (message) => messages.push(message),
        onClose: (cause) => causes.push(cause),
        onOpen: ({ isReconnect }) => opened.push(isReconnect),
        onError: (error) => errors.push(error.code),
      }),
    { initialProps: { url: address, ...options } },
  );
  return {
    messages,
    causes,
    opened,
    errors,
    unmount,
    /** Renders again with other options, or another url. */
    change: (changed: Options & { url?: SocketUrl }) => rerender({ url: address, ...options, ...changed }),
    /** It can ask where the test has given it requests. */
    get socket() {
      return result.current as UseHeartbeatSocketResult<Frame, Frame, Ask<Frame>>;
    },
    get status() {
      return result.current.status;
    },
    /** The kinds of the causes told so far, in order. */
    get kinds() {
      return causes.map(({ kind }) => kind);
    },
  };
}

export type MountedPage = ReturnType<typeof mount>;

/** The same, with its connection open. */
export async function mountOpen(
  { fake }: Stage,
  options: Options = {},
  use: Use = useHeartbeatSocket,
): Promise<MountedPage> {
  const page = mount(options, URL, use);
  await accept(fake);
  expect(page.status).toBe('open');
  return page;
}

/** Longer than any promise takes, on a platform where each of its steps is a timer. */
export const SLOW = 100;

/** The server accepts what waits, and the app hears of it. */
export async function accept(fake: FakeTaro): Promise<void> {
  fake.server.accept();
  await elapse(SLOW);
}

/** The page is healthy: open, on one connection, and what the server says comes once. */
export async function expectHealthy({ fake }: Stage, page: MountedPage): Promise<void> {
  expect(page.status).toBe('open');
  expect(fake.server.connections.filter(({ isOpen }) => isOpen)).toHaveLength(1);
  const before = page.messages.length;
  fake.server.say('一口价');
  await elapse();
  expect(page.messages.slice(before)).toEqual(['一口价']);
}

interface OtherTask {
  onClose(listener: () => void): void;
  close(options: object): void;
}

/** Sockets of other code, a plugin's say, as many as the platform has. */
export async function takeSlots({ fake }: Stage): Promise<OtherTask[]> {
  const connectSocket = fake.taro.connectSocket as (options: object) => Promise<OtherTask>;
  fake.server.acceptAll();
  const others = await Promise.all(
    Array.from({ length: 5 }, () =>
      connectSocket({ url: 'wss://plugin.example.com', multiple: true, success: keepNative }),
    ),
  );
  await elapse();
  fake.server.acceptAll(false);
  return others;
}

/** On Alipay Taro's forwarders would hide the native methods of the other code's tasks. */
function keepNative(result: Record<string, unknown>): void {
  for (const name of Object.keys(result)) if (typeof result[name] === 'function') delete result[name];
}

/** The result of a hook that speaks of text, and may have requests. */
export type TextSocket = UseHeartbeatSocketResult<string, Frame, Ask<Frame>>;
export type TextOptions = SharedSocketOptions<string, Frame> & Text<Requests<string, Frame> | undefined>;

/** One socket for all components that ask for it by the same key. */
export function useShared(url: SocketUrl, options: TextOptions = {}): TextSocket {
  return useSharedSocket(url, options);
}

/** The connections that are open now. */
export const openLines = ({ fake }: Stage) => fake.server.connections.filter(({ isOpen }) => isOpen);

/** Unmounts, and ends what a test has left: the slots of Taro on H5 are the whole file's. */
export async function sweep({ fake }: Stage, linger = 1_000): Promise<void> {
  cleanup();
  await elapse(linger);
  for (const line of fake.server.connections) line.close();
  await elapse(SLOW);
}

/** The newest connection to a url. */
export function lineTo({ fake }: Stage, url: string): FakeConnection {
  const line = fake.server.connections.filter((connection) => connection.url === url).at(-1);
  if (!line) throw new Error(`nothing has connected to ${url}`);
  return line;
}

/** `bid 120 #7` is a request, `won #7` its answer. */
export const TEXT_REQUESTS = requests<string, Frame>({
  tag: (data, id) => `${data} #${id}`,
  match(message) {
    const [, value, id] = /^(won) #(.*)$/.exec(message) ?? [];
    return id === undefined ? undefined : { id, value };
  },
});
