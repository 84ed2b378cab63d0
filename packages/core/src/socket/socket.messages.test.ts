import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeTransport } from '../../test/fake-transport';
import { createSwitch, QUIET, setUp, setUpOpen, URL } from '../../test/set-up';
import type { HeartbeatSocketError } from '../errors';
import { systemClock } from '../ports/clock';
import type { Frame } from '../ports/ports';
import { jsonCodec, rawCodec } from '../protocol/codec';
import { createSocket } from './socket';

function silentPorts() {
  return {
    clock: systemClock,
    transport: createFakeTransport(),
    network: createSwitch(true),
    visibility: createSwitch(true),
  };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('messages', () => {
  it('reach every listener once, in order, and lastMessage is the last', () => {
    const { socket, transport, told } = setUpOpen(QUIET);
    for (let count = 1; count <= 200; count += 1) transport.last.say(`${count}`);
    const seen = told.filter(([type]) => type === 'message').map(([, message]) => message);
    expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => `${index + 1}`));
    expect(socket.getSnapshot().lastMessage).toBe('200');
  });

  it('carry the raw frame and the time', () => {
    const { socket, transport } = setUpOpen({ ...QUIET, codec: jsonCodec<{ price: number }>() });
    const listener = vi.fn();
    socket.on('message', listener);
    transport.last.say('{"price":120}');
    expect(listener).toHaveBeenCalledWith({ price: 120 }, { raw: '{"price":120}', at: Date.now() });
  });

  it('that do not decode are told, and the line lives on', () => {
    const { transport, told, status } = setUpOpen({ ...QUIET, codec: jsonCodec() });
    transport.last.say('{');
    transport.last.say('1');
    expect(told.slice(-2)).toEqual([
      ['error', 'decode', expect.stringMatching(/^a frame did not decode: .*JSON/)],
      ['message', 1],
    ]);
    expect(status()).toBe('open');
  });

  it('that are binary are a decode error for text, and fine for rawCodec', () => {
    const text = setUpOpen(QUIET);
    text.transport.last.say(new ArrayBuffer(2));
    expect(text.told.at(-1)).toEqual(['error', 'decode', expect.stringContaining('give rawCodec')]);
    const raw = setUpOpen({ ...QUIET, codec: rawCodec });
    raw.transport.last.say(new ArrayBuffer(2));
    expect(raw.told.at(-1)).toEqual(['message', new ArrayBuffer(2)]);
  });

  it('that are no frames at all are a decode error', () => {
    const { transport, told, status } = setUpOpen();
    transport.last.say({} as string);
    expect(told.at(-1)).toEqual(['error', 'decode', expect.stringContaining('[object Object]')]);
    expect(status()).toBe('open');
  });

  it('that come in while onOpen runs, before the heartbeat has begun, are told after it', () => {
    const { socket, transport, told } = setUp();
    socket.on('open', () => transport.last.say('a quote'));
    socket.connect();
    transport.last.open();
    expect(told.slice(-2).map(([type, what]) => [type, type === 'message' && what])).toEqual([
      ['open', false],
      ['message', 'a quote'],
    ]);
  });

  it('are not told when isPong has disconnected meanwhile', () => {
    const parts = setUpOpen({
      heartbeat: {
        isPong: () => {
          parts.socket.disconnect();
          return false;
        },
      },
    });
    parts.transport.last.say('a quote');
    expect(parts.told.filter(([type]) => type === 'message')).toEqual([]);
  });

  it('reach the other listeners when one throws', () => {
    const { socket, transport } = setUpOpen(QUIET);
    const seen: unknown[] = [];
    socket.on('message', () => {
      throw new Error('bad listener');
    });
    socket.on('message', (message) => seen.push(message));
    const errors: HeartbeatSocketError[] = [];
    socket.on('error', (error) => errors.push(error));
    transport.last.say('a quote');
    expect(seen).toEqual(['a quote']);
    expect(errors.map(({ code, message }) => [code, message])).toEqual([['listener', 'onMessage threw: bad listener']]);
    expect(errors[0]?.cause).toEqual(new Error('bad listener'));
  });

  it('that come while another is being delivered come after it', () => {
    const { socket, transport } = setUpOpen(QUIET);
    const seen: string[] = [];
    socket.on('message', (message) => {
      if (message === 'one') transport.last.say('two');
      seen.push(message);
    });
    transport.last.say('one');
    expect(seen).toEqual(['one', 'two']);
  });
});

