import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SocketOptions } from './options';

const TYPOS = {
  reconect: {},
  heartbeat: { timeout: 1_000, Interval: 5_000 },
  outbox: { size: 5 },
  maxAttempts: 3,
  onMessage: () => {},
  header: undefined,
  encoding: undefined,
} as SocketOptions<string, string>;

// Each test has a library of its own: what has been told is told once in each.
beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const fresh = () => import('../../test/set-up');
const texts = (warn: { mock: { calls: unknown[][] } }) => warn.mock.calls.map(([text]) => text);

describe('an option that there is not', () => {
  it('is told in words, with the name that was probably meant and those that there are', async () => {
    const { setUp } = await fresh();
    const { warn } = setUp(TYPOS);
    const ofSocket =
      'There are protocols, header, connectOptions, connectTimeout, heartbeat, reconnect, background, outbox, request, ' +
      'codec, handshake, protocol. For callbacks, use on().';
    const ofHeartbeat =
      'There are interval, pongTimeout, ping, answered, silence, isPong, onlyPong, always, missed, reply, serverTime.';
    expect(texts(warn)).toEqual([
      `a socket has no option 'reconect': did you mean 'reconnect'? ${ofSocket}`,
      `a socket has no option 'maxAttempts'. ${ofSocket}`,
      `a socket has no option 'onMessage'. ${ofSocket}`,
      `heartbeat has no option 'timeout': did you mean 'pongTimeout'? ${ofHeartbeat}`,
      `heartbeat has no option 'Interval': did you mean 'interval'? ${ofHeartbeat}`,
      "outbox has no option 'size'. There are limit, ttl, overflow.",
    ]);
  });

  it('is told once, and told too when it comes later', async () => {
    const { setUp } = await fresh();
    const { socket, warn } = setUp();
    expect(warn).not.toHaveBeenCalled();
    socket.setOptions({ heartBeat: false } as SocketOptions<string, string>);
    socket.setOptions({ heartBeat: false } as SocketOptions<string, string>);
    expect(texts(warn)).toEqual([
      expect.stringMatching(/^a socket has no option 'heartBeat': did you mean 'heartbeat'\?/),
    ]);
    expect(texts(setUp({ heartBeat: false } as SocketOptions<string, string>).warn)).toEqual([]);
  });

  it('is no matter of the socket where components hold it, whose hooks know more names', async () => {
    const { setUp } = await fresh();
    expect(texts(setUp({ ...TYPOS, owner: 'holders' }).warn)).toEqual([]);
  });

  it('is not told in production', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const { setUp } = await fresh();
    expect(texts(setUp(TYPOS).warn)).toEqual([]);
  });
});

it('every option that there is passes without a word', async () => {
  const { setUp, QUIET } = await fresh();
  const { warn } = setUp({
    ...QUIET,
    protocols: [],
    header: {},
    connectOptions: {},
    connectTimeout: 1,
    reconnect: { minDelay: 1, maxDelay: 2, factor: 1, jitter: 'none', maxAttempts: 1, minUptime: 1 },
    background: 'keep',
    outbox: { limit: 1, ttl: 1, overflow: 'drop-newest' },
  });
  expect(texts(warn)).toEqual([]);
});

it('options that are none are refused', async () => {
  const { setUpOpen } = await fresh();
  const { socket, told } = setUpOpen();
  socket.setOptions('fast' as never);
  expect(told.at(-1)).toEqual(['error', 'invalid-option', "the options of a socket: expected an object, got 'fast'"]);
});
