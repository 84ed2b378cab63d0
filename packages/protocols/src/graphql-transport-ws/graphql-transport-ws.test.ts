import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startTalk } from '../../test/talk';
import { type GraphqlCommand, graphqlRequests, graphqlTransportWs } from './graphql-transport-ws';

const ACK = '{"type":"connection_ack"}';
const QUERY = { type: 'subscribe', id: '', payload: { query: '{ price }' } } as const;

function connected() {
  const talk = startTalk(graphqlTransportWs());
  talk.say(ACK);
  return talk;
}

describe('connecting', () => {
  it('says connection_init with its payload, and is ready when that is acknowledged', () => {
    const talk = startTalk(graphqlTransportWs({ connectionParams: { token: 't' } }));
    expect(talk.session.hello?.()).toBe('{"type":"connection_init","payload":{"token":"t"}}');
    expect(talk.ready).toBe(0);
    talk.say('{"type":"ping"}', '{"type":"connection_ack","payload":{"a":1}}');
    expect(talk).toMatchObject({ ready: 1, messages: [], replies: ['{"type":"pong"}'], refusals: [] });
  });

  it('asks for its payload on each connection', async () => {
    let count = 0;
    const protocol = graphqlTransportWs({ connectionParams: async () => ({ count: ++count }) });
    expect(await startTalk(protocol).session.hello?.()).toBe('{"type":"connection_init","payload":{"count":1}}');
    expect(await startTalk(protocol).session.hello?.()).toBe('{"type":"connection_init","payload":{"count":2}}');
    expect(startTalk(graphqlTransportWs()).session.hello?.()).toBe('{"type":"connection_init"}');
  });

  it('gives a server up that speaks of operations before', () => {
    const talk = startTalk(graphqlTransportWs());
    talk.say('{"type":"complete","id":"1"}', ACK);
    expect(talk.refusals).toEqual([['graphql-transport-ws: expected connection_ack, got complete', 'backoff']]);
    expect(talk.ready).toBe(0);
  });
});

describe('pings', () => {
  it('carry their number, which names them in the pong', () => {
    const talk = connected();
    expect(talk.session.ping?.({ seq: 3, now: 0, rtt: null })).toBe('{"type":"ping","payload":{"seq":3}}');
    talk.say('{"type":"pong","payload":{"seq":3}}', '{"type":"pong"}', '{"type":"pong","payload":{"seq":"3"}}');
    expect(talk.pongs).toEqual([3, undefined, undefined]);
    expect(talk.messages).toEqual([]);
  });

  it('of the server are answered with what they carry', () => {
    const talk = connected();
    talk.say('{"type":"ping","payload":{"a":[1]}}');
    expect(talk.replies).toEqual(['{"type":"pong","payload":{"a":[1]}}']);
  });
});

