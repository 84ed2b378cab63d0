import { describe, expect, it } from 'vitest';
import { type ConnectOutcome, FAILURE } from './connect-outcome';
import { createDesks } from './desk';

const desks = createDesks();
const NOISE = /^(around|task|then)/;

describe.each(['weapp', 'alipay'] as const)('a socket on %s', (platform) => {
  const query = { multiple: 'true' };

  /** What the page heard, without what it was asked. */
  async function openDesk(options: Parameters<typeof desks.open>[1] = {}) {
    const desk = await desks.open(platform, { ...options, query: { ...query, ...options.query } });
    desk.forget();
    const heard = () => desk.story().filter((entry) => !NOISE.test(entry));
    const names = () => heard().map((entry) => entry.split(' ')[0]);
    const connect = async () => {
      await desk.host.tap('connect');
      await desk.noted('open');
    };
    return { ...desk, heard, names, connect };
  }

  it('opens on a real server, hears it, and is heard', async () => {
    const { host, connect, names, noted } = await openDesk();
    await connect();
    desks.server().say('hello');
    await noted('message');
    await host.input('amount', 'bid 120');
    await host.tap('send');
    await host.until(() => desks.server().events.includes('bid 120'));
    await noted('sent');
    expect(names()).toEqual(['success', 'open', 'message', 'sent']);
    expect(host.open.sockets).toBe(1);
  });

  it('holds frames until they are let go, and others overtake them', async () => {
    const { host, connect, heard, noted } = await openDesk({ hold: (frame) => frame.startsWith('slow') });
    await connect();
    for (const frame of ['slow 1', 'fast', 'slow 2']) desks.server().say(frame);
    await noted('message');
    desks.server().say('last');
    await host.until(() => heard().some((entry) => entry.includes('last')));
    await host.letGo();
    await host.until(() => heard().some((entry) => entry.includes('slow 2')));
    const frames = heard().flatMap((entry) => entry.match(/slow \d|fast|last/) ?? []);
    expect(frames).toEqual(['fast', 'last', 'slow 1', 'slow 2']);
  });

  it('carries its close code, and is counted until it has closed', async () => {
    const { host, connect, noted } = await openDesk();
    await connect();
    await host.tap('close');
    await noted('close');
    await host.until(() => desks.server().events.includes('close 4000 bye'));
    expect(host.open.sockets).toBe(0);
    await host.tap('close');
    await noted('not closed');
  });

  it.each<[ConnectOutcome, string[]]>([
    ['error', ['success', 'error']],
    ['close', ['success', 'close']],
    ['both', ['success', 'error', 'close']],
    ['fail', ['fail']],
    ['accepted', ['success']],
    ['silence', []],
    [{ fail: FAILURE.domain }, ['fail']],
    [{ close: FAILURE.nameNotResolved }, ['success', 'close']],
    [{ error: FAILURE.slots }, ['success', 'error']],
  ])('that is to end in %o tells %j and reaches no server', async (connect, expected) => {
    const { host, names, noted } = await openDesk({ connect });
    await host.tap('connect');
    host.knobs.connect = 'real';
    // The second connect comes after all that the first one has to say.
    await host.tap('connect');
    await noted('open');
    expect(names()).toEqual([...expected, 'success', 'open']);
    expect(desks.server().events).toEqual(['connect']);
    expect(host.open.sockets).toBe(1);
  });

  it('may throw out of the connect', async () => {
    const { host } = await openDesk({ connect: (attempt) => (attempt === 1 ? 'throw' : 'real') });
    await host.tap('connect');
    expect(host.errors.splice(0)).toMatchObject([{ message: 'connectSocket: the native side threw' }]);
  });

  it.each([
    ['error', ['success', 'error']],
    ['close', ['success', 'close']],
    ['both', ['success', 'error', 'close']],
    ['fail', ['fail']],
  ] as const)('that the server refuses tells it by %s', async (refusal, expected) => {
    const wrong = desks.server().url.replace('/ws', '/nowhere');
    const { host, names } = await openDesk({ refusal, query: { url: wrong } });
    await host.tap('connect');
    await host.until(() => names().length === expected.length);
    expect(names()).toEqual(expected);
    expect(host.open.sockets).toBe(0);
  });

  it('answers success inside the call when it is told to', async () => {
    const { host, story, noted } = await openDesk({ success: 'sync' });
    await host.tap('connect');
    await noted('open');
    expect(story().slice(0, 2)).toEqual(['success', 'task']);
  });

  it.each([
    ['later', ['success', 'then', 'open']],
    ['with-open', ['success', 'open', 'then']],
    ['late', ['open', 'success', 'then']],
  ] as const)('with success %s tells %j', async (success, expected) => {
    const { host, story, noted } = await openDesk({ success });
    await host.tap('connect');
    await noted('open');
    await noted('then');
    const said = story().map((entry) => entry.split(' ')[0]);
    expect(said.filter((entry) => /^(success|then|open)$/.test(entry ?? ''))).toEqual(expected);
  });

  it('may give nothing to success', async () => {
    const { host, noted } = await openDesk({ successResult: 'undefined' });
    await host.tap('connect');
    await noted('success of nothing');
  });

  it('takes a url of another scheme for a fail', async () => {
    const { host, noted, names } = await openDesk({ query: { url: 'http://127.0.0.1' } });
    await host.tap('connect');
    await noted('fail');
    expect(names()).toEqual(['fail']);
  });

  it.each([
    ['add', 2],
    ['overwrite', 1],
  ] as const)('with repeatedOn %s calls %i of two listeners', async (repeatedOn, calls) => {
    const { host, connect, heard, noted } = await openDesk({ repeatedOn });
    await connect();
    await host.tap('listen-twice');
    desks.server().say('one');
    await noted('second listener');
    expect(heard().slice(2)).toHaveLength(calls);
  });

  it.each([
    [true, /^readyState 1$/],
    [false, /^readyState undefined$/],
  ])('with readyState %s says %s', async (readyState, said) => {
    const { host, connect, heard } = await openDesk({ readyState });
    await connect();
    await host.tap('ready-state');
    expect(heard().at(-1)).toMatch(said);
  });

  it('sends bytes as bytes', async () => {
    const { host, connect } = await openDesk();
    await connect();
    await host.tap('send-bytes');
    await host.until(() => desks.server().events.includes('bytes 1 2 255'));
  });

  it('beyond the slots is refused until one has closed', async () => {
    const { host, names, forget, connect } = await openDesk({ slots: 1, overSlots: 'error' });
    await connect();
    forget();
    await host.tap('connect');
    await host.until(() => names().includes('error'));
    host.knobs.overSlots = 'fail';
    forget();
    await host.tap('connect');
    await host.until(() => names().includes('fail'));
    desks.server().closeAll(4001, 'over');
    await host.until(() => host.open.sockets === 0);
    forget();
    await connect();
  });

  it('ignores a close before it is open', async () => {
    const { host, noted } = await openDesk({ query: { url: desks.server().heldUrl } });
    await host.tap('connect');
    await host.tap('close');
    await noted('not closed');
    desks.server().admit();
    await noted('open');
  });

  it('or obeys it', async () => {
    const { host, names, noted } = await openDesk({
      closeBeforeOpen: 'works',
      refusal: 'close',
      query: { url: desks.server().heldUrl },
    });
    await host.tap('connect');
    await host.tap('close');
    await noted('close {');
    expect(names()).not.toContain('open');
    expect(host.open.sockets).toBe(0);
  });

  it('cut before it is open never opens', async () => {
    const { host, names } = await openDesk({ query: { url: desks.server().heldUrl } });
    await host.tap('connect');
    host.cutLine();
    desks.server().admit();
    await host.until(() => desks.server().events.includes('connect'));
    await host.tap('connect');
    desks.server().admit();
    await host.until(() => names().includes('open'));
    desks.server().say('hello');
    await host.until(() => names().includes('message'));
    expect(names()).toEqual(['success', 'success', 'open', 'message']);
  });

  it('on a cut line hears nothing more, and takes what is sent as sent', async () => {
    const { host, connect, names, forget, noted } = await openDesk();
    await connect();
    host.cutLine();
    forget();
    desks.server().say('lost');
    await host.input('amount', 'lost too');
    await host.tap('send');
    await noted('sent');
    // A second socket has been to the server and back, so the first would have heard by now.
    await connect();
    desks.server().say('hello');
    await noted('message');
    expect(names().filter((name) => name === 'message')).toHaveLength(1);
    expect(desks.server().events).toEqual(['connect', 'connect']);
    expect(host.open.sockets).toBe(2);
  });

  it.each([
    ['silence', ['closed']],
    ['event', ['close', 'closed']],
  ] as const)('closed on a cut line frees its slot, with %s', async (closeOnCutLine, expected) => {
    const { host, connect, names, forget, noted } = await openDesk({ closeOnCutLine });
    await connect();
    host.cutLine();
    forget();
    await host.tap('close');
    await noted('closed');
    expect(names()).toEqual(expected);
    expect(host.open.sockets).toBe(0);
    expect(desks.server().events).toEqual(['connect']);
  });

  it('falls when the network goes, or is left half-open', async () => {
    const { host, connect, forget, noted, names } = await openDesk();
    await host.tap('watch');
    await connect();
    host.network.offline();
    await noted('network false');
    await noted('close');
    forget();
    await host.tap('connect');
    await noted('error');
    host.network.online();
    await noted('network true');
    forget();
    await connect();
    forget();
    host.network.offline({ lines: 'silent' });
    await noted('network false');
    expect(names()).toEqual(['network']);
    expect(host.open.sockets).toBe(1);
    host.network.report(true);
    await noted('network true');
  });
});
