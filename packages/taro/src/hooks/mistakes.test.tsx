import { act, cleanup, renderHook } from '@testing-library/react';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createHeartbeatSocket,
  jsonCodec,
  listen,
  recordSocket,
  useHeartbeatSocket,
  useSharedSocket,
  useSocketMessage,
  useSocketReducer,
  watchFreshness,
} from '..';

const mock = await vi.hoisted(async () => (await import('../../test/mock-taro')).createMockTaro());
vi.mock('@tarojs/taro', () => mock.taro);

const URL = 'wss://bid.example.com/ws?token=secret';
const warn = vi.spyOn(console, 'warn');
const texts = () => warn.mock.calls.map(([text]) => text);

// biome-ignore lint/suspicious/noExplicitAny: what no compiler has looked at
const given = (value: unknown) => value as any;

// React tells of what a render throws, and jsdom does.
const quiet = (event: ErrorEvent) => event.preventDefault();
window.addEventListener('error', quiet);
afterAll(() => window.removeEventListener('error', quiet));

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  mock.reset();
  warn.mockReset().mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('an option that a hook does not take', () => {
  it.each<[string, () => unknown, string[]]>([
    [
      'useHeartbeatSocket',
      () => useHeartbeatSocket(URL, given({ heartBeat: {}, linger: 5, heartbeat: { timeout: 1_000 } })),
      [
        "useHeartbeatSocket has no option 'heartBeat': did you mean 'heartbeat'?",
        "useHeartbeatSocket has no option 'linger'.",
        "heartbeat has no option 'timeout': did you mean 'pongTimeout'?",
      ],
    ],
    [
      'useSharedSocket',
      () => useSharedSocket(URL, given({ reconect: {}, linger: 5 })),
      ["useSharedSocket has no option 'reconect': did you mean 'reconnect'?"],
    ],
    [
      'useSocketMessage',
      () => useSocketMessage(useHeartbeatSocket(URL), () => {}, given({ reSync: () => [], holdLimit: 5 })),
      ["useSocketMessage has no option 'reSync': did you mean 'resync'?"],
    ],
    [
      'useSocketReducer',
      () => useSocketReducer(useHeartbeatSocket(URL), (count: number) => count, 0, given({ flushIntervall: 5 })),
      ["useSocketReducer has no option 'flushIntervall': did you mean 'flushInterval'?"],
    ],
  ])('is told once: %s', (_hook, use, expected) => {
    const { rerender } = renderHook(use);
    rerender();
    expect(texts()).toEqual(expected.map((text) => expect.stringContaining(text)));
  });

  it('is every one but a callback where the socket was made elsewhere', () => {
    const socket = createHeartbeatSocket(URL);
    renderHook(() => useHeartbeatSocket(socket, given({ enabled: false, heartbeat: { timeout: 2 }, onOpen() {} })));
    const others =
      'There are onOpen, onMessage, onClose, onError, onStatusChange, onDrop. All others are given where the socket is made.';
    expect(texts()).toEqual([
      `[heartbeat-socket] useHeartbeatSocket with a socket has no option 'enabled'. ${others}`,
      `[heartbeat-socket] useHeartbeatSocket with a socket has no option 'heartbeat'. ${others}`,
    ]);
  });

  it('is told of a socket outside React, too', () => {
    createHeartbeatSocket(URL, given({ onMesage: () => {}, enabled: true }));
    expect(texts()).toEqual([
      expect.stringMatching(/a socket has no option 'onMesage'.*For callbacks, use on\(\)\.$/),
      expect.stringContaining("a socket has no option 'enabled'"),
    ]);
  });
});