describe('operations', () => {
  it('tell what the server says of them', () => {
    const talk = connected();
    talk.say(
      '{"type":"next","id":"1","payload":{"data":{"price":1}},"extra":0}',
      '{"type":"error","id":"2","payload":[{"message":"no"}]}',
      '{"type":"complete","id":"1"}',
    );
    expect(talk.messages).toEqual([
      { type: 'next', id: '1', payload: { data: { price: 1 } } },
      { type: 'error', id: '2', payload: [{ message: 'no' }] },
      { type: 'complete', id: '1' },
    ]);
  });

  it('that are requests have one answer, and no complete is told', () => {
    const { session, say, messages } = connected();
    expect(session.write(graphqlRequests.tag(QUERY, 'r-1'))).toBe(
      '{"type":"subscribe","id":"r-1","payload":{"query":"{ price }"}}',
    );
    session.write(graphqlRequests.tag(QUERY, 'r-2'));
    session.write({ ...QUERY, id: 's-1' });
    say(
      '{"type":"next","id":"r-1","payload":{"data":1}}',
      '{"type":"complete","id":"r-1"}',
      '{"type":"error","id":"r-2","payload":[{"message":"no"}]}',
      '{"type":"complete","id":"s-1"}',
      '{"type":"complete","id":"r-1"}',
    );
    const [next, error, complete, second] = messages;
    expect(graphqlRequests.match(next as never)).toEqual({ id: 'r-1', value: { data: 1 } });
    expect(graphqlRequests.match(error as never)).toMatchObject({
      id: 'r-2',
      error: { message: 'no', errors: [{ message: 'no' }] },
    });
    expect(complete).toEqual({ type: 'complete', id: 's-1' });
    // What is over is not remembered.
    expect(second).toEqual({ type: 'complete', id: 'r-1' });
  });

  it('that are requests reject when they complete without a result', () => {
    const { session, say, messages } = connected();
    session.write(graphqlRequests.tag(QUERY, 'r-1'));
    say('{"type":"complete","id":"r-1"}');
    expect(graphqlRequests.match(messages[0] as never)).toEqual({
      id: 'r-1',
      error: new Error('the server completed it without a result'),
    });
  });

  it('that are requests are forgotten from the oldest on, when a thousand are open', () => {
    const { session, say, messages } = connected();
    for (let id = 0; id <= 1_000; id += 1) session.write(graphqlRequests.tag(QUERY, String(id)));
    for (const id of [0, 1]) say(`{"type":"next","id":"${id}","payload":{}}`, `{"type":"complete","id":"${id}"}`);
    expect(messages).toEqual([
      { type: 'next', id: '0', payload: {} },
      { type: 'complete', id: '0' },
      { type: 'next', id: '1', payload: {} },
    ]);
  });

  it('end with a complete of ours', () => {
    const farewell: GraphqlCommand = { type: 'complete', id: '1' };
    expect(connected().session.write(farewell)).toBe('{"type":"complete","id":"1"}');
    expect(graphqlRequests.tag(farewell, 'x')).toBe(farewell);
  });

  it('reject with a text of ours where the server gives none', () => {
    for (const payload of [[], [null], [{ message: 1 }]]) {
      const match = graphqlRequests.match({ type: 'error', id: '1', payload });
      expect(match?.error).toMatchObject({ message: 'the server did not execute it', errors: payload });
    }
  });
});

describe('bad frames', () => {
  it.each([
    ['{', 'expected JSON, got "{"'],
    ['null', 'expected a message of the protocol, got "null"'],
    ['[]', 'expected a message of the protocol, got "[]"'],
    ['{"type":"ka"}', 'expected a message of the protocol, got "{\\"type\\":\\"ka\\"}"'],
    ['{"type":"next","payload":{}}', 'expected a message of the protocol'],
    ['{"type":"next","id":"","payload":{}}', 'expected a message of the protocol'],
    ['{"type":"next","id":"1","payload":null}', 'expected a message of the protocol'],
    ['{"type":"error","id":"1","payload":{}}', 'expected a message of the protocol'],
    ['{"type":"complete","id":1}', 'expected a message of the protocol'],
    [new ArrayBuffer(1), 'expected a text frame, got a binary one'],
  ])('%j ends the connection, and another attempt comes', (frame, reason) => {
    const talk = connected();
    talk.say(frame, '{"type":"next","id":"1","payload":{}}');
    expect(talk.refusals).toEqual([[expect.stringContaining(`graphql-transport-ws: ${reason}`), 'backoff']]);
    expect(talk.messages).toEqual([]);
  });

  it('never throw', () => {
    const type = fc.constantFrom('next', 'error', 'complete', 'ping', 'pong', 'connection_ack', 'x');
    const message = fc.record({ type, id: fc.jsonValue(), payload: fc.jsonValue() }, { requiredKeys: [] });
    const frame = fc.oneof(
      fc.string(),
      fc.json(),
      message.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(fc.array(frame), (frames) => {
        const talk = connected();
        talk.say(...frames);
        expect(talk.refusals.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
