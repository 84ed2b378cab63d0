import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp, setUpOpen } from '../../test/set-up';
import { HeartbeatSocketError } from '../errors';
import { requests } from '../messages/requests';
import { jsonCodec } from '../protocol/codec';

interface Message {
  id?: string;
  bid?: number;
  error?: string;
  won?: boolean;
}

const BIDDING = {
  ...QUIET,
  codec: jsonCodec<Message>(),
  request: requests<Message, Message>({
    tag: (data, id) => ({ ...data, id }),
    match: (message) =>
      message.id === undefined ? undefined : { id: message.id, error: message.error, value: message.won },
  }),
};

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What became of a promise, as far as it is known: `[value]`, an error's code, or nothing yet. */
function outcomeOf(promise: Promise<unknown>) {
  const outcome: { now: unknown; error: unknown } = { now: 'open', error: undefined };
  promise.then(
    (value) => {
      outcome.now = [value];
    },
    (error) => {
      outcome.error = error;
      outcome.now = error instanceof HeartbeatSocketError ? error.code : error;
    },
  );
  return outcome;
}

const settle = () => vi.advanceTimersByTimeAsync(0);

function bidding(options: Partial<typeof BIDDING> & { outbox?: false } = {}) {
  const parts = setUpOpen<Message, Message>({ ...BIDDING, ...options });
  const idOf = (at: number, line = parts.transport.last) => JSON.parse(line.received[at] as string).id as string;
  const answer = (message: Message, line = parts.transport.last) => line.say(JSON.stringify(message));
  return { ...parts, idOf, answer, messages: () => parts.told.filter(([type]) => type === 'message') };
}

