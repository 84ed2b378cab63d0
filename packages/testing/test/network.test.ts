import { describe, expect, it } from 'vitest';
import { connect, elapse, functionsOf, MINI, open, PLATFORMS, setUpFake } from './stage';

const fake = setUpFake();

/** What the app is told of the network, by event and by question. */
async function listen() {
  const heard: unknown[] = [];
  functionsOf(fake).onNetworkStatusChange?.((event: unknown) => heard.push(event));
  return {
    heard,
    async ask() {
      const told = (await functionsOf(fake).getNetworkType?.()) as Record<string, unknown>;
      return [told.networkType, told.networkAvailable];
    },
  };
}

describe.each(PLATFORMS)('the network of %s', (platform) => {
  it('breaks: lines go silent, new ones fail, and a connect that waits too', async () => {
    fake.reset({ platform });
    const line = await open(fake);
    const waiting = platform === 'alipay' ? null : await connect(fake);
    fake.network.offline();
    fake.server.say('一口价');
    expect(line.heard).toEqual([]);
    const late = await connect(fake);
    await elapse();
    const failed = platform === 'h5' ? 'error error' : 'error net::ERR_INTERNET_DISCONNECTED';
    expect(late.heard[1]).toBe(failed);
    if (waiting) expect(waiting.heard[1]).toBe(failed);
  });

  it('is back for new connections; those that went silent stay so', async () => {
    fake.reset({ platform });
    const line = await open(fake);
    fake.network.offline();
    fake.network.online();
    fake.server.say('一口价');
    expect(line.heard).toEqual([]);
    line.task.close({});
    const { heard } = await connect(fake);
    fake.server.accept();
    await elapse();
    expect(heard).toEqual(['resolved', 'open']);
  });

  it('is claimed to be gone, and is there', async () => {
    fake.reset({ platform });
    const line = await open(fake);
    fake.network.claim(false);
    fake.server.say('一口价');
    expect(line.heard).toEqual(['一口价']);
    expect((await connect(fake)).heard).toEqual(['resolved']);
  });
});

describe.each(MINI)('%s tells', (platform) => {
  it('in its own words', async () => {
    fake.reset({ platform });
    const { heard, ask } = await listen();
    const [wifi, none, available] =
      platform === 'weapp' ? ['wifi', 'none', []] : ['WIFI', 'NOTREACHABLE', [true, false]];
    expect(await ask()).toEqual([wifi, available?.[0]]);
    fake.network.offline();
    expect(await ask()).toEqual([none, available?.[1]]);
    fake.network.claim(true);
    expect(heard).toEqual([
      { isConnected: false, networkType: none },
      { isConnected: true, networkType: wifi },
    ]);
  });
});

describe('networkInformation on h5', () => {
  it.each([
    ['absent', 'unknown', 'unknown', []],
    [
      'effectiveType',
      '4g',
      '4g',
      [
        { isConnected: true, networkType: '4g' },
        { isConnected: true, networkType: '4g' },
      ],
    ],
    [
      'type',
      'wifi',
      'none',
      [
        { isConnected: false, networkType: 'none' },
        { isConnected: true, networkType: 'wifi' },
      ],
    ],
  ] as const)('%s', async (networkInformation, online, offline, events) => {
    fake.reset({ platform: 'h5', networkInformation });
    const { heard, ask } = await listen();
    const browser: unknown[] = [];
    const onLine = () => browser.push(navigator.onLine);
    window.addEventListener('online', onLine);
    window.addEventListener('offline', onLine);
    expect(await ask()).toEqual([online, undefined]);
    fake.network.offline();
    expect(await ask()).toEqual([offline, undefined]);
    fake.network.online();
    await elapse();
    expect([heard, browser]).toEqual([events, [false, true]]);
    expect('connection' in navigator && navigator.connection !== undefined).toBe(networkInformation !== 'absent');
  });

  it('is absent by default', async () => {
    fake.reset({ platform: 'h5' });
    expect((navigator as { connection?: object }).connection).toBeUndefined();
  });
});