describe('errors', () => {
  it('that nobody listens to are warnings', () => {
    const { clock, transport, network, visibility } = silentPorts();
    const warn = vi.fn();
    const socket = createSocket({ clock, transport, network, visibility, random: () => 1, warn }, URL);
    socket.disconnect(7);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('disconnect(7)')]]);
    socket.on('error', () => {});
    socket.disconnect(8);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('of the platform bring no error of its own: a url in that may carry a token', () => {
    const { clock, transport, network, visibility } = silentPorts();
    const warn = vi.fn();
    const current = () => {
      throw new Error(`cannot reach ${URL}`);
    };
    const ports = { clock, transport, network: { ...network, current }, visibility, random: () => 1, warn };
    const socket = createSocket(ports, URL, QUIET);
    socket.connect();
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('cannot reach'));
    expect(String(warn.mock.calls)).not.toContain('secret');
    socket.destroy();
  });

  it.each(['open', 'message', 'close', 'statusChange', 'drop'] as const)(
    'of a listener of %s name the callback, and bring what was thrown, with its stack',
    (type) => {
      const { clock, transport, network, visibility } = silentPorts();
      const warn = vi.fn();
      const ports = { clock, transport, network, visibility, random: () => 1, warn };
      const socket = createSocket(ports, URL, { ...QUIET, outbox: false });
      const thrown = new Error('mine');
      socket.on(type, () => {
        throw thrown;
      });
      socket.connect();
      socket.send('too early');
      transport.last.open();
      transport.last.say('a quote');
      transport.last.lose();
      const name = `on${type.charAt(0).toUpperCase()}${type.slice(1)}`;
      expect(warn.mock.calls[0]).toEqual([`${name} threw: mine`, thrown]);
      expect(warn.mock.calls[0]?.[1]).toBe(thrown);
      socket.destroy();
    },
  );

  it.each([
    ['encode', 'a message could not be sent: mine'],
    ['decode', 'a frame did not decode: mine'],
  ] as const)('of a codec’s %s bring what was thrown, with its stack', (method, message) => {
    const thrown = new Error('mine');
    const codec = {
      ...rawCodec,
      [method]() {
        throw thrown;
      },
    };
    const warn = vi.fn();
    const ports = silentPorts();
    const socket = createSocket({ ...ports, random: () => 1, warn }, URL, { ...QUIET, codec });
    socket.connect();
    ports.transport.last.open();
    socket.send('a bid');
    ports.transport.last.say('a quote');
    expect(warn.mock.calls).toEqual([[message, thrown]]);
    socket.destroy();
  });

  it('are the only events that warn when nobody listens', () => {
    const warn = vi.fn();
    const ports = silentPorts();
    const socket = createSocket({ ...ports, random: () => 1, warn }, URL);
    socket.connect();
    ports.transport.last.open();
    ports.transport.last.say('a quote');
    ports.transport.last.lose();
    socket.send('bid');
    expect(socket.getSnapshot()).toMatchObject({ status: 'waiting', lastMessage: 'a quote' });
    expect(warn).not.toHaveBeenCalled();
  });

  it('of an onError listener are a warning, and nothing more', () => {
    const { socket, warn, status } = setUpOpen(QUIET);
    socket.on('error', () => {
      throw new Error('even this');
    });
    socket.disconnect(7);
    expect(warn).toHaveBeenCalledWith('onError threw: even this', new Error('even this'));
    expect(status()).toBe('closed');
  });
});

