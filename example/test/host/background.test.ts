import { describe, expect, it } from 'vitest';
import { createDesks } from './desk';

const desks = createDesks();
const HOUR = 3_600_000;

describe.each(['weapp', 'alipay'] as const)('in the background of %s', (platform) => {
  async function openDesk() {
    const desk = await desks.open(platform, { query: { multiple: 'true' } });
    await desk.host.tap('watch');
    await desk.noted('ready');
    return desk;
  }

  async function openSocket() {
    const desk = await openDesk();
    await desk.host.tap('listen-globally');
    await desk.host.tap('connect');
    await desk.noted('open');
    desk.forget();
    return desk;
  }

  it('the program hears of the way there and back', async () => {
    const { host, story, forget } = await openDesk();
    forget();
    await host.background();
    await host.foreground();
    expect(story()).toEqual(['hide', 'app hide', 'heard hide', 'app show', 'heard show', 'show']);
    await expect(host.foreground()).rejects.toThrow('not in the background');
  });

  it('a page below the top hears neither', async () => {
    const { host } = await openDesk();
    await host.navigateTo('/pages/other/index?from=desk');
    await host.background();
    await host.foreground();
    await host.reLaunch('/pages/other/index?from=end');
    const story = host.text('story').split(', ');
    expect(story.filter((entry) => entry === 'hide' || entry === 'show')).toEqual(['show', 'hide']);
    expect(story.filter((entry) => entry === 'other hide')).toHaveLength(1);
  });

  it('nobody can touch it', async () => {
    const { host } = await openDesk();
    await host.background({ freeze: false });
    await expect(host.tap('connect')).rejects.toThrow('background');
  });

  it('a killed socket closes on the way back', async () => {
    const { host, story, noted } = await openSocket();
    await host.background({ kill: 'interrupted' });
    await host.until(() => desks.server().events.includes('close 1006'));
    expect(host.open.sockets).toBe(0);
    expect(story().some((entry) => entry.startsWith('close'))).toBe(false);
    await host.foreground();
    await noted(platform === 'weapp' ? 'close {"code":1000,"reason":"interrupted"}' : 'close {"data"');
  });

  it('a killed socket closes at once when the program is not frozen', async () => {
    const { host, noted } = await openSocket();
    await host.background({ freeze: false });
    await noted('close');
  });

  it.each([
    ['silent', 0],
    ['global-only', 1],
  ] as const)('a socket killed with %s tells the task nothing', async (kill, global) => {
    const { host, story, forget, noted } = await openSocket();
    await host.background({ kill });
    expect(host.open.sockets).toBe(0);
    await host.foreground();
    await host.input('amount', 'too late');
    await host.tap('send');
    await noted('not sent');
    expect(story().filter((entry) => entry.startsWith('close'))).toHaveLength(0);
    expect(story().filter((entry) => entry.startsWith('global close'))).toHaveLength(global);
    forget();
    await host.tap('connect');
    await noted('open');
  });

  it('a kept socket brings what it heard meanwhile', async () => {
    const { host, story, noted } = await openSocket();
    await host.background({ kill: 'keep' });
    desks.server().say('meanwhile');
    desks.server().closeAll(4001, 'over');
    await host.until(() => host.open.sockets === 0);
    expect(story().filter((entry) => entry.startsWith('message'))).toEqual([]);
    await host.foreground();
    await noted('close');
    const events = story().filter((entry) => /^(show|message|close)/.test(entry));
    expect(events.map((entry) => entry.split(' ')[0])).toEqual(['show', 'message', 'close']);
  });

  it('what was held may come before the show', async () => {
    const { host, story } = await openSocket();
    await host.background({ kill: 'interrupted' });
    await host.foreground({ order: 'show-last' });
    const events = story().filter((entry) => /^(show|close)/.test(entry));
    expect(events.map((entry) => entry.split(' ')[0])).toEqual(['close', 'show']);
  });

  it('the first connects of the way back may be refused', async () => {
    const { host, noted, forget } = await openDesk();
    await host.background();
    await host.foreground({ suspendedConnects: 1 });
    await host.tap('connect');
    await noted('fail');
    forget();
    await host.tap('connect');
    await noted('open');
  });

  it('the clock goes on', async () => {
    const { host, story, forget } = await openDesk();
    const now = async () => {
      forget();
      await host.tap('time');
      const said = story().find((entry) => entry.startsWith('time')) ?? '';
      expect(said).toMatch(/^time \d+ \d+ 1970-01-01T00:00:00.000Z$/);
      const [, byFunction, byInstance] = said.split(' ');
      return Math.min(Number(byFunction), Number(byInstance));
    };
    const before = await now();
    await host.background();
    await host.foreground({ after: HOUR });
    expect(await now()).toBeGreaterThanOrEqual(before + HOUR);
  });

  it.each([
    ['burst', 0, ['timeout']],
    ['vanish', 0, []],
    ['late', 1, []],
  ] as const)('a timeout that falls due ends as %s: %i left', async (timers, left, notes) => {
    const { host, story, forget } = await openDesk();
    await host.input('amount', String(HOUR / 2));
    await host.tap('arm');
    forget();
    await host.background();
    await host.foreground({ timers, after: HOUR });
    expect(story().filter((entry) => entry === 'timeout')).toEqual(notes);
    expect(host.open.timers).toBe(left);
  });

  it.each([
    ['burst', 3],
    ['vanish', 0],
    ['late', 0],
  ] as const)('an interval ends as %s with %i ticks, and goes on', async (timers, ticks) => {
    const { host, story, forget } = await openDesk();
    await host.input('amount', String(HOUR));
    await host.tap('repeat');
    forget();
    await host.background();
    await host.foreground({ timers, after: 3.5 * HOUR });
    expect(story().filter((entry) => entry === 'tick')).toHaveLength(ticks);
    expect(host.open.timers).toBe(1);
    await host.tap('stop');
    expect(host.open.timers).toBe(0);
  });

  it('a timer that is not due yet keeps its time', async () => {
    const { host, story } = await openDesk();
    await host.input('amount', String(HOUR));
    await host.tap('arm');
    await host.background();
    await host.foreground({ after: HOUR / 2 });
    expect(host.open.timers).toBe(1);
    await host.background();
    await host.foreground({ after: HOUR / 2 });
    expect(story()).toContain('timeout');
  });

  it('a timeout of a few milliseconds never vanishes', async () => {
    const { host, noted } = await openDesk();
    await host.input('amount', '99');
    await host.tap('arm');
    await host.background();
    await host.foreground({ timers: 'vanish', after: HOUR });
    await noted('timeout');
  });

  it('timers run while the program is not frozen', async () => {
    const { host } = await openDesk();
    await host.input('amount', '1');
    await host.tap('arm');
    await host.background({ freeze: false });
    await host.until(() => host.open.timers === 0);
  });

  describe('calls to a socket', () => {
    const STAYS = { kill: 'keep', freeze: false } as const;
    const REFUSED =
      platform === 'weapp'
        ? [
            'not sent sendSocketMessage:fail interrupted',
            'not closed closeSocket:fail interrupted',
            'fail connectSocket:fail interrupted',
          ]
        : ['not sent interrupted', 'not closed interrupted', 'fail 1 connectSocket:fail interrupted'];

    async function openAnd(multiple: boolean, act: string, knobs = {}) {
      const desk = await desks.open(platform, { query: { multiple: String(multiple) }, ...knobs });
      if (!multiple) await desk.host.tap('listen-globally');
      await desk.host.tap('connect');
      await desk.noted(multiple ? 'open' : 'global open');
      await desk.host.input('amount', act);
      if (act !== '') await desk.host.tap('when-hidden');
      desk.forget();
      const answers = () => desk.story().filter((entry) => /^(not|sent|closed|fail|success)/.test(entry));
      return { ...desk, answers };
    }

    it('are refused by default on weapp alone', async () => {
      const { host, answers } = await openAnd(true, 'send close');
      await host.background(STAYS);
      await host.until(() => answers().length === 2);
      expect(answers()).toEqual(platform === 'weapp' ? REFUSED.slice(0, 2) : ['sent', 'closed']);
      await host.foreground();
    });

    it('are refused from the moment of hiding, and not from the show on', async () => {
      const { host, answers, forget } = await openAnd(true, 'send close connect', { refusesWhileHidden: true });
      await host.background(STAYS);
      await host.until(() => answers().length === 3);
      expect([answers(), host.open.sockets]).toEqual([REFUSED, 1]);
      expect(desks.server().events).toEqual(['connect']);
      await host.foreground();
      forget();
      await host.tap('connect');
      await host.until(() => answers().length === 1);
      expect(answers()).toEqual(['success']);
      await host.until(() => host.open.sockets === 2);
    });

    it('are refused to what the user touched last, whose event comes after the hiding', async () => {
      const { host, answers } = await openAnd(true, '', { refusesWhileHidden: true });
      await host.background({ ...STAYS, tap: 'send' });
      await host.until(() => answers().length === 1);
      expect(answers()).toEqual(REFUSED.slice(0, 1));
      await host.foreground();
    });

    it('are refused in silence where the program stops: it hears of it on the way back', async () => {
      const { host, answers } = await openAnd(true, 'close', { refusesWhileHidden: true });
      await host.background({ kill: 'keep' });
      await host.foreground();
      await host.until(() => answers().length === 1);
      expect([answers(), host.open.sockets]).toEqual([[REFUSED[1]], 1]);
      await host.tap('close');
      await host.until(() => host.open.sockets === 0);
    });

    if (platform === 'alipay') {
      it('are refused to the one socket of the app as well, which stays', async () => {
        const { host, answers } = await openAnd(false, 'send close connect', { refusesWhileHidden: true });
        await host.background(STAYS);
        await host.until(() => answers().length === 3);
        expect([answers(), host.open.sockets]).toEqual([
          ['not sent interrupted', 'not closed interrupted', 'fail 1 interrupted'],
          1,
        ]);
        await host.foreground();
      });
    }
  });
});
