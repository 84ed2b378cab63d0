import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../test/manual-clock';
import { freshDatabase } from '../../test/test-database';
import { startServer } from '../../test/test-server';

const BID = { type: 'bid', id: 'b1', lot: 'ru-vase', amount: 12_000 } as const;

const never = () => new Promise<never>(() => {});

describe('a frame that cannot be taken', () => {
  const ID64 = 'i'.repeat(64);
  it.each([
    ['no JSON', 'Header', 'bad-json', /not JSON/, undefined],
    ['an empty frame', '', 'bad-json', /not JSON/, undefined],
    ['cut JSON', '{"type":"bid"', 'bad-json', /not JSON/, undefined],
    ['a number', '42', 'invalid-message', /JSON object/, undefined],
    ['null', 'null', 'invalid-message', /JSON object/, undefined],
    ['an array', '[]', 'invalid-message', /JSON object/, undefined],
    ['no type', '{"id":"7"}', 'invalid-message', /expected one of ping, watch, unwatch, bid, got nothing/, '7'],
    ['a number for a type', '{"type":1}', 'invalid-message', /got number/, undefined],
    [
      'an unknown type',
      '{"type":"buy","id":"7"}',
      'unknown-type',
      /"buy": expected one of ping, watch, unwatch, bid/,
      '7',
    ],
    ['the name of a method', '{"type":"constructor"}', 'unknown-type', /"constructor"/, undefined],
    ['a prototype', '{"type":"__proto__"}', 'unknown-type', /"__proto__"/, undefined],
    ['no lot', '{"type":"watch"}', 'invalid-message', /lot: .*expected string, received undefined/, undefined],
    [
      'text for an amount',
      JSON.stringify({ ...BID, amount: '5' }),
      'invalid-message',
      /amount: .*received string/,
      'b1',
    ],
    ['half a yuan', JSON.stringify({ ...BID, amount: 0.5 }), 'invalid-message', /amount: .*expected int/, 'b1'],
    ['nothing bid', JSON.stringify({ ...BID, amount: 0 }), 'invalid-message', /amount: .*>=1/, 'b1'],
    ['too much bid', JSON.stringify({ ...BID, amount: 1e9 }), 'invalid-message', /amount: .*<=999999999/, 'b1'],
    ['a bid without an id', JSON.stringify({ ...BID, id: undefined }), 'invalid-message', /id: .*string/, undefined],
    ['an empty id', JSON.stringify({ ...BID, id: '' }), 'invalid-message', /id: /, ''],
    ['an id of 65', JSON.stringify({ ...BID, id: `${ID64}i` }), 'invalid-message', /id: .*64/, undefined],
    [
      'a NUL in a lot',
      JSON.stringify({ type: 'watch', lot: '\u0000' }),
      'invalid-message',
      /lot: .*control/,
      undefined,
    ],
    [
      'a NUL in the lot of an unwatch',
      JSON.stringify({ type: 'unwatch', lot: 'a\u0000' }),
      'invalid-message',
      /lot: .*control/,
      undefined,
    ],
    ['a NUL in the lot of a bid', JSON.stringify({ ...BID, lot: '\u0000' }), 'invalid-message', /lot: .*control/, 'b1'],
    ['a NUL in an id', JSON.stringify({ ...BID, id: 'a\u0000' }), 'invalid-message', /id: .*control/, 'a\u0000'],
    [
      'half a character in an id',
      '{"type":"watch","lot":"a","id":"\\ud800"}',
      'invalid-message',
      /id: .*control/,
      '\ud800',
    ],
    ['a watch since nowhere', '{"type":"watch","lot":"a","since":{}}', 'invalid-message', /since.round: /, undefined],
    [
      'a watch since before the first event',
      '{"type":"watch","lot":"a","since":{"round":0,"seq":-1}}',
      'invalid-message',
      /since.seq: .*>=0/,
      undefined,
    ],
    ['a binary frame', Buffer.from('header'), 'invalid-message', /binary/, undefined],
  ])('is answered with an error, and the line lives on: %s', async (_what, frame, code, message, id) => {
    const server = await startServer();
    const client = await server.join('Ann');
    client.send(frame);
    const error = { type: 'error', code, message: expect.stringMatching(message), ...(id === undefined ? {} : { id }) };
    expect(await client.next('error')).toEqual(error);
    client.send({ ...BID, id: ID64 });
    expect(await client.next('bid-result')).toMatchObject({ id: ID64, ok: true });
    expect(await client.settle()).toEqual([]);
  });

  it('ends the connection with 1008 the 20th time in a minute', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock });
    const [client, bystander] = [await server.join('Ann'), await server.join('Bob')];
    for (let bad = 0; bad < 19; bad += 1) client.send('bad');
    expect((await client.settle()).filter((frame) => frame.includes('bad-json'))).toHaveLength(19);
    client.send('bad');
    expect(await client.closed).toEqual({ code: 1008, reason: 'too many bad messages' });
    await bystander.settle();
  });

  it('is forgiven after a minute', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock });
    const client = await server.join('Ann');
    for (let bad = 0; bad < 19; bad += 1) client.send('bad');
    await client.settle();
    await clock.advance(60_000);
    client.send('bad');
    await client.settle();
  });
});