it.each<[string, (source: unknown) => unknown]>([
  ['listen', (source) => listen(given(source), { onMessage() {} })],
  ['watchFreshness', (source) => watchFreshness(given(source), 1_000, () => {})],
  ['recordSocket', (source) => recordSocket(given(source))],
])('%s refuses what is no socket, as the hooks do', (_name, use) => {
  const refused = (got: string) =>
    expect.objectContaining({
      code: 'invalid-option',
      message: `socket: expected what useHeartbeatSocket or createHeartbeatSocket gives, got ${got}`,
    });
  expect(() => use(undefined)).toThrow(refused("'undefined'"));
  expect(() => use(URL)).toThrow(refused("'string'"));
  expect(() => use({ getSnapshot() {} })).toThrow(refused("'object'"));
});

describe('an option that is made by a function, and was not', () => {
  const ROW = { tag: String, match: String };
  const LOGIN = { hello: 'login', accepted: () => true };
  it.each<[object, string]>([
    [{ codec: JSON }, 'codec: expected { encode(message), decode(frame) }, got [object JSON]'],
    [{ codec: 'json' }, "codec: expected { encode(message), decode(frame) }, got 'json'"],
    [{ protocol: { read() {}, write() {} } }, 'protocol: expected { start(info) }, got { read, write }'],
    [{ handshake: LOGIN }, 'handshake: expected handshake({ hello, accepted, refused }), got { hello, accepted }'],
    [{ request: ROW }, 'request: expected requests({ tag, match }), got { tag, match }'],
  ])('is refused at once: %o', (options, message) => {
    const refusal = expect.objectContaining({ code: 'invalid-option', message });
    expect(() => renderHook(() => useHeartbeatSocket(URL, given(options)))).toThrow(refusal);
    expect(() => createHeartbeatSocket(URL, given(options))).toThrow(refusal);
  });

  it('is refused, too, when the function was not called', () => {
    const uncalled = () => useHeartbeatSocket(URL, given({ codec: jsonCodec }));
    expect(() => renderHook(uncalled)).toThrow(/^codec: expected .* got function jsonCodec/);
  });
});

describe('a url that is none', () => {
  it.each<[unknown, string]>([
    ['http://bid.example.com/ws?token=secret', '"http://bid.example.com/ws": did you mean "ws://bid.example.com/ws"?'],
    [undefined, 'undefined'],
    ['', '""'],
  ])('is told to the developer, once: %j', (url, got) => {
    const { rerender } = renderHook(() => useHeartbeatSocket(given(url)).status);
    rerender();
    expect(texts()).toEqual([`[heartbeat-socket] expected a url that begins with ws:// or wss://, got ${got}`]);
  });
});

describe('a url that is another at each render', () => {
  const restless = expect.stringMatching(/a component has gone to 20 destinations within 10 s.*url function/);

  it('is told once', async () => {
    const { rerender } = renderHook(() => useHeartbeatSocket(`wss://bid.example.com/ws?t=${Date.now()}`).status);
    for (let render = 1; render < 20; render += 1) {
      await act(() => vi.advanceTimersByTimeAsync(400));
      rerender();
    }
    expect(texts()).toEqual([]);
    for (let render = 0; render < 60; render += 1) {
      await act(() => vi.advanceTimersByTimeAsync(400));
      rerender();
    }
    expect(texts()).toEqual([restless]);
  });

  it('is told before React gives up, too', () => {
    let calls = 0;
    const use = () => useHeartbeatSocket(`wss://bid.example.com/ws?t=${calls++}`).status;
    const { rerender } = renderHook(use);
    expect(() => rerender()).toThrow('Too many re-renders');
    expect(texts()).toEqual([restless]);
  });

  it('is nobody who goes from lot to lot, however hasty, or renders the same url again', async () => {
    const { rerender } = renderHook(({ lot }) => useHeartbeatSocket(`wss://bid.example.com/lots/${lot}`).status, {
      initialProps: { lot: 0 },
    });
    for (let lot = 1; lot < 60; lot += 1) {
      await act(() => vi.advanceTimersByTimeAsync(527));
      rerender({ lot });
      rerender({ lot });
    }
    expect(texts()).toEqual([]);
  });
});