describe('send', () => {
  it('hands a message to the platform while open', () => {
    const { socket, transport } = setUpOpen(QUIET);
    expect(socket.send('bid')).toBe('sent');
    expect(transport.last.received).toEqual(['bid']);
  });

  it('goes through the codec', () => {
    const { socket, transport } = setUpOpen({ ...QUIET, codec: jsonCodec<unknown, { amount: number }>() });
    expect(socket.send({ amount: 120 })).toBe('sent');
    expect(transport.last.received).toEqual(['{"amount":120}']);
  });

  it('inside onOpen goes first, before the first ping: it may be a login', () => {
    const { socket, transport } = setUp();
    socket.on('open', () => socket.send('hello'));
    socket.connect();
    transport.last.open();
    expect(transport.last.received).toEqual(['hello', 'ping']);
  });

  it.each<[string, string, (parts: ReturnType<typeof setUp<string, Frame>>) => void]>([
    ['idle', 'disabled', () => {}],
    [
      'closed',
      'closed',
      ({ socket }) => {
        socket.connect();
        socket.disconnect();
      },
    ],
    ['connecting', 'disabled', ({ socket }) => socket.connect()],
    [
      'waiting',
      'disabled',
      ({ socket, transport }) => {
        socket.connect();
        transport.last.lose();
      },
    ],
    [
      'suspended',
      'disabled',
      ({ socket, app }) => {
        app.set(false);
        socket.connect();
      },
    ],
  ])('while %s is dropped, and the reason is %s', (status, reason, arrange) => {
    const parts = setUp({ ...QUIET, outbox: false });
    arrange(parts);
    expect(parts.status()).toBe(status);
    expect(parts.socket.send('bid')).toBe('dropped');
    expect(parts.told.at(-1)).toEqual(['drop', 'bid', reason]);
  });

  it.each([[{ price: 1 }], [undefined], [7]])(
    'of %j under the text codec is dropped, and says what to do',
    (message) => {
      const { socket, told, status } = setUpOpen(QUIET);
      expect(socket.send(message as unknown as string)).toBe('dropped');
      expect(told.slice(-2)).toEqual([
        ['error', 'encode', expect.stringMatching(/expected a string or an ArrayBuffer.*jsonCodec/)],
        ['drop', message, 'invalid'],
      ]);
      expect(status()).toBe('open');
    },
  );

  it('through a codec that makes nothing of it is dropped', () => {
    const { socket, told } = setUpOpen({ ...QUIET, codec: jsonCodec<unknown>() });
    expect(socket.send(undefined)).toBe('dropped');
    expect(told.at(-1)).toEqual(['drop', undefined, 'invalid']);
  });

  it('through a codec that makes no frame of it is dropped, and says what it made', () => {
    const codec = { encode: () => 7 as unknown as string, decode: String };
    const { socket, transport, told } = setUpOpen({ ...QUIET, codec });
    expect([socket.send('bid'), transport.last.received]).toEqual(['dropped', []]);
    expect(told.slice(-2)).toEqual([
      ['error', 'encode', expect.stringContaining('the codec made number of it')],
      ['drop', 'bid', 'invalid'],
    ]);
  });

  it('that the platform refuses is dropped, and the connection lost', () => {
    const { socket, transport, told, status } = setUpOpen({ ...QUIET, outbox: false });
    transport.last.refuseSends = 'send:fail';
    expect(socket.send('bid')).toBe('dropped');
    expect(told.slice(-3).map(([type, what]) => [type, what])).toEqual([
      ['drop', 'bid'],
      ['status', 'waiting'],
      ['close', 'network'],
    ]);
    expect(status()).toBe('waiting');
  });
});

it('a message comes after the error that its own frame has made', () => {
  const isPong = () => {
    throw new Error('no frame of mine');
  };
  const { transport, told } = setUpOpen({ heartbeat: { isPong } });
  told.length = 0;
  transport.last.say('a quote');
  expect(told.map(([type]) => type)).toEqual(['error', 'message']);
});

describe('a subscriber', () => {
  it('is told whether anything but the last message has changed', () => {
    const { socket, transport } = setUpOpen(QUIET);
    const changes: string[] = [];
    socket.subscribe((change) => changes.push(change));
    transport.last.say('a quote');
    expect(changes).toEqual(['message']);
    socket.disconnect();
    expect(changes).toEqual(['message', 'any']);
  });

  it('is told of anything where a message came with another change', () => {
    const { socket, transport } = setUpOpen();
    const changes: string[] = [];
    socket.subscribe((change) => changes.push(change));
    socket.on('message', () => socket.disconnect());
    transport.last.say('a quote');
    expect(changes).toEqual(['any']);
  });

  it('is told of anything where a change was on its way before the message', () => {
    const { socket, transport, network } = setUpOpen(QUIET);
    const changes: string[] = [];
    socket.subscribe((change) => changes.push(change));
    socket.on('message', (message) => {
      if (message !== 'first') return;
      network.set(false);
      transport.last.say('second');
    });
    transport.last.say('first');
    expect(changes).toEqual(['any']);
  });

  it('is told after the message, which it finds in the snapshot', () => {
    const { socket, transport } = setUpOpen(QUIET);
    const seen: unknown[] = [];
    socket.subscribe(() => seen.push(socket.getSnapshot().lastMessage));
    socket.on('message', (message) => seen.push(`heard ${message}`));
    transport.last.say('a quote');
    expect(seen).toEqual(['heard a quote', 'a quote']);
  });
});
