import { type ConnectionEvent, noop } from '@heartbeat-socket/core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { listen } from '../../test/listen';
import { commonQuirks } from './quirks/common';
import type { Quirks, SocketTask } from './quirks/quirks';
import { createTransport } from './transport';

const connectSocket = vi.fn((_options: unknown): unknown => undefined);
vi.mock('@tarojs/taro', () => ({ connectSocket: (options: unknown) => connectSocket(options) }));

const REQUEST = { url: 'wss://bid.example.com/ws', protocols: undefined, header: undefined, connectOptions: undefined };

const shows = new Set<(visible: boolean) => void>();
const visibility = {
  current: () => true,
  subscribe(listener: (visible: boolean) => void) {
    shows.add(listener);
    return () => void shows.delete(listener);
  },
};

/** A transport's own words, with nothing of the engine between. */
function open(quirks: Partial<Quirks> = {}, header?: Record<string, string>) {
  const warn = vi.fn();
  const events: ConnectionEvent[] = [];
  const transport = createTransport({ ...commonQuirks, ...quirks }, visibility, warn);
  const next = () => transport.open({ ...REQUEST, header }, (event) => events.push(event));
  let connection = next();
  return {
    connection,
    events,
    warn,
    /** Gives the last one up for a new one. */
    reopen() {
      connection.close(1000, '');
      connection = next();
    },
  };
}

/** A task that arrives in the very call, as no Taro gives it, but a mock may. */
function arrive(rest: Partial<SocketTask> = {}) {
  const { task, fire } = listen({ ...commonQuirks, listen: () => {} }, { readyState: 0, ...rest });
  connectSocket.mockReturnValueOnce(task);
  return { task, fire };
}

beforeEach(() => {
  connectSocket.mockReset();
  shows.clear();
});

