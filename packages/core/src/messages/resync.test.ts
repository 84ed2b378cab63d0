import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp, setUpOpen } from '../../test/set-up';
import { listen } from './listeners';
import type { MessageListener, ResyncContext } from './resync';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Call {
  context: ResyncContext<string>;
  resolve(result: unknown): void;
  reject(reason: unknown): void;
}

/** A listener whose resync settles when the test says so. */
function createListener(rest: Partial<MessageListener<string, string>> = {}) {
  const calls: Call[] = [];
  const heard: string[] = [];
  const listener: MessageListener<string, string> = {
    onMessage: (message) => heard.push(message),
    resync: (context) => new Promise((resolve, reject) => calls.push({ context, resolve, reject })),
    ...rest,
  };
  return { listener, calls, heard };
}

function listening(rest: Partial<MessageListener<string, string>> = {}) {
  const parts = setUp<string, string>({ ...QUIET, reconnect: { jitter: 'none' } });
  const { listener, calls, heard } = createListener(rest);
  const end = listen(parts.socket, listener);
  parts.socket.connect();
  const errors = () => parts.told.filter(([type]) => type === 'error').map(([, code, message]) => [code, message]);
  const syncing = () => parts.socket.getSnapshot().syncing;
  const say = (...messages: string[]) => {
    for (const message of messages) parts.transport.last.say(message);
  };
  return { ...parts, calls, heard, end, errors, syncing, say };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a listener with a resync', () => {
  it('is given what was missed, then what came meanwhile, then what comes', async () => {
    const { transport, calls, heard, say, syncing } = listening();
    expect(syncing()).toBe(false);
    transport.last.open();
    expect(syncing()).toBe(true);
    say('4', '5');
    expect(heard).toEqual([]);
    calls[0]?.resolve(['1', '2', '3']);
    await settle();
    expect([heard, syncing()]).toEqual([['1', '2', '3', '4', '5'], false]);
    say('6');
    expect(heard.at(-1)).toBe('6');
    expect(vi.getTimerCount()).toBe(1);
  });

  it('gives the result to onResynced instead, if there is one', async () => {
    const results: unknown[] = [];
    const { transport, calls, heard, say } = listening({ onResynced: (result) => results.push(result) });
    transport.last.open();
    say('1');
    calls[0]?.resolve({ price: 120 });
    await settle();
    expect([results, heard]).toEqual([[{ price: 120 }], ['1']]);
  });

  it('may have nothing to give, and need not wait', () => {
    const { transport, heard, say, syncing } = listening({ resync: () => undefined });
    transport.last.open();
    say('1');
    expect([heard, syncing()]).toEqual([['1'], false]);
  });

  it('tells each message with its frame, and what was fetched without one', async () => {
    const infos: unknown[] = [];
    const { transport, calls, say } = listening({ onMessage: (message, info) => infos.push([message, info]) });
    transport.last.open();
    say('2');
    elapse(10);
    calls[0]?.resolve(['1']);
    await settle();
    expect(infos).toEqual([
      ['1', { raw: null, at: 1_000_010 }],
      ['2', { raw: '2', at: 1_000_000 }],
    ]);
  });

  it('gates itself alone', () => {
    const { socket, transport, heard, say, told } = listening();
    transport.last.open();
    const others: string[] = [];
    listen(socket, { onMessage: (message) => others.push(message) });
    say('1');
    expect([heard, others, told.filter(([type]) => type === 'message').length]).toEqual([[], ['1'], 1]);
  });

  it('is asked after onOpen, with what onOpen and the outbox sent on its way', () => {
    const { socket, transport } = listening({ resync: ({ send }) => send('what did I miss?') });
    socket.send('queued');
    socket.on('open', () => socket.send('login'));
    transport.last.open();
    expect(transport.last.received).toEqual(['login', 'queued', 'what did I miss?']);
  });

  it('knows of the connection before', async () => {
    const { transport, calls } = listening();
    transport.last.open();
    expect(calls[0]?.context).toMatchObject({ isReconnect: false, downtime: 0, cause: null });
    transport.last.lose();
    elapse(1_000);
    transport.last.open();
    expect(calls[1]?.context).toMatchObject({ isReconnect: true, downtime: 1_000, cause: { kind: 'network' } });
  });

  it('is asked when it joins an open connection', async () => {
    const { socket, transport } = setUpOpen<string, string>(QUIET);
    const { listener, calls, heard } = createListener();
    listen(socket, listener);
    transport.last.say('2');
    expect(calls[0]?.context).toMatchObject({ isReconnect: false, downtime: 0, cause: null });
    calls[0]?.resolve(['1']);
    await settle();
    expect(heard).toEqual(['1', '2']);
  });

  it('is asked once when it joins in onOpen', () => {
    const { socket, transport } = setUp<string, string>(QUIET);
    const { listener, calls } = createListener();
    socket.on('open', () => void listen(socket, listener));
    socket.connect();
    transport.last.open();
    expect(calls).toHaveLength(1);
  });

  it('starts anew when the connection is lost meanwhile, and what comes late has no say', async () => {
    const { transport, calls, heard, say, syncing } = listening();
    transport.last.open();
    say('1');
    transport.last.lose();
    expect(syncing()).toBe(false);
    elapse(1_000);
    transport.last.open();
    say('3');
    calls[0]?.resolve(['too late']);
    await settle();
    expect(heard).toEqual([]);
    calls[1]?.resolve(['1', '2']);
    await settle();
    expect(heard).toEqual(['1', '2', '3']);
  });

  it('hears nothing more once it has ended', async () => {
    const { transport, calls, heard, say, end, syncing } = listening();
    transport.last.open();
    say('2');
    end();
    end();
    calls[0]?.resolve(['1']);
    await settle();
    say('3');
    expect([heard, syncing(), vi.getTimerCount()]).toEqual([[], false, 1]);
  });

  it.each([
    ['gives', () => ['1'], []],
    ['throws', () => expect.fail('not ready'), [['resync-failed', 'resync failed: not ready']]],
  ])('hears nothing more once it has left in a resync that %s', (_how, result, told) => {
    const { transport, heard, end, syncing, errors } = listening({
      resync() {
        end();
        return result();
      },
    });
    transport.last.open();
    expect([heard, errors(), syncing(), vi.getTimerCount()]).toEqual([[], told, false, 1]);
  });

  it('is not asked once it has left in the resync of another', () => {
    const parts = setUp<string, string>(QUIET);
    const { listener, calls } = createListener();
    listen(parts.socket, { onMessage: () => {}, resync: () => end() });
    const end = listen(parts.socket, listener);
    parts.socket.connect();
    parts.transport.last.open();
    expect([calls, parts.socket.getSnapshot().syncing, vi.getTimerCount()]).toEqual([[], false, 1]);
  });

  it('is asked once on each connection, also on one that took the place of the one that it joined', () => {
    const parts = setUp<string, string>({ ...QUIET, onAttempt: (line) => line.open() });
    const { listener, calls } = createListener();
    let opens = 0;
    parts.socket.on('open', () => {
      opens += 1;
      if (opens === 1) listen(parts.socket, listener);
    });
    listen(parts.socket, { onMessage: () => {}, resync: () => opens === 1 && parts.socket.reconnect() });
    parts.socket.connect();
    expect(opens).toBe(2);
    expect(calls.map(({ context }) => context.isReconnect)).toEqual([false, true]);
  });

  it('does not hear the message at which somebody else ended the connection while it waited', async () => {
    const parts = setUp<string, string>(QUIET);
    const { listener, calls, heard } = createListener();
    parts.socket.on('message', () => parts.socket.reconnect());
    listen(parts.socket, listener);
    parts.socket.connect();
    parts.transport.last.open();
    parts.transport.last.say('2');
    expect(heard).toEqual([]);
    parts.transport.last.open();
    calls[1]?.resolve(['1', '2']);
    await settle();
    expect(heard).toEqual(['1', '2']);
  });

  it('hears nothing more once a message made it leave', async () => {
    const parts = setUp<string, string>(QUIET);
    const { listener, calls } = createListener();
    const heard: string[] = [];
    const onMessage = (message: string) => {
      heard.push(message);
      parts.socket.disconnect();
    };
    listen(parts.socket, { ...listener, onMessage });
    parts.socket.connect();
    parts.transport.last.open();
    parts.transport.last.say('3');
    calls[0]?.resolve(['1', '2']);
    await settle();
    expect(heard).toEqual(['1']);
  });

  it('keeps the order when a held message brings another one', async () => {
    const { transport, calls, heard, say } = listening({
      onMessage(message) {
        heard.push(message);
        if (message === '2') say('4');
      },
    });
    transport.last.open();
    say('2', '3');
    calls[0]?.resolve(['1']);
    await settle();
    expect(heard).toEqual(['1', '2', '3', '4']);
  });

  it('goes on after a message at which it throws', async () => {
    const { transport, calls, heard, say, errors } = listening({
      onMessage(message) {
        if (message === '2') throw new Error('cannot draw it');
        heard.push(message);
      },
    });
    transport.last.open();
    say('2', '3');
    calls[0]?.resolve(['1']);
    await settle();
    expect([heard, errors()]).toEqual([['1', '3'], [['listener', 'onMessage threw: cannot draw it']]]);
  });
});