describe('request', () => {
  it('resolves with the answer of its id, which is no message', async () => {
    const { socket, idOf, answer, messages } = bidding();
    const timers = vi.getTimerCount();
    const first = outcomeOf(socket.request({ bid: 1 }));
    const second = outcomeOf(socket.request({ bid: 2 }));
    answer({ id: idOf(1), won: false });
    answer({ id: idOf(0), won: true });
    await settle();
    expect([first.now, second.now, messages()]).toEqual([[true], [false], []]);
    expect(vi.getTimerCount()).toBe(timers);
  });

  it('has an id of its own on every socket', () => {
    const one = setUpOpen<Message, Message>({ ...BIDDING, ports: { random: () => 0.25 } });
    const other = setUpOpen<Message, Message>({ ...BIDDING, ports: { random: () => 0.75 } });
    one.socket.request({ bid: 1 });
    one.socket.request({ bid: 1 });
    other.socket.request({ bid: 1 });
    const ids = [...one.transport.last.received, ...other.transport.last.received].map(
      (raw) => JSON.parse(raw as string).id,
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('is rejected with what the server answers', async () => {
    const { socket, idOf, answer } = bidding();
    const outcome = outcomeOf(socket.request({ bid: 1 }));
    answer({ id: idOf(0), error: 'too low' });
    await settle();
    expect([outcome.now, outcome.error]).toEqual([
      'request-rejected',
      expect.objectContaining({ message: 'too low', cause: 'too low' }),
    ]);
  });

  it('is resolved by a server that says error: null beside its result', async () => {
    const { socket, idOf, answer } = bidding();
    const outcome = outcomeOf(socket.request({ bid: 1 }));
    answer({ id: idOf(0), error: null as never, won: true });
    await settle();
    expect(outcome.now).toEqual([true]);
  });

  it('is rejected when no answer comes in time', async () => {
    const { socket, idOf, answer, messages } = bidding();
    const outcome = outcomeOf(socket.request({ bid: 1 }, { timeout: 4_000 }));
    elapse(3_999);
    await settle();
    expect(outcome.now).toBe('open');
    elapse(1);
    await settle();
    expect(outcome.now).toBe('request-timeout');
    answer({ id: idOf(0), won: true });
    expect(messages()).toEqual([['message', { id: idOf(0), won: true }]]);
  });

  it('waits ten seconds unless it is told otherwise', async () => {
    const { socket } = bidding();
    const outcome = outcomeOf(socket.request({ bid: 1 }));
    await vi.advanceTimersByTimeAsync(9_999);
    expect(outcome.now).toBe('open');
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome.now).toBe('request-timeout');
  });

  it('ends as unknown when the connection is lost after it was sent', async () => {
    const { socket, transport } = bidding();
    const outcome = outcomeOf(socket.request({ bid: 1 }));
    transport.last.lose();
    await settle();
    expect(outcome.now).toBe('unknown');
  });

  it('is sent again under its id with retry, until it is answered', async () => {
    const { socket, transport, idOf, answer } = bidding();
    const outcome = outcomeOf(socket.request({ bid: 1 }, { retry: true }));
    const id = idOf(0);
    transport.last.lose();
    await vi.advanceTimersByTimeAsync(1_000);
    transport.last.open();
    expect(transport.last.received).toEqual([JSON.stringify({ bid: 1, id })]);
    answer({ id, won: true });
    await settle();
    expect(outcome.now).toEqual([true]);
  });

  it('with retry ends as unknown at its timeout when no connection came back', async () => {
    const { socket, transport } = bidding();
    const outcome = outcomeOf(socket.request({ bid: 1 }, { retry: true, timeout: 500 }));
    transport.last.lose();
    await vi.advanceTimersByTimeAsync(500);
    expect([outcome.now, socket.getSnapshot().pending]).toEqual(['unknown', 0]);
    await vi.advanceTimersByTimeAsync(1_000);
    transport.last.open();
    expect(transport.last.received).toEqual([]);
  });

  it('waits for the connection, and is sent when it opens', async () => {
    const { socket, transport } = setUp<Message, Message>(BIDDING);
    socket.connect();
    const outcome = outcomeOf(socket.request({ bid: 1 }));
    expect(socket.getSnapshot().pending).toBe(1);
    transport.last.open();
    const { id } = JSON.parse(transport.last.received[0] as string);
    transport.last.say(JSON.stringify({ id, won: true }));
    await settle();
    expect(outcome.now).toEqual([true]);
  });

  it('ends as not sent when no connection opened in time', async () => {
    const { socket } = setUp<Message, Message>({ ...BIDDING, connectTimeout: 60_000 });
    socket.connect();
    const outcome = outcomeOf(socket.request({ bid: 1 }, { timeout: 700 }));
    await vi.advanceTimersByTimeAsync(700);
    expect([outcome.now, socket.getSnapshot().pending]).toEqual(['not-sent', 0]);
  });

  it('waits while idle, for its timeout, and goes out when somebody connects', async () => {
    const { socket, transport } = setUp<Message, Message>(BIDDING);
    const late = outcomeOf(socket.request({ bid: 1 }, { timeout: 500 }));
    const outcome = outcomeOf(socket.request({ bid: 2 }));
    expect(socket.getSnapshot().pending).toBe(2);
    await vi.advanceTimersByTimeAsync(499);
    expect([late.now, outcome.now]).toEqual(['open', 'open']);
    await vi.advanceTimersByTimeAsync(1);
    expect([late.now, outcome.now]).toEqual(['not-sent', 'open']);
    socket.connect();
    transport.last.open();
    expect(transport.last.received.map((frame) => JSON.parse(String(frame)).bid)).toEqual([2]);
    const { id } = JSON.parse(String(transport.last.received[0]));
    transport.last.say(JSON.stringify({ id, won: true }));
    await settle();
    expect(outcome.now).toEqual([true]);
  });

  it('is not sent while closed', async () => {
    const parts = setUp<Message, Message>(BIDDING);
    parts.socket.connect();
    parts.socket.disconnect();
    const outcome = outcomeOf(parts.socket.request({ bid: 1 }));
    await settle();
    expect([outcome.now, parts.told.filter(([type]) => type === 'drop')]).toEqual(['not-sent', []]);
  });

  it('is not sent without an outbox while not open', async () => {
    const parts = setUp<Message, Message>({ ...BIDDING, outbox: false });
    parts.socket.connect();
    const outcome = outcomeOf(parts.socket.request({ bid: 1 }, { retry: true }));
    await settle();
    expect(outcome.now).toBe('not-sent');
  });

  it('is not sent when the outbox has no room for it any more', async () => {
    const parts = setUp<Message, Message>({ ...BIDDING, outbox: { limit: 1 } });
    parts.socket.connect();
    const outcome = outcomeOf(parts.socket.request({ bid: 1 }));
    parts.socket.send({ bid: 2 });
    await settle();
    expect(outcome.now).toBe('not-sent');
  });

  it('is rejected by disconnect(), by what is known of it', async () => {
    const { socket, transport } = bidding();
    const sent = outcomeOf(socket.request({ bid: 1 }));
    socket.disconnect();
    await settle();
    expect(sent.now).toBe('unknown');
    socket.connect();
    const queued = outcomeOf(socket.request({ bid: 2 }));
    const again = outcomeOf(socket.request({ bid: 3 }, { retry: true }));
    transport.last.lose();
    socket.disconnect();
    await settle();
    expect([queued.now, again.now, vi.getTimerCount()]).toEqual(['not-sent', 'not-sent', 0]);
  });

  it('is rejected when the socket is destroyed', async () => {
    const { socket } = bidding();
    const outcome = outcomeOf(socket.request({ bid: 1 }));
    socket.destroy();
    await settle();
    expect([outcome.now, vi.getTimerCount()]).toEqual(['unknown', 0]);
  });

  it.each([false, true])('goes the way of a lost one when the platform fails to send it, retry %s', async (retry) => {
    const { socket, transport } = bidding();
    const outcome = outcomeOf(socket.request({ bid: 1 }, { retry }));
    transport.last.failSends('send:fail');
    await settle();
    expect([outcome.now, socket.getSnapshot().pending]).toEqual(retry ? ['open', 1] : ['unknown', 0]);
    await vi.advanceTimersByTimeAsync(1_000);
    transport.last.open();
    expect(transport.last.received).toHaveLength(retry ? 1 : 0);
  });

  it.each([
    ['was answered', (parts: ReturnType<typeof bidding>) => parts.answer({ id: parts.idOf(0), won: true })],
    ['ran out of time', () => elapse(10_000)],
    ['was lost', ({ transport }: ReturnType<typeof bidding>) => transport.last.lose()],
  ])('that %s is not sent again when the platform fails it late', async (_how, end) => {
    const parts = bidding();
    const { socket, transport } = parts;
    const first = transport.last;
    socket.request({ bid: 1 });
    end(parts);
    socket.reconnect();
    first.failSends('send:fail');
    expect(socket.getSnapshot().pending).toBe(0);
    transport.last.open();
    expect(transport.last.received).toEqual([]);
  });

  it('with retry is sent once on a connection, whatever the platform says late of an earlier one', () => {
    const { socket, transport } = bidding();
    const first = transport.last;
    socket.request({ bid: 1 }, { retry: true });
    socket.reconnect();
    transport.last.open();
    first.failSends('send:fail');
    expect([transport.last.received.length, socket.getSnapshot().pending]).toEqual([1, 0]);
    expect(socket.send({ bid: 2 })).toBe('sent');
  });

  it('tells at once what it drove out of the outbox', () => {
    const { socket, told } = setUp<Message, Message>({ ...BIDDING, outbox: { limit: 1 } });
    socket.connect();
    socket.send({ bid: 1 });
    socket.request({ bid: 2 });
    expect(told.at(-1)).toEqual(['drop', { bid: 1 }, 'full']);
  });

  it('needs to know how requests look', async () => {
    const { socket } = setUpOpen(QUIET);
    await expect(socket.request('bid')).rejects.toThrow('request: expected requests({ tag, match }), got none');
  });

  it.each([0, -1, Number.NaN, Infinity, '5'])('refuses a timeout of %s', async (timeout) => {
    const { socket } = bidding();
    await expect(socket.request({ bid: 1 }, { timeout: timeout as number })).rejects.toThrow(
      `timeout: expected a number from 1 to 2147483647, got ${typeof timeout === 'string' ? `'${timeout}'` : timeout}`,
    );
  });

  it('is rejected when its message cannot be made', async () => {
    const tag = () => {
      throw new Error('no id here');
    };
    const { socket } = bidding({ request: { ...BIDDING.request, tag } });
    await expect(socket.request({ bid: 1 })).rejects.toMatchObject({
      code: 'encode',
      message: 'request.tag threw: no id here',
    });
    const unreadable = bidding({ codec: { encode: () => 7 as never, decode: BIDDING.codec.decode } });
    await expect(unreadable.socket.request({ bid: 1 })).rejects.toMatchObject({ code: 'encode' });
  });

  it('is rejected when its message would come late: a promise is no message', async () => {
    const { socket, transport } = bidding({ request: { ...BIDDING.request, tag: (async () => ({})) as never } });
    const sent = transport.last.received.length;
    await expect(socket.request({ bid: 1 })).rejects.toMatchObject({
      code: 'encode',
      message: expect.stringContaining('must not be async'),
    });
    expect(transport.last.received).toHaveLength(sent);
  });

  it('lets a match that throws spoil no message', async () => {
    const match = () => {
      throw new Error('not my shape');
    };
    const { socket, answer, messages, told } = bidding({ request: { ...BIDDING.request, match } });
    socket.request({ bid: 1 });
    answer({ bid: 120 });
    expect(messages()).toHaveLength(1);
    expect(told).toContainEqual(['error', 'listener', expect.stringContaining('not my shape')]);
  });

  it('does no harm when nobody handles its rejection', async () => {
    const { socket } = bidding();
    socket.request({ bid: 1 }, { timeout: 1 });
    await vi.advanceTimersByTimeAsync(1);
  });

  it.each([{}, { tag: () => 1 }, { match: () => undefined }])('the option %o is refused', (request) => {
    expect(() => setUp({ request: request as never })).toThrow('request: expected requests({ tag, match })');
  });
});
