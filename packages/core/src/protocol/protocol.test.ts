import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, setUp } from '../../test/set-up';
import { requests } from '../messages/requests';
import type { SocketOptions } from '../socket/options';
import type { Protocol, Session, Sink } from './protocol';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Reads each frame with one function of a test; messages go out in brackets. */
function spoken(
  read: (frame: string, to: Sink<string>) => void = (frame, to) => to.message(frame),
  rest: Partial<Session<string, string>> = {},
) {
  const sinks: Sink<string>[] = [];
  const start = vi.fn(
    (): Session<string, string> => ({
      read(frame, to) {
        sinks.push(to);
        if (frame === 'READY') to.ready();
        else read(`${frame as string}`, to);
      },
      write: (message) => `<${message}>`,
      ...rest,
    }),
  );
  const protocol: Protocol<string, string> = { protocols: ['v1'], start };
  return { protocol, start, sinks };
}

type Options = Omit<SocketOptions<string, string>, 'protocol'>;

function connecting({ protocol }: { protocol: Protocol<string, string> }, options: Options = {}) {
  const parts = setUp<string, string>({ reconnect: { jitter: 'none' }, ...options, protocol });
  parts.socket.connect();
  parts.transport.last.open();
  const told = (type: string) => parts.told.filter(([each]) => each === type).map(([, ...rest]) => rest);
  return { ...parts, all: parts.told, told, line: parts.transport.last };
}

function ready(speech: { protocol: Protocol<string, string> }, options: Options = {}) {
  const parts = connecting(speech, options);
  parts.line.say('READY');
  return parts;
}