describe('a resync that fails', () => {
  it.each([
    ['rejects', (call: Call | undefined) => call?.reject(new Error('503')), '503'],
    ['takes too long', () => elapse(15_000), 'no end within 15000 ms'],
  ])('because it %s forgets what was held, and is tried again on the back-off', async (_how, fail, message) => {
    const { transport, calls, heard, say, errors, status, syncing } = listening();
    transport.last.open();
    say('1');
    fail(calls[0]);
    await settle();
    expect(errors()).toEqual([['resync-failed', `resync failed, and is tried again: ${message}`]]);
    expect([status(), syncing(), heard]).toEqual(['open', true, []]);
    say('3');
    elapse(999);
    expect(calls).toHaveLength(1);
    elapse(1);
    expect(calls).toHaveLength(2);
    say('4');
    calls[1]?.resolve(['1', '2', '3']);
    await settle();
    expect(heard).toEqual(['1', '2', '3', '4']);
  });

  it('is over when the listener has none any more', async () => {
    const { listener, calls, heard } = createListener();
    const { socket, transport } = setUpOpen<string, string>({ ...QUIET, reconnect: { jitter: 'none' } });
    listen(socket, listener);
    calls[0]?.reject('no');
    await settle();
    listener.resync = undefined;
    expect(socket.getSnapshot().syncing).toBe(true);
    elapse(1_000);
    expect(socket.getSnapshot().syncing).toBe(false);
    transport.last.say('1');
    expect([calls.length, heard]).toEqual([1, ['1']]);
  });

  it('waits longer each time, and from the start after a success', async () => {
    const { transport, calls } = listening();
    transport.last.open();
    calls[0]?.reject('no');
    await settle();
    elapse(1_000);
    calls[1]?.reject('no');
    await settle();
    elapse(1_000);
    // It has failed for 2 000 ms, of which 0.6 are waited.
    calls[2]?.reject('no');
    await settle();
    elapse(1_199);
    expect(calls).toHaveLength(3);
    elapse(1);
    expect(calls).toHaveLength(4);
    calls[3]?.resolve(undefined);
    await settle();
    transport.last.lose();
    elapse(1_000);
    transport.last.open();
    calls[4]?.reject('no');
    await settle();
    elapse(999);
    expect(calls).toHaveLength(5);
    elapse(1);
    expect(calls).toHaveLength(6);
  });

  it('because it throws is tried again too', async () => {
    let tries = 0;
    const { transport, errors } = listening({
      resync() {
        tries += 1;
        throw new Error('not ready');
      },
    });
    transport.last.open();
    expect(errors()).toEqual([['resync-failed', 'resync failed, and is tried again: not ready']]);
    elapse(1_000);
    expect(tries).toBe(2);
  });

  it('has its own timeout', () => {
    const { transport, errors } = listening({ resyncTimeout: 300 });
    transport.last.open();
    elapse(299);
    expect(errors()).toEqual([]);
    elapse(1);
    expect(errors()).toEqual([['resync-failed', 'resync failed, and is tried again: no end within 300 ms']]);
  });

  it('because too much came meanwhile holds no more than 1000', async () => {
    const { transport, calls, heard, say, errors } = listening();
    transport.last.open();
    for (let count = 0; count < 1_000; count += 1) say(`${count}`);
    expect(errors()).toEqual([]);
    say('one more');
    expect(errors()[0]?.[1]).toContain('more than 1000 messages came while it ran');
    elapse(1_000);
    calls[1]?.resolve(['all of it']);
    await settle();
    expect(heard).toEqual(['all of it']);
  });

  it('leaves no timer when the socket is closed while it waits', async () => {
    const { socket, transport, calls } = listening();
    transport.last.open();
    calls[0]?.reject('no');
    await settle();
    socket.disconnect();
    expect(vi.getTimerCount()).toBe(0);
  });
});
