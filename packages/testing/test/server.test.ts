import { describe, expect, it } from 'vitest';
import { connect, elapse, open, PLATFORMS, setUpFake, URL } from './stage';

const fake = setUpFake();

describe.each(PLATFORMS)('the server of %s', (platform) => {
  const begin = () => fake.reset({ platform });

  it('waits until it accepts, and gives the connection', async () => {
    begin();
    const { heard } = await connect(fake, { protocols: ['bid.v1'], header: { lot: '7' } });
    await elapse(59_000);
    expect(heard).toEqual(['resolved']);
    const connection = fake.server.accept();
    await elapse();
    expect(heard).toEqual(['resolved', 'open']);
    expect(connection).toBe(fake.server.connection);
    expect(connection).toMatchObject({
      url: URL,
      protocols: ['bid.v1'],
      header: platform === 'h5' ? {} : { lot: '7' },
      isOpen: true,
      closedByApp: null,
    });
  });

  it('accepts as they come, those that wait included, until it is told not to', async () => {
    begin();
    const first = await connect(fake);
    fake.server.acceptAll();
    await elapse();
    expect(first.heard).toEqual(['resolved', 'open']);
    first.task.close({});
    await elapse();
    const second = await connect(fake);
    expect(second.heard).toEqual(['resolved', 'open']);
    second.task.close({});
    await elapse();
    fake.server.acceptAll(false);
    expect((await connect(fake)).heard).toEqual(['resolved']);
  });

  it('answers pings, by a rule of the test, or not at all', async () => {
    begin();
    const { task, heard } = await open(fake);
    const ask = async (data: string) => {
      task.send({ data });
      expect(heard).toEqual([]);
      await elapse();
      return heard.splice(0);
    };
    expect([await ask('ping'), await ask('bid')]).toEqual([['pong'], []]);
    fake.server.answer((frame) => `${String(frame)}!`);
    expect(await ask('bid')).toEqual(['bid!']);
    fake.server.answer(null);
    expect(await ask('ping')).toEqual([]);
    expect(fake.server.received).toEqual(['ping', 'bid', 'bid', 'ping']);
  });

  it('says text as it is, and anything else as JSON', async () => {
    begin();
    const { heard } = await open(fake);
    for (const speech of ['一口价', { price: 120 }, [1, 2], 7, true, null]) fake.server.say(speech);
    expect(heard).toEqual(['一口价', '{"price":120}', '[1,2]', '7', 'true', 'null']);
    fake.server.connection.say({ price: 130 });
    expect(heard.at(-1)).toBe('{"price":130}');
  });

  it('is heard after open when it spoke or closed right after it accepted', async () => {
    begin();
    const { heard } = await connect(fake);
    fake.server.accept();
    fake.server.say('一口价');
    fake.server.connection.say('落槌');
    fake.server.close(1001, '再见');
    fake.server.connection.say('too late');
    await elapse();
    expect(heard.slice(0, 4)).toEqual(['resolved', 'open', '一口价', '落槌']);
    expect(heard.slice(4)).toEqual([
      { weapp: 'close 1001 再见', alipay: 'close undefined 再见', h5: 'close 1006 abnormal closure' }[platform],
    ]);
  });

  it('closes with 1000 unless told otherwise', async () => {
    begin();
    const { heard } = await open(fake);
    fake.server.close();
    expect(heard).toEqual([
      { weapp: 'close 1000 normal closure', alipay: 'close undefined', h5: 'close 1006 abnormal closure' }[platform],
    ]);
    expect(fake.server.connection).toMatchObject({ isOpen: false, closedByApp: null });
  });

  it('sees how the app closed, as far as the platform passes it on', async () => {
    begin();
    const { task, heard } = await open(fake);
    task.close({ code: 4000, reason: '再见' });
    expect(fake.server.connection.closedByApp).toEqual(
      { weapp: { code: 4000, reason: '再见' }, alipay: { code: 1000, reason: '' }, h5: { code: 1005, reason: '' } }[
        platform
      ],
    );
    fake.server.connection.say('on its way');
    await elapse();
    const close = { weapp: 'close 4000 再见', alipay: 'close undefined', h5: 'close 4000 再见' }[platform];
    // A browser is deaf from the call of close on.
    expect(heard).toEqual(platform === 'h5' ? [close] : ['on its way', close]);
    fake.server.connection.say('too late');
    expect(heard).toHaveLength(platform === 'h5' ? 1 : 2);
  });

  it('hears and is heard no more on a line that went silent', async () => {
    begin();
    const { task, heard } = await open(fake);
    fake.server.goSilent();
    fake.server.say('一口价');
    fake.server.close();
    let answer = '';
    task.send({ data: 'ping', success: () => (answer = 'success'), fail: () => (answer = 'fail') });
    await elapse(60_000);
    expect([heard, fake.server.received, answer]).toEqual([[], [], 'success']);
  });

  it('loses an answer on a line that went silent meanwhile', async () => {
    begin();
    const { task, heard } = await open(fake);
    task.send({ data: 'ping' });
    fake.server.connection.goSilent();
    await elapse();
    expect([heard, fake.server.received]).toEqual([[], ['ping']]);
  });
});

