import { describe, expect, it } from 'vitest';
import { FAILURE } from './connect-outcome';
import { createDesks } from './desk';

const desks = createDesks();
const NOISE = /^(around|task|then|app|load|show|ready)/;

describe.each(['weapp', 'alipay'] as const)('a fault of %s', (platform) => {
  async function openDesk(options: Parameters<typeof desks.open>[1] = {}) {
    const desk = await desks.open(platform, { ...options, query: { multiple: 'true', ...options.query } });
    const heard = () => desk.story().filter((entry) => !NOISE.test(entry));
    const connect = async () => {
      await desk.host.tap('connect');
      await desk.noted('open');
    };
    return { ...desk, heard, connect };
  }

  it('is a connect that gives no task', async () => {
    const { host, story, noted } = await openDesk({ connect: 'no-task' });
    await host.tap('connect');
    await noted('success');
    expect(story()).toContain('no task');
    expect(host.open.sockets).toBe(0);
  });

  it('is a connect that is held, and says what it has to say when it is let go', async () => {
    const { host, heard, noted, connect } = await openDesk({ connect: (attempt) => (attempt === 1 ? 'held' : 'real') });
    await host.tap('connect');
    await host.until(() => desks.server().events.includes('connect'));
    desks.server().say('one');
    desks.server().closeAll(4001, 'over');
    await host.until(() => host.open.sockets === 0);
    await connect();
    expect(heard()).toEqual(['success', 'open true']);
    await host.letGo();
    await noted('close');
    expect(heard().map((entry) => entry.split(' ')[0])).toEqual([
      'success',
      'open',
      'success',
      'open',
      'message',
      'close',
    ]);
  });

  it.each([
    ['sync', ['success', 'error']],
    ['later', ['success', 'error']],
    ['late', ['error', 'success']],
  ] as const)('comes with success %s as %j', async (success, expected) => {
    const { host, heard } = await openDesk({ success, connect: 'error' });
    await host.tap('connect');
    await host.until(() => heard().length === expected.length);
    expect(heard().map((entry) => entry.split(' ')[0])).toEqual(expected);
  });

  it('is told in words and, on alipay, by a number', async () => {
    const { host, noted } = await openDesk({ connect: { fail: FAILURE.domain, code: 20 } });
    await host.tap('connect');
    await noted(platform === 'alipay' ? `fail 20 ${FAILURE.domain}` : `fail ${FAILURE.domain}`);
    host.knobs.connect = { error: FAILURE.domain, code: 20 };
    await host.tap('connect');
    await noted(
      platform === 'alipay'
        ? `error {"data":"${FAILURE.domain}","error":20,"errorMessage":"${FAILURE.domain}"}`
        : `error {"errMsg":"${FAILURE.domain}"}`,
    );
  });

  it.each(['fail', 'error'] as const)('is a slot that a plugin took, told by %s', async (overSlots) => {
    const { host, noted, connect } = await openDesk({ pluginSockets: 5, overSlots });
    await host.tap('connect');
    await noted(overSlots);
    host.knobs.pluginSockets = 4;
    await connect();
  });

  it.each([
    ['fail', 'fail'],
    ['error', 'error'],
    ['close', 'close'],
  ] as const)('is a name that is not resolved, told by %s', async (refusal, told) => {
    const { host, story, noted } = await openDesk({ offline: true, refusal });
    await host.tap('connect');
    await noted(told);
    // Of a close, Alipay's task tells nothing.
    const isMute = platform === 'alipay' && refusal === 'close';
    expect(story().some((entry) => entry.includes(FAILURE.nameNotResolved))).toBe(!isMute);
    expect(desks.server().events).toEqual([]);
    host.network.online();
    await host.tap('connect');
    await noted('open');
  });

  it.each([
    ['close', ['close']],
    ['error', ['error']],
    ['both', ['error', 'close']],
  ] as const)('is a line that breaks, told by %s', async (breakage, expected) => {
    const { host, heard, forget, connect } = await openDesk({ breakage });
    await connect();
    forget();
    host.network.offline();
    await host.until(() => heard().length === expected.length);
    host.network.online();
    // The second socket comes after all that the first one has to say.
    await connect();
    expect(heard().map((entry) => entry.split(' ')[0])).toEqual([...expected, 'success', 'open']);
  });

  it('is a task that throws where it could fail', async () => {
    const { host, connect, noted } = await openDesk({ misuse: 'throw' });
    await connect();
    desks.server().closeAll(1000, '');
    await noted('close');
    await host.tap('close');
    await host.tap('send');
    expect(host.errors.splice(0)).toMatchObject([
      { message: 'closeSocket:fail WebSocket is not connected' },
      { message: 'sendSocketMessage:fail WebSocket is not connected' },
    ]);
  });

  it.each([
    [0, ['success', 'error', 'close', 'then']],
    [2, ['success', 'then', 'error', 'close']],
  ])('is an event that comes %i tasks late', async (latency, expected) => {
    const { host, story, noted } = await openDesk({ promises: 'macrotask', connect: 'both', latency });
    await host.tap('connect');
    await noted('then');
    await noted('close');
    const names = story().map((entry) => entry.split(' ')[0] ?? '');
    expect(names.filter((name) => /^(success|error|close|then)$/.test(name))).toEqual(expected);
  });

  it('is a frame that no server sent', async () => {
    const { host, heard, noted } = await openDesk({ query: { url: desks.server().heldUrl } });
    await host.tap('connect');
    host.receive('too early');
    desks.server().admit();
    await noted('open');
    host.receive('garbage');
    await noted('message');
    expect(heard().filter((entry) => entry.includes('garbage'))).toHaveLength(1);
    expect(heard().filter((entry) => entry.includes('early'))).toHaveLength(0);
  });

  const [wifi, none] = platform === 'weapp' ? ['wifi', 'none'] : ['WIFI', 'NOTREACHABLE'];
  const known = (answer: boolean) => (platform === 'weapp' ? 'undefined' : `${answer}`);

  it.each([
    ['truth', `network is ${none} ${known(false)}`, [`network false ${none}`]],
    ['offline', `network is ${none} ${known(false)}`, [`network false ${none}`]],
    ['online', `network is ${wifi} ${known(true)}`, [`network true ${wifi}`]],
    ['none', `network is ${none} ${known(false)}`, []],
  ] as const)('is a network that is gone, with the news %s', async (networkNews, answer, events) => {
    const { host, heard, noted, forget } = await openDesk({ networkNews });
    await host.tap('watch');
    forget();
    host.network.offline();
    await host.tap('ask-network');
    await noted(answer);
    expect(heard()).toEqual([...events, answer]);
  });

  it('is a network that is said to be gone, and is not', async () => {
    const { host, heard, noted, forget, connect } = await openDesk({ networkNews: 'offline' });
    await host.tap('watch');
    forget();
    host.network.online();
    await host.tap('ask-network');
    await noted(`network is ${none}`);
    expect(heard()).toEqual([`network false ${none}`, `network is ${none} ${known(false)}`]);
    await connect();
  });

  it('is a network that nobody knows anything of', async () => {
    const { host, heard, noted, forget } = await openDesk({ networkQuestion: 'silence' });
    forget();
    await host.tap('ask-network');
    host.knobs.networkQuestion = 'fail';
    await host.tap('ask-network');
    await noted('network unknown');
    expect(heard()).toHaveLength(1);
  });
});

describe('a listener of alipay', () => {
  it('goes by itself, or with all of its kind', async () => {
    const { host, story, noted } = await desks.open('alipay', {});
    await host.tap('listen-globally');
    await host.tap('listen-removably');
    expect(host.open.listeners).toMatchObject({ onSocketMessage: 2 });
    await host.tap('connect');
    await noted('global open');
    desks.server().say('one');
    await noted('kept listener');
    expect(story()).not.toContain('removed listener');
    await host.tap('unlisten-globally');
    expect(host.open.listeners).toEqual({});
  });
});