describe('a session', () => {
  it('is made for each connection, with what it is told, and offers its sub-protocols', () => {
    const speech = spoken();
    const { transport, line } = ready(speech);
    line.lose();
    elapse(1_000);
    transport.last.open();
    expect(speech.start.mock.calls).toEqual([[{ isReconnect: false }], [{ isReconnect: true }]]);
    expect(transport.last.request.protocols).toEqual(['v1']);
  });

  it('reads several messages in a frame, or none, and writes when a message goes out', () => {
    const { socket, line, told } = ready(
      spoken((frame, to) => {
        for (const part of frame.split(',').filter(Boolean)) to.message(part);
      }),
    );
    line.say('a,b');
    line.say('');
    expect(told('message')).toEqual([['a'], ['b']]);
    expect(socket.send('bid')).toBe('sent');
    expect(line.received).toEqual(['<bid>']);
  });

  it('may make several frames of a message, which follow each other', () => {
    const speech = spoken(undefined, {
      write(message) {
        speech.sinks[0]?.reply(`<${message}`);
        return '>';
      },
    });
    const { socket, line } = connecting(speech);
    socket.send('1');
    socket.send('2');
    line.say('READY');
    socket.send('3');
    expect(line.received).toEqual(['<1', '>', '<2', '>', '<3', '>']);
  });

  it('is refused by a close code that its protocol names, before and after ready, and by no other', () => {
    const speech = { protocol: { ...spoken().protocol, refusals: [4403] } };
    for (const speak of [connecting, ready]) {
      const { line, socket } = speak(speech);
      line.lose({ kind: 'server', code: 4403, reason: 'Forbidden' });
      const cause = { kind: 'refused', code: 4403, reason: 'Forbidden', retry: 'never' };
      expect(socket.getSnapshot()).toMatchObject({ status: 'closed', cause });
    }
    const other = ready(speech);
    other.line.lose({ kind: 'server', code: 4500 });
    expect(other.socket.getSnapshot().cause).toMatchObject({ kind: 'server', code: 4500, retry: 'backoff' });
    const tried = ready(speech, { reconnect: { shouldReconnect: () => true } });
    tried.line.lose({ kind: 'server', code: 4403 });
    expect(tried.socket.getSnapshot().cause).toMatchObject({ kind: 'refused', retry: 'backoff' });
  });

  it('writes what waited for another connection on that one', () => {
    let connections = 0;
    const protocol: Protocol<string, string> = {
      start() {
        connections += 1;
        const mine = connections;
        return { read: (_frame, to) => to.ready(), write: (message) => `${mine} ${message}` };
      },
    };
    const { socket, transport, line } = connecting({ protocol });
    socket.send('bid');
    line.lose();
    elapse(1_000);
    transport.last.open();
    transport.last.say('READY');
    expect(transport.last.received).toEqual(['2 bid']);
  });

  it('may be ready at once, and twice, and is open once', () => {
    const { told, line, status } = ready(spoken());
    line.say('READY');
    expect([told('open').length, status()]).toEqual([1, 'open']);
  });

  it('may be ready later than in read, and no more when the line is gone', () => {
    const speech = spoken((_frame, _to) => {});
    const { transport, line, status, told } = connecting(speech);
    line.say('hello');
    const [first] = speech.sinks;
    line.lose();
    elapse(1_000);
    transport.last.open();
    first?.ready();
    first?.message('of before');
    first?.reply('of before');
    first?.refuse('of before');
    expect([status(), transport.last.received, told('message')]).toEqual(['connecting', [], []]);
    transport.last.say('hello');
    speech.sinks[1]?.message('early');
    speech.sinks[1]?.ready();
    expect([status(), told('message')]).toEqual(['open', [['early']]]);
  });

  it('that never gets ready is ended by connectTimeout, and nothing goes out but hello and replies', () => {
    const speech = spoken((_frame, to) => to.reply('beat'), { hello: () => 'HELLO' });
    const { socket, line, status } = connecting(speech);
    socket.send('bid');
    socket.standing('watch');
    line.say('beat?');
    elapse(10_000);
    expect([line.received, status()]).toEqual([['HELLO', 'beat'], 'waiting']);
  });

  it('that refuses ends in closed, unless it says that a later try may do', () => {
    const { line, status, socket } = connecting(spoken((frame, to) => to.refuse(frame)));
    line.say('no');
    expect([status(), socket.getSnapshot().cause]).toEqual([
      'closed',
      expect.objectContaining({ kind: 'refused', reason: 'no', retry: 'never', message: 'the server refused: no' }),
    ]);
    const later = connecting(spoken((frame, to) => to.refuse(frame, 'backoff')));
    later.line.say('full');
    expect(later.status()).toBe('waiting');
  });

  it('that refuses with no text ends in closed all the same', () => {
    const { line, status, socket } = ready(spoken((_frame, to) => to.refuse(Object.create(null))));
    line.say('no');
    expect([status(), socket.getSnapshot().cause?.kind]).toEqual(['closed', 'refused']);
  });

  it('may refuse when it is open, too', () => {
    const { line, status } = ready(spoken((frame, to) => to.refuse(frame)));
    line.say('kicked');
    expect(status()).toBe('closed');
  });

  it('that goes on after it has refused says nothing more', () => {
    const { line, told, status } = connecting(
      spoken((_frame, to) => {
        to.reply('bye');
        to.refuse('no');
        to.reply('again');
        to.message('news');
        to.ready();
        to.refuse('twice', 'backoff');
      }),
    );
    line.say('x');
    expect([line.received, told('message'), told('open'), status()]).toEqual([['bye'], [], [], 'closed']);
  });

  it.each([[7], [null], [undefined]])('that replies with %j is told, and the connection lives on', (frame) => {
    const { line, told, status } = ready(spoken((_frame, to) => to.reply(frame as never)));
    line.say('beat?');
    expect([line.received, status()]).toEqual([[], 'open']);
    expect(told('error')).toEqual([['decode', expect.stringMatching(/reply: expected a string or an ArrayBuffer/)]]);
  });

  it('that throws in start is lost and tried again', () => {
    const protocol: Protocol<string, string> = {
      start() {
        throw new Error('no parser');
      },
    };
    const { status, socket } = connecting({ protocol });
    expect([status(), socket.getSnapshot().cause?.message]).toEqual(['waiting', 'the handshake failed: no parser']);
  });

  it.each([[undefined], [{}], [{ write: String }]])('that is none, but %j, is told', (made) => {
    const { socket } = connecting({ protocol: { start: () => made as never } });
    expect(socket.getSnapshot().cause?.message).toContain('expected { read, write }');
  });

  it.each([[7], [null], [{}]])('whose hello is %j is told', (hello) => {
    const { socket } = connecting(spoken(undefined, { hello: () => hello as never }));
    expect(socket.getSnapshot().cause?.message).toMatch(/hello gave .*, expected a string or an ArrayBuffer/);
  });

  it('whose hello is undefined leaves the first word to the server', () => {
    const { line, status } = ready(spoken(undefined, { hello: () => undefined }));
    expect([line.received, status()]).toEqual([[], 'open']);
  });

  it.each(['resolves', 'rejects', 'throws'])('whose hello %s after it came says it once', async (how) => {
    const hello = () =>
      ({
        // biome-ignore lint/suspicious/noThenProperty: a thenable that settles twice
        then(resolve: (frame: string) => void, reject: (reason: unknown) => void) {
          resolve('hello');
          if (how === 'throws') throw new Error('late');
          if (how === 'rejects') reject(new Error('late'));
          else resolve('hello');
        },
      }) as Promise<string>;
    const { line, transport } = connecting(spoken(undefined, { hello }));
    await vi.advanceTimersByTimeAsync(0);
    expect([line.received, transport.connections.length]).toEqual([['hello'], 1]);
    expect(line.closedWith).toBeNull();
  });

  it('that throws in read is told, and the connection lives on', () => {
    const { line, told, status } = ready(
      spoken((frame, to) => {
        if (frame === 'odd') throw new Error('what is this');
        to.message(frame);
      }),
    );
    line.say('odd');
    line.say('news');
    expect([told('error'), told('message'), status()]).toEqual([
      [['decode', 'a frame did not decode: what is this']],
      [['news']],
      'open',
    ]);
  });

  it.each([
    ['throws', /too long/],
    ['makes no frame', /expected a string or an ArrayBuffer/],
  ])('that %s in write drops that message, and goes on with the next', (how, said) => {
    const write = (message: string) => {
      if (message !== 'long') return message;
      if (how === 'throws') throw new Error('too long');
      return 7 as never;
    };
    const { socket, line, told } = connecting(spoken(undefined, { write }));
    expect([socket.send('long'), socket.send('bid')]).toEqual(['queued', 'queued']);
    line.say('READY');
    expect(line.received).toEqual(['bid']);
    expect(told('drop')).toEqual([['long', 'invalid']]);
    expect(told('error')).toEqual([['encode', expect.stringMatching(said)]]);
    expect(socket.send('long')).toBe('dropped');
    expect([socket.getSnapshot().pending, told('drop').length]).toEqual([0, 2]);
  });

  it('carries requests', async () => {
    const { socket, line } = setUpAsking();
    const answer = socket.request<string>('ask');
    line.say(`answer ${/ask#(.*)>/.exec(line.received[0] as string)?.[1]}`);
    await expect(answer).resolves.toBe('won');
  });

  function setUpAsking() {
    const parts = setUp<string, string>({
      protocol: spoken().protocol,
      request: requests({
        tag: (data, id) => `${data}#${id}`,
        match: (message) => (message.startsWith('answer ') ? { id: message.slice(7), value: 'won' } : undefined),
      }),
    });
    parts.socket.connect();
    parts.transport.last.open();
    parts.transport.last.say('READY');
    return { ...parts, line: parts.transport.last };
  }
});

