import { runInNewContext } from 'node:vm';
import type { Frame } from '@heartbeat-socket/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startTalk } from '../../test/talk';
import { type SocketIoMessage, type SocketIoOptions, socketIo, socketIoAcks } from './socket-io';

const OPEN = '0{"sid":"a","upgrades":[],"pingInterval":300,"pingTimeout":200,"maxPayload":1000000}';

function connected(options?: SocketIoOptions) {
  const talk = startTalk(socketIo(options));
  talk.say(OPEN, `40${options?.namespace ? `${options.namespace},` : ''}{"sid":"b"}`);
  talk.replies.length = 0;
  return talk;
}

describe('connecting', () => {
  it('waits for the open packet, takes its intervals, and is ready when the namespace is', () => {
    const talk = startTalk(socketIo({ auth: { token: 't' } }));
    expect(talk.session.hello).toBeUndefined();
    expect(talk.session.ping).toBeUndefined();
    talk.say(OPEN);
    expect(talk).toMatchObject({ ready: 0, replies: ['40{"token":"t"}'] });
    expect(talk.tuned).toEqual([{ interval: 300, pongTimeout: 200, silence: 500 }]);
    talk.say('40{"sid":"b"}');
    expect(talk).toMatchObject({ ready: 1, messages: [], refusals: [] });
  });

  it('takes the intervals of a server that hardly ever pings', () => {
    const talk = startTalk(socketIo());
    talk.say('0{"sid":"a","upgrades":[],"pingInterval":2147483647,"pingTimeout":2147483647,"maxPayload":1000000}');
    // The longest that timers hold.
    const LONGEST = 2 ** 31 - 1;
    expect(talk.tuned).toEqual([{ interval: LONGEST, pongTimeout: LONGEST, silence: LONGEST }]);
  });

  it('connects to one namespace', () => {
    const talk = startTalk(socketIo({ namespace: '/lots' }));
    talk.say(OPEN, '40/lots,{"sid":"b"}', '42/lots,["bid",1]');
    expect(talk.replies).toEqual(['40/lots,']);
    expect(talk).toMatchObject({ ready: 1, messages: [{ event: 'bid', args: [1] }] });
  });

  it('asks for auth on each connection', async () => {
    let count = 0;
    const protocol = socketIo({ auth: async () => ({ count: ++count }) });
    for (const reply of ['40{"count":1}', '40{"count":2}']) {
      const talk = startTalk(protocol);
      talk.say(OPEN);
      await expect.poll(() => talk.replies).toEqual([reply]);
    }
  });

  it.each([
    () => Promise.reject(new Error('no token')),
    () => {
      throw new Error('no token');
    },
  ])('tries again when auth fails', async (auth) => {
    const talk = startTalk(socketIo({ auth }));
    talk.say(OPEN);
    await expect.poll(() => talk.refusals).toEqual([['Socket.IO: auth failed: no token', 'backoff']]);
  });

  it.each([
    ['44{"message":"who are you","data":{"code":1}}', 'Socket.IO: who are you'],
    ['44"who are you"', 'Socket.IO: who are you'],
    ['44{"data":1}', 'Socket.IO: refused'],
  ])('is refused for good by %s', (frame, reason) => {
    const talk = startTalk(socketIo());
    talk.say(OPEN, frame, '40{"sid":"b"}');
    expect(talk.refusals).toEqual([[reason, 'never']]);
    expect(talk.ready).toBe(0);
  });

  it.each([
    ['40', 'expected an Engine.IO v4 open packet with pingInterval and pingTimeout, got "40", in "40"'],
    ['0{"pingInterval":0,"pingTimeout":1}', 'expected an Engine.IO v4 open packet'],
    ['0{"pingInterval":1e10,"pingTimeout":1}', 'expected an Engine.IO v4 open packet'],
    ['0null', 'expected an Engine.IO v4 open packet'],
    ['0{', 'JSON'],
    ['<html>', 'expected an Engine.IO v4 open packet'],
  ])('gives up where %j is the greeting', (frame, reason) => {
    const talk = startTalk(socketIo());
    talk.say(frame, OPEN);
    expect(talk.refusals).toEqual([[expect.stringContaining(reason), 'backoff']]);
    expect(talk.replies).toEqual([]);
  });

  it.each(['lots', '', '/a,b'])('refuses the namespace %j', (namespace) => {
    expect(() => socketIo({ namespace })).toThrow('socketIo: expected namespace to begin with "/"');
  });
});