describe('a ping', () => {
  it('is answered with the server’s time', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock });
    const client = await server.join('Ann');
    client.send({ type: 'ping' });
    expect(await client.next('pong')).toEqual({ type: 'pong', now: clock.now() });
  });

  it('in the old text is answered with the same text', async () => {
    const server = await startServer();
    const client = await server.join('Ann');
    client.send('header');
    await client.text('header');
    expect(await client.settle()).toEqual([]);
  });

  it('does not wait for the work in hand', async () => {
    const database = { ...(await freshDatabase()) };
    const server = await startServer({ database });
    const client = await server.join('Ann');
    database.transaction = never;
    client.send(BID);
    client.send({ type: 'ping' });
    await client.next('pong');
  });
});

describe('a long frame', () => {
  it('of 16 KiB is read', async () => {
    const server = await startServer();
    const client = await server.join('Ann');
    client.send('x'.repeat(16_384));
    expect(await client.next('error')).toMatchObject({ code: 'bad-json' });
  });

  it('of one byte more closes the connection with 1009, and only that', async () => {
    const server = await startServer();
    const [client, bystander] = [await server.join('Ann'), await server.join('Bob')];
    client.send('x'.repeat(16_385));
    expect((await client.closed).code).toBe(1009);
    await bystander.settle();
  });

  it('in fragments counts as one', async () => {
    const server = await startServer();
    const client = await server.join('Ann');
    client.socket.send('x'.repeat(10_000), { fin: false });
    client.socket.send('x'.repeat(10_000), { fin: true });
    expect((await client.closed).code).toBe(1009);
  });

  it('that is no UTF-8 closes the connection with 1007, and only that', async () => {
    const server = await startServer();
    const [client, bystander] = [await server.join('Ann'), await server.join('Bob')];
    client.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect((await client.closed).code).toBe(1007);
    await bystander.settle();
  });
});

describe('a flood', () => {
  const limits = { messageRate: { perSecond: 20, burst: 40 }, maxExcessMessages: 3 };

  it('is answered up to the burst, then told to slow down', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock, limits });
    const client = await server.join('Ann');
    for (let message = 0; message < 41; message += 1) client.send('header');
    for (let message = 0; message < 40; message += 1) await client.text('header');
    expect(await client.next('error')).toMatchObject({ code: 'rate-limited' });
    await clock.advance(50); // time for one message
    expect(await client.settle()).toEqual([]);
  });

  it('that goes on is closed with 4429, and nobody else suffers', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock, limits });
    const [client, bystander] = [await server.join('Ann'), await server.join('Bob')];
    for (let message = 0; message < 1_000; message += 1) client.send('header');
    expect(await client.closed).toEqual({ code: 4429, reason: 'too many messages' });
    await bystander.settle();
    expect(server.log().match(/too many messages/g)).toHaveLength(1);
  });

  it('is no flood at the rate that is allowed', async () => {
    const clock = createManualClock();
    const server = await startServer({ clock, limits });
    const client = await server.join('Ann');
    for (let second = 0; second < 10; second += 1) {
      for (let message = 0; message < 19; message += 1) client.send('header');
      for (let message = 0; message < 19; message += 1) await client.text('header');
      expect(await client.settle()).toEqual([]);
      await clock.advance(1_000);
    }
  });
});

it('cuts a slow reader off, and nobody else', async () => {
  const limits = { messageRate: { perSecond: 1e6, burst: 1e6 }, maxBufferedBytes: 65_536 };
  const server = await startServer({ limits });
  const [client, bystander] = [await server.join('Ann'), await server.join('Bob')];
  for (let bid = 0; bid < 50; bid += 1) {
    bystander.send({ type: 'bid', id: `${bid}`, lot: 'ru-vase', amount: 12_000 + bid * 500 });
  }
  await bystander.settle();
  const cutOff = server.logged('slow reader cut off');
  client.socket.pause();
  for (let watch = 0; watch < 5_000; watch += 1) client.send({ type: 'watch', lot: 'ru-vase' });
  await cutOff;
  client.socket.resume();
  expect((await client.closed).code).toBe(1006);
  bystander.send({ type: 'bid', id: 'last', lot: 'ru-vase', amount: 100_000 });
  expect(await bystander.next('bid-result', 'last')).toMatchObject({ ok: true });
});

it('tells of a failure of its own without the details, and lives on', async () => {
  const database = { ...(await freshDatabase()) };
  const server = await startServer({ database });
  const client = await server.join('Ann');
  database.transaction = () => Promise.reject(new Error('the disk is full'));
  client.send(BID);
  expect(await client.next('error')).toEqual({
    type: 'error',
    code: 'internal',
    message: 'Something went wrong on the server.',
    id: 'b1',
  });
  expect(server.log()).toContain('the disk is full');
  await client.settle();
});