describe('the heartbeat of a session', () => {
  const PINGING: Partial<Session<string, string>> = { ping: ({ seq }) => `ping ${seq}` };
  const read = (frame: string, to: Sink<string>) => {
    const [, seq, time] = /^pong (\d+)(?: (\d+))?$/.exec(frame) ?? [];
    if (seq) to.pong(Number(seq), time ? Number(time) : undefined);
    else to.message(frame);
  };

  it('begins when the session is ready, and goes by the number of a pong', () => {
    const { line, socket } = connecting(spoken(read, PINGING), { heartbeat: { missed: 3, pongTimeout: 1_000 } });
    expect(line.received).toEqual([]);
    line.say('READY');
    elapse(1_000);
    elapse(500);
    expect(line.received).toEqual(['ping 1', 'ping 2']);
    line.say('pong 2');
    expect(socket.getSnapshot().rtt).toBe(500);
  });

  it('tells the server time', () => {
    const { line, socket } = ready(spoken(read, PINGING));
    elapse(100);
    line.say(`pong 1 ${Date.now() + 5_000}`);
    expect(socket.serverNow()).toBe(Date.now() + 5_050);
  });

  it('measures nothing by a pong of no ping, and takes it for life', () => {
    const { line, socket, status } = ready(spoken(read, PINGING));
    elapse(9_000);
    line.say('pong 7');
    elapse(2_000);
    expect([socket.getSnapshot().rtt, status()]).toEqual([null, 'open']);
  });

  it('ends a line without a ping by silence', () => {
    const { status, line } = ready(spoken(), { heartbeat: { interval: 2_000, pongTimeout: 300 } });
    elapse(2_299);
    expect([status(), line.received]).toEqual(['open', []]);
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('goes by what the server told of intervals, on that connection', () => {
    const speech = spoken((_frame, to) => to.tune({ interval: 500, pongTimeout: 100, answered: false }), PINGING);
    const { line, transport } = ready(speech, { heartbeat: { interval: 60_000 } });
    expect(line.received).toEqual(['ping 1']);
    line.say('tune');
    elapse(1_000);
    expect(line.received).toEqual(['ping 1', 'ping 2', 'ping 3']);
    line.lose();
    elapse(1_000);
    transport.last.open();
    transport.last.say('READY');
    transport.last.say('a sign of life');
    elapse(50_000);
    expect(transport.last.received.length).toBeGreaterThan(1);
  });

  it('may be told of intervals before it is ready', () => {
    const speech = spoken((_frame, to) => to.tune({ silence: 700 }), PINGING);
    const { line, status } = connecting(speech, { heartbeat: { interval: Infinity } });
    line.say('tune');
    line.say('READY');
    elapse(699);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('keeps to what it was where the server told nonsense', () => {
    const { line, told, status } = ready(spoken((_frame, to) => to.tune({ interval: -5 }), PINGING));
    line.say('tune');
    expect(told('error')).toEqual([['invalid-option', expect.stringMatching(/^tune: heartbeat.interval: expected/)]]);
    expect(status()).toBe('open');
  });

  it('is off where the user says so', () => {
    const { line } = ready(spoken(read, PINGING), { heartbeat: false });
    elapse(120_000);
    expect(line.received).toEqual([]);
  });

  it('whose ping throws, or gives nothing, is noticed by silence', () => {
    for (const ping of [
      () => undefined,
      () => {
        throw new Error('no ping today');
      },
    ]) {
      const { status } = ready(spoken(read, { ping }), { heartbeat: { pongTimeout: 400 } });
      elapse(400);
      expect(status()).toBe('waiting');
    }
  });
});