describe('a transport', () => {
  it('takes a task that comes without a promise', () => {
    const { fire } = arrive();
    const { events } = open();
    fire('open');
    fire('message', { data: 'a quote' });
    expect(events).toEqual([{ type: 'opened' }, { type: 'message', data: 'a quote' }]);
  });

  it.each([
    [{ readyState: 1 }, [{ type: 'opened' }]],
    [{ readyState: undefined as never }, [{ type: 'unsure' }]],
    [{ readyState: 0 }, []],
  ])('tells of a task with %j', (state, expected) => {
    arrive(state);
    expect(open().events).toEqual(expected);
  });

  it('is sure of a task that opened while it was being listened to', () => {
    arrive({ readyState: undefined as never, onOpen: (listener) => listener({}) });
    expect(open().events).toEqual([{ type: 'opened' }]);
  });

  it('tells what it got when that is nothing', () => {
    expect(open().events).toEqual([
      { type: 'lost', loss: { kind: 'connect-failed', message: 'connectSocket gave no SocketTask: undefined' } },
    ]);
  });

  it('takes a task that cannot be listened to for lost', () => {
    arrive({
      onMessage() {
        throw new Error('no such event');
      },
    });
    expect(open().events).toEqual([{ type: 'lost', loss: { kind: 'connect-failed', message: 'no such event' } }]);
  });

  it.each([
    [{ code: 4001, reason: 'full' }, 'closed with code 4001: full'],
    [{ code: 1006 }, 'closed with code 1006'],
    [{ reason: 'gone' }, 'closed: gone'],
    [{}, 'closed'],
  ])('says of a close event of %j: "%s"', (event, message) => {
    const { fire } = arrive();
    const { events } = open();
    fire('close', event);
    expect(events).toEqual([{ type: 'lost', loss: expect.objectContaining({ message }) }]);
  });

  it.each(['请使用wss 协议', '请使用 wss 协议', 'url not in domain list', '不在以下合法域名列表中'])(
    'knows %j for a domain that is not allowed',
    (errMsg) => {
      const { fire } = arrive();
      const { events } = open();
      fire('error', { errMsg });
      expect(events).toEqual([{ type: 'lost', loss: { kind: 'forbidden-domain', message: errMsg } }]);
    },
  );

  it('sends and closes nothing before there is a task', () => {
    connectSocket.mockReturnValueOnce(new Promise(noop));
    const close = vi.fn();
    const { connection } = open({ close });
    const onFail = vi.fn();
    connection.send('bid', onFail);
    connection.close(1000, '');
    expect(onFail.mock.calls).toEqual([[{ kind: 'network', message: 'nothing is open' }]]);
    expect(close).not.toHaveBeenCalled();
  });

  it.each([
    [false, undefined, 0],
    [true, { a: 'b' }, 0],
    [false, { a: 'b' }, 1],
  ])('warns of a header only where it has no effect (sent: %s, header: %j)', (sendsHeader, header, times) => {
    arrive();
    expect(open({ sendsHeader }, header).warn).toHaveBeenCalledTimes(times);
  });

  it('sends headers on platforms of which nothing else is known', () => {
    expect(commonQuirks.sendsHeader).toBe(true);
  });

  it.each([
    ['sendSocketMessage:fail interrupted', 'interrupted'],
    ['sendSocketMessage:fail SocketTask.readyState is not OPEN', 'network'],
  ])('says of a send that fails with %j: %s', (errMsg, kind) => {
    arrive({ send: ({ fail }) => fail({ errMsg }) });
    const onFail = vi.fn();
    open().connection.send('bid', onFail);
    expect(onFail.mock.calls).toEqual([[{ kind, message: `send failed: ${errMsg}` }]]);
  });

  it.each([
    [1000, 'interrupted', 'interrupted'],
    [1001, 'interrupted', 'interrupted'],
    [4003, 'stream interrupted by the host', 'server'],
    [3000, 'interrupted', 'server'],
    [undefined, 'interrupted', 'interrupted'],
  ])('takes a close with %s %j for: %s', (code, reason, kind) => {
    const { fire } = arrive();
    const { events } = open();
    fire('open');
    fire('close', { code, reason });
    expect(events[1]).toMatchObject({ type: 'lost', loss: { kind } });
  });

  it('knows that a code of the application comes over an open line', () => {
    const { fire } = arrive();
    const { events } = open();
    fire('close', { code: 4001, reason: 'sold' });
    expect(events).toMatchObject([{ type: 'lost', loss: { kind: 'server', code: 4001 } }]);
  });

  it.each(['exceed max concurrent count', 'connectSocket:fail fail reach max websocket connect count 5'])(
    'knows %j for no socket left',
    (errMsg) => {
      connectSocket.mockImplementationOnce(() => {
        throw { errMsg };
      });
      expect(open().events).toEqual([{ type: 'lost', loss: { kind: 'slot-limit', message: errMsg } }]);
    },
  );

  it('takes a readyState that throws for none', () => {
    const { task } = arrive();
    Object.defineProperty(task, 'readyState', {
      get() {
        throw new Error('not supported');
      },
    });
    expect(open().events).toEqual([{ type: 'unsure' }]);
  });

  describe('whose close is refused', () => {
    const refusing = (times: number) => {
      const close = vi.fn((_options: { fail?: (failure: unknown) => void }): unknown => undefined);
      for (let time = 0; time < times; time += 1) {
        close.mockImplementationOnce(({ fail }) => fail?.({ errMsg: 'closeSocket:fail interrupted' }));
      }
      return close;
    };
    const show = () => {
      for (const listener of [...shows]) listener(true);
    };

    it('closes again at the show, with the same words', () => {
      const close = refusing(1);
      arrive({ close });
      open().connection.close(4000, 'bye');
      show();
      expect(close).toHaveBeenCalledTimes(2);
      expect(close).toHaveBeenLastCalledWith({ code: 4000, reason: 'bye', fail: expect.any(Function) });
      expect(shows.size).toBe(0);
    });

    it('is done with it when the platform tells that it has closed', () => {
      const close = refusing(9);
      const { fire } = arrive({ close });
      open().connection.close(1000, '');
      expect(shows.size).toBe(1);
      fire('close', { code: 1000, reason: 'interrupted' });
      expect(shows.size).toBe(0);
    });

    it('does not wait for a show to close what has closed already', () => {
      const close = refusing(9);
      const { fire } = arrive({ close });
      const { connection } = open();
      fire('close', { code: 1000, reason: 'interrupted' });
      connection.close(1000, '');
      expect([close.mock.calls.length, shows.size]).toEqual([1, 0]);
    });

    it('closes each of several, and holds nothing then', () => {
      const closes = [refusing(1), refusing(2), refusing(1)];
      for (const close of closes) {
        arrive({ close });
        open().connection.close(1000, '');
      }
      show();
      expect(shows.size).toBe(1);
      show();
      expect([shows.size, closes.map(({ mock }) => mock.calls.length)]).toEqual([0, [2, 3, 2]]);
    });
  });

  it('asks for two sockets and the last one when many attempts are given up in one turn', async () => {
    const tasks = [] as Array<(task: unknown) => void>;
    connectSocket.mockImplementation(() => new Promise((resolve) => tasks.push(resolve)));
    const { reopen } = open();
    for (let time = 0; time < 9; time += 1) reopen();
    await Promise.resolve();
    expect(connectSocket).toHaveBeenCalledTimes(3);
  });

  it('does not wait for attempts that were answered', async () => {
    connectSocket.mockImplementation(() => Promise.reject({ errMsg: 'connectSocket:fail' }));
    const { reopen } = open();
    for (let time = 1; time < 5; time += 1) {
      await Promise.resolve();
      await Promise.resolve();
      reopen();
      expect(connectSocket).toHaveBeenCalledTimes(time + 1);
    }
  });
});
