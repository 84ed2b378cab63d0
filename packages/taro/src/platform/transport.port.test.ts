import { type ConnectionEvent, noop } from '@heartbeat-socket/core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { listen } from '../../test/listen';
import { commonQuirks } from './quirks/common';
import type { Quirks, SocketTask } from './quirks/quirks';
import { createTransport } from './transport';

const connectSocket = vi.fn((_options: unknown): unknown => undefined);
vi.mock('@tarojs/taro', () => ({ connectSocket: (options: unknown) => connectSocket(options) }));

const REQUEST = { url: 'wss://bid.example.com/ws', protocols: undefined, header: undefined };

/** A transport's own words, with nothing of the engine between. */
function open(quirks: Partial<Quirks> = {}, header?: Record<string, string>) {
  const warn = vi.fn();
  const events: ConnectionEvent[] = [];
  const connection = createTransport({ ...commonQuirks, ...quirks }, warn).open({ ...REQUEST, header }, (event) =>
    events.push(event),
  );
  return { connection, events, warn };
}

/** A task that arrives in the very call, as no Taro gives it, but a mock may. */
function arrive(rest: Partial<SocketTask> = {}) {
  const { task, fire } = listen({ ...commonQuirks, listen: () => {} }, { readyState: 0, ...rest });
  connectSocket.mockReturnValueOnce(task);
  return { task, fire };
}

beforeEach(() => {
  connectSocket.mockReset();
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
    expect(onFail.mock.calls).toEqual([[{ kind: 'network', message: 'send failed: nothing is open' }]]);
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
});
