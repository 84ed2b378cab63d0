import { describe, expect, it, vi } from 'vitest';
import { createFakeTaro } from '../src';
import { connect, elapse, end, functionsOf, open, PLATFORMS, setUpFake, URL } from './stage';

const fake = setUpFake();

describe('createFakeTaro', () => {
  it('refuses a platform that is none, and names those there are', () => {
    expect(() => createFakeTaro({ platform: 'swan' as never })).toThrow(
      'createFakeTaro: expected a platform of weapp, alipay, h5, got swan',
    );
    expect(() => createFakeTaro({} as never)).toThrow('got undefined');
  });

  it.each([
    [{ slots: Number.NaN }, 'slots to be a number from 0, got NaN'],
    [{ slots: '5' }, 'slots to be a number from 0, got 5'],
    [{ connect: 'eror' }, 'connect to be real, error, close, both, fail, throw, no-task, accepted, silence, got eror'],
    [{ connect: null }, 'connect to be real, '],
    [{ refusal: 'both ' }, 'refusal to be error, close, both, silence, got both '],
    [{ sendFails: 'yes' }, 'sendFails to be true or false, got yes'],
    [{ missing: 'onAppShow' }, 'missing to be an array of names, got onAppShow'],
  ])('throws on a value that a knob does not know: %j', (knobs, message) => {
    const fake = createFakeTaro({ platform: 'weapp' });
    expect(() => fake.set(knobs as never)).toThrow(`createFakeTaro: expected the knob ${message}`);
    expect(() => createFakeTaro({ platform: 'weapp', ...(knobs as object) })).toThrow('expected the knob');
  });

  it('leaves a knob that is undefined as it was', async () => {
    const fake = createFakeTaro({ platform: 'weapp', slots: 1, connect: undefined } as never);
    fake.set({ slots: undefined } as never);
    fake.server.acceptAll();
    const { connectSocket } = fake.taro as { connectSocket(options: object): Promise<unknown> };
    await Promise.all([1, 2].map((lot) => connectSocket({ url: `wss://bid.example.com/${lot}` })));
    await expect.poll(() => fake.server.connections.length).toBe(1);
    fake.reset();
  });

  it('refuses a knob that is none, and names those there are', () => {
    expect(() => createFakeTaro({ platform: 'h5', slot: 4 } as never)).toThrow(
      /^createFakeTaro: no knob slot; there are connect, refusal, .*suspendedConnects, .*overSlots/,
    );
    expect(() => fake.set({ slot: 4, kil: 'keep' } as never)).toThrow('no knob slot, kil; there are connect');
    expect(() => fake.reset({ slot: 4 } as never)).toThrow('no knob slot; there are connect');
  });

  it('touches nothing of the environment until Taro is called or the fake is reset', () => {
    end(fake);
    const before = [setTimeout, clearTimeout, setInterval, clearInterval, window.addEventListener];
    const other = createFakeTaro({ platform: 'h5' });
    const now = () => [setTimeout, clearTimeout, setInterval, clearInterval, window.addEventListener];
    expect(now()).toEqual(before);
    functionsOf(other).getEnv?.();
    expect(now().map((each, at) => each === before[at])).toEqual([false, false, false, false, false]);
    end(other);
    expect(now()).toEqual(before);
  });
});

describe('reset()', () => {
  it('keeps the platform, and turns the knobs back', async () => {
    fake.reset({ platform: 'alipay', slots: 0 });
    fake.set({ overSlots: 'error' });
    fake.reset();
    expect(functionsOf(fake).getEnv?.()).toBe('ALIPAY');
    expect((await connect(fake)).heard).toEqual(['resolved']);
  });

  it('begins with nothing connected, nothing logged, nothing offline, and a server that answers pings', async () => {
    const { task } = await open(fake);
    fake.network.offline();
    fake.server.acceptAll();
    fake.server.answer(null);
    fake.app.hide();
    fake.reset();
    expect([fake.server.connects, fake.server.mostAtOnce, fake.server.connections, fake.log]).toEqual([0, 0, [], []]);
    const next = await open(fake);
    next.task.send({ data: 'ping' });
    await elapse();
    expect(next.heard).toEqual(['pong']);
    expect(end(fake)).toContain('a connection');
    task.close({});
  });

  it('changes nothing when it throws', async () => {
    const { heard } = await open(fake);
    expect(() => fake.reset({ slot: 4 } as never)).toThrow('no knob');
    fake.server.say('一口价');
    expect(heard).toEqual(['一口价']);
  });

  it('gives parts that a test took before', async () => {
    const { server, app, network, page } = fake;
    fake.reset({ platform: 'h5' });
    await open(fake);
    server.say('一口价');
    app.hide();
    network.offline();
    page.show();
    expect([server.connects, document.visibilityState, navigator.onLine]).toEqual([1, 'hidden', false]);
  });

  it('keeps the runtime on the same platform, and not on another', () => {
    const platforms: string[] = [];
    const runtime = () => {
      platforms.push('made');
      return { getEnv: () => 'runtime' };
    };
    const other = createFakeTaro({ platform: 'weapp', runtime });
    other.reset();
    expect([platforms.length, functionsOf(other).getEnv?.()]).toEqual([2, 'runtime']);
    other.reset({ platform: 'alipay' });
    expect([platforms.length, functionsOf(other).getEnv?.()]).toEqual([2, 'ALIPAY']);
    end(other);
  });
});