describe('events', () => {
  it('are told, and pings are answered and not told', () => {
    const talk = connected();
    talk.say('2', '2probe', '6', '42["bid",1,{"a":null}]', '42[7]');
    expect(talk.replies).toEqual(['3', '3probe']);
    expect(talk.messages).toEqual([
      { event: 'bid', args: [1, { a: null }] },
      { event: '7', args: [] },
    ]);
  });

  it('carry binary attachments, of any realm', () => {
    const talk = connected();
    const foreign = runInNewContext('Uint8Array.from([3, 4]).buffer') as ArrayBuffer;
    talk.say('452-["image",{"_placeholder":true,"num":1},{"_placeholder":true,"num":0}]');
    expect(talk.messages).toEqual([]);
    talk.say(Uint8Array.from([1, 2]).buffer, foreign);
    const args = [Uint8Array.from([3, 4]).buffer, Uint8Array.from([1, 2]).buffer];
    expect(talk.messages).toEqual([{ event: 'image', args }]);
  });

  it('go out, with attachments behind them', () => {
    const { session, replies } = connected();
    expect(session.write({ event: 'bid', args: [1, 'é'] })).toBe('42["bid",1,"é"]');
    const bytes = Uint8Array.from([9, 1, 2, 9]);
    const last = session.write({ event: 'image', args: [bytes.buffer, { part: bytes.subarray(1, 3) }] });
    expect(replies).toEqual([
      '452-["image",{"_placeholder":true,"num":0},{"part":{"_placeholder":true,"num":1}}]',
      bytes.buffer,
    ]);
    expect(last).toEqual(Uint8Array.from([1, 2]).buffer);
  });

  it('do not lose a buffer of another realm silently', () => {
    const foreign = runInNewContext('new ArrayBuffer(2)');
    expect(() => connected().session.write({ event: 'a', args: [foreign] })).toThrow('wrap it in a Uint8Array');
  });

  it('survive any input without a throw', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.uint8Array({ maxLength: 8 }).map((array): Frame => array.slice().buffer),
      fc.stringMatching(/^4[0-7](\d-)?(\/\w?,)?\d{0,3}[[{"\]}a_0]{0,5}$/),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (input) => {
        const talk = connected();
        talk.say(...input);
        expect(talk.refusals.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('acknowledgements', () => {
  it('are numbered by the connection, and come back under the name of the request', () => {
    const { session, messages, say } = connected();
    const tagged = socketIoAcks.tag({ event: 'bid', args: [1] }, 'id-1');
    expect(session.write(tagged)).toBe('420["bid",1]');
    expect(session.write({ event: 'bid', args: [2], ack: 'id-2' })).toBe('421["bid",2]');
    say('431["ok",2]', '430[]', '430["twice"]', '437["nobody asked"]', '43["no id"]');
    expect(messages).toEqual([
      { ack: 'id-2', args: ['ok', 2] },
      { ack: 'id-1', args: [] },
    ]);
    expect(messages.map(socketIoAcks.match)).toEqual([
      { id: 'id-2', value: 'ok' },
      { id: 'id-1', value: undefined },
    ]);
    expect(socketIoAcks.match({ event: 'bid', args: [], ack: 'x' })).toBeUndefined();
  });

  it('are given for an event of this connection, and refused for one of another', () => {
    const protocol = socketIo();
    const [first, second] = [startTalk(protocol), startTalk(protocol)];
    first.say(OPEN, '40{"sid":"b"}', '4212["ask"]');
    second.say(OPEN, '40{"sid":"b"}', '4212["ask"]');
    const { ack } = first.messages[0] as { ack: string };
    expect(first.session.write({ ack, args: ['yes'] })).toBe('4312["yes"]');
    expect(() => second.session.write({ ack, args: ['yes'] })).toThrow('an event of this connection');
    expect(() => first.session.write({ args: [] } as unknown as SocketIoMessage)).toThrow('got undefined');
  });

  it('are forgotten from the oldest on, when a thousand are open', () => {
    const { session, messages, say } = connected();
    for (let id = 0; id <= 1_000; id += 1) session.write({ event: 'a', args: [], ack: `id-${id}` });
    say('430[]', '431[]');
    expect(messages).toEqual([{ ack: 'id-1', args: [] }]);
  });
});

describe('the end', () => {
  it('is for good when the server disconnects the namespace', () => {
    const talk = connected();
    talk.say('41', '42["late"]');
    expect(talk.refusals).toEqual([['Socket.IO: disconnected by the server', 'never']]);
    expect(talk.messages).toEqual([]);
  });

  it.each([
    ['1', 'closed by the server'],
    ['', 'expected an Engine.IO packet of type 1, 2, 4 or 6, got "", in ""'],
    ['9x', 'expected an Engine.IO packet of type 1, 2, 4 or 6, got "9x", in "9x"'],
    ['42', 'expected arguments in EVENT, got none, in "42"'],
    ['431', 'expected arguments in ACK, got none'],
    ['42{"a":1}', 'invalid payload, in "42{\\"a\\":1}"'],
    ['42["connect"]', 'invalid payload'],
    ['42["a"', 'invalid payload'],
    ['48', 'unknown packet type 8'],
    ['42/lots,["a"]', 'expected the namespace /, got /lots'],
    ['4511-["a"]', 'too many attachments'],
    ['45x-["a"]', 'Illegal attachments'],
    [new ArrayBuffer(1), 'got binary data when not reconstructing a packet, in a binary frame'],
  ])('comes with %j, and another attempt after it', (frame, reason) => {
    const talk = connected();
    talk.say(frame, '42["late"]');
    expect(talk.refusals).toEqual([[expect.stringContaining(reason), 'backoff']]);
    expect(talk.messages).toEqual([]);
  });

  it('comes when an attachment stays out', () => {
    const talk = connected();
    talk.say('451-["a",{"_placeholder":true,"num":0}]', '42["b"]');
    expect(talk.refusals).toEqual([[expect.stringContaining('got plaintext data'), 'backoff']]);
    const wrong = connected();
    wrong.say('451-["a",{"_placeholder":true,"num":7}]', new ArrayBuffer(1));
    expect(wrong.refusals).toEqual([['Socket.IO: illegal attachments, in a binary frame', 'backoff']]);
  });
});