describe('with nobody there', () => {
  const none =
    /there is none\. connectSocket was called 0 times, and 0 of these reached the server\. Has the component/;
  it.each<[string, () => unknown, string]>([
    ['accept', () => fake.server.accept(), 'accept and refuse need a connection that waits'],
    ['refuse', () => fake.server.refuse(), 'accept and refuse need a connection that waits'],
    ['say', () => fake.server.say('?'), 'say needs an open connection'],
    ['close', () => fake.server.close(), 'close needs an open connection'],
    ['goSilent', () => fake.server.goSilent(), 'goSilent needs an open connection'],
    ['connection', () => fake.server.connection, 'connection: '],
  ])('%s says so', (_name, act, wanted) => {
    expect(act).toThrow(none);
    expect(act).toThrow(wanted);
  });
  it('received is empty, and acceptAll waits', () => {
    fake.server.acceptAll();
    expect([fake.server.received, fake.server.connections, fake.server.mostAtOnce]).toEqual([[], [], 0]);
  });
  it('the error counts what was tried', async () => {
    await connect(fake);
    fake.server.refuse();
    await elapse();
    fake.set({ connect: 'fail' });
    await connect(fake);
    expect(() => fake.server.accept()).toThrow('connectSocket was called 2 times, and 1 of these reached the server');
    expect(() => fake.server.say('?')).toThrow('say needs an open connection');
  });
  it('a connection that waits or was refused is not open', async () => {
    await connect(fake);
    expect(() => fake.server.say('?')).toThrow('say needs an open connection');
    fake.set({ refusal: 'silence' });
    fake.server.refuse();
    expect(() => fake.server.close()).toThrow('close needs an open connection');
    expect(() => fake.server.accept()).toThrow('need a connection that waits');
  });
});

describe('with many', () => {
  it('speaks to each that is open, and knows the newest', async () => {
    const first = await open(fake, { url: 'wss://one.example.com' });
    const second = await open(fake, { url: 'wss://two.example.com' });
    const third = await connect(fake);
    fake.server.say('一口价');
    expect([first.heard, second.heard, third.heard]).toEqual([['一口价'], ['一口价'], ['resolved']]);
    expect(fake.server.connections.map(({ url }) => url)).toEqual([
      'wss://one.example.com',
      'wss://two.example.com',
      URL,
    ]);
    expect(fake.server.connection.url).toBe(URL);
    expect([fake.server.mostAtOnce, fake.server.connects]).toEqual([3, 3]);
    fake.server.connections[0]?.close(4001, 'full');
    expect(first.heard).toEqual(['一口价', 'close 4001 full']);
    fake.server.connections[1]?.goSilent();
    fake.server.close();
    expect(second.heard).toEqual(['一口价']);
  });

  it('counts the most that the app had at once, not those it has closed', async () => {
    fake.server.acceptAll();
    for (let round = 0; round < 3; round += 1) {
      const { task } = await connect(fake);
      task.close({});
      await elapse();
    }
    expect([fake.server.mostAtOnce, fake.server.connects]).toEqual([1, 3]);
  });
});