describe('assertClean()', () => {
  it('keeps the knobs that the fake was last reset with, and not those that were turned since', async () => {
    fake.reset({ platform: 'h5', connect: 'throw' });
    fake.set({ connect: 'real' });
    fake.assertClean();
    expect((await connect(fake)).heard).toEqual(['rejected the native call threw']);
  });

  it('puts the globals back', () => {
    end(fake);
    const before = [document.visibilityState, navigator.onLine, setTimeout, window.addEventListener];
    fake.reset({ platform: 'h5' });
    fake.app.hide();
    fake.network.offline();
    expect([document.visibilityState, document.hidden, navigator.onLine]).toEqual(['hidden', true, false]);
    fake.app.show();
    fake.network.online();
    fake.app.hide();
    fake.assertClean();
    expect([document.visibilityState, navigator.onLine, setTimeout, window.addEventListener]).toEqual(before);
    expect('connection' in navigator).toBe(false);
  });

  it('puts back what other mocks have put there', () => {
    end(fake);
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'prerender' });
    fake.reset({ platform: 'h5' });
    expect(document.visibilityState).toBe('visible');
    fake.assertClean();
    expect(document.visibilityState).toBe('prerender');
    Reflect.deleteProperty(document, 'visibilityState');
  });
});

describe('taro', () => {
  it('is the same object for ever, its own default export, and a module of ES', () => {
    const { taro } = fake;
    fake.reset({ platform: 'h5' });
    end(fake);
    expect([fake.taro === taro, taro.default === taro, taro.__esModule]).toEqual([true, true, true]);
  });

  it.each(PLATFORMS)('tells its environment on %s', (platform) => {
    fake.reset({ platform });
    const { ENV_TYPE } = fake.taro as Record<string, Record<string, string>>;
    const name = { weapp: 'WEAPP', alipay: 'ALIPAY', h5: 'WEB' }[platform];
    expect([functionsOf(fake).getEnv?.(), ENV_TYPE?.[name]]).toEqual([name, name]);
  });

  it('can be spread into a mock, whose functions are those of the platform of now', async () => {
    const mock = { ...fake.taro, request: () => 'of the test' } as Record<string, (argument?: unknown) => unknown>;
    fake.reset({ platform: 'alipay' });
    expect([mock.getEnv?.(), mock.request?.()]).toEqual(['ALIPAY', 'of the test']);
    await mock.connectSocket?.({ url: URL });
    expect(fake.server.connects).toBe(1);
  });

  it('can be spied on', () => {
    const spy = vi.spyOn(functionsOf(fake), 'getEnv');
    expect(functionsOf(fake).getEnv?.()).toBe('WEAPP');
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('has what each platform has', () => {
    const has = (name: string) =>
      PLATFORMS.filter((platform) => {
        fake.reset({ platform });
        return typeof fake.taro[name] === 'function';
      });
    expect([has('offSocketClose'), has('onSocketClose'), has('getNetworkType')]).toEqual([
      ['alipay'],
      ['weapp', 'alipay', 'h5'],
      ['weapp', 'alipay', 'h5'],
    ]);
  });
});

describe('act', () => {
  it('runs each event that the story brings about', async () => {
    let events = 0;
    const act = (event: () => void) => {
      events += 1;
      event();
    };
    const count = (change: () => void) => {
      events = 0;
      change();
      return events;
    };
    fake.reset({ platform: 'weapp', act });
    const { heard } = await connect(fake);
    fake.server.accept();
    expect(events).toBe(1);
    await elapse();
    expect([events, heard]).toEqual([2, ['resolved', 'open']]);
    expect(count(() => fake.server.say('一口价'))).toBe(1);
    expect(count(() => fake.network.claim(false))).toBe(1);
    expect(count(() => fake.app.hide())).toBe(1);
    expect(count(() => fake.app.show())).toBe(1);
    setTimeout(() => {}, 10);
    expect(count(() => fake.app.freeze(20))).toBe(1);
    expect(count(() => fake.server.close())).toBe(1);
    fake.reset();
    expect(count(() => fake.network.claim(false))).toBe(1);
  });
});

describe('log', () => {
  it('has the calls of connectSocket and of the platform, oldest first, with what they were given', async () => {
    const { task } = await open(fake, { header: { lot: '7' } });
    task.send({ data: 'bid' });
    task.close({ code: 4000, reason: '再见' });
    expect(fake.log.map(({ name, args }) => [name, args[0]])).toMatchObject([
      ['Taro.connectSocket', { url: URL, header: { lot: '7' } }],
      ['connectSocket', { url: URL, header: { lot: '7' } }],
      ['SocketTask.send', { data: 'bid' }],
      ['SocketTask.close', { code: 4000, reason: '再见' }],
    ]);
  });

  it('on alipay has the calls of the one global socket', async () => {
    fake.reset({ platform: 'alipay' });
    const { task } = await open(fake);
    task.send({ data: 'bid' });
    task.close({ code: 4000 });
    expect(fake.log.map(({ name }) => name)).toEqual([
      'Taro.connectSocket',
      'connectSocket',
      'sendSocketMessage',
      'closeSocket',
    ]);
    // Taro's forwarder drops what close is given.
    expect(fake.log.at(-1)?.args).toEqual([]);
  });

  it('on h5 has the calls of the browser’s WebSocket', async () => {
    fake.reset({ platform: 'h5' });
    const { task } = await open(fake, { protocols: ['bid.v1'] });
    task.send({ data: 'bid' });
    task.close({ code: 4000 });
    expect(fake.log.slice(1)).toEqual([
      { name: 'new WebSocket', args: [URL, ['bid.v1']] },
      { name: 'WebSocket.send', args: ['bid'] },
      { name: 'WebSocket.close', args: [] },
    ]);
  });
});
