import { describe, expect, it } from 'vitest';
import { createDesks } from './desk';

const desks = createDesks();
const socketEvents = (story: string[]) => story.filter((entry) => !entry.startsWith('around'));

describe('the native task of alipay', () => {
  it.each([
    [
      'nested',
      [
        'message {"data":{"socketTaskID":1,"data":"a","isBuffer":false}}',
        'message {"data":{"socketTaskID":1,"data":"b","isBuffer":false}}',
      ],
    ],
    ['flat', ['message {"data":"a","isBuffer":false}', 'message {"data":"b","isBuffer":false}']],
    [
      'both',
      ['message {"data":{"socketTaskID":1,"data":"a","isBuffer":false}}', 'message {"data":"b","isBuffer":false}'],
    ],
  ] as const)('brings a message %s', async (payload, messages) => {
    const { host, story, noted } = await desks.open('alipay', { payload, query: { multiple: 'true' } });
    await host.tap('connect');
    await noted('open');
    desks.server().say('a');
    desks.server().say('b');
    await host.until(() => story().filter((entry) => entry.startsWith('message')).length === 2);
    expect(story().filter((entry) => entry.startsWith('message'))).toEqual(messages);
  });

  it.each([
    ['base64', 'message {"data":"AQL/","isBuffer":true}'],
    ['array-buffer', 'message buffer 1 2 255'],
  ] as const)('brings bytes as %s', async (binary, message) => {
    const desk = await desks.open('alipay', { binary, payload: 'flat', query: { multiple: 'true' } });
    await desk.host.tap('connect');
    await desk.noted('open');
    desks.server().say(new Uint8Array([1, 2, 255]));
    await desk.noted('message');
    expect(desk.story()).toContain(message);
  });

  it('leaves the global functions without a socket', async () => {
    const { host, story, noted } = await desks.open('alipay', { query: { multiple: 'true' } });
    await host.tap('listen-globally');
    await host.tap('connect');
    await noted('open');
    expect(story().filter((entry) => entry.startsWith('global'))).toEqual([]);
    expect(host.open.listeners).toEqual({ onSocketOpen: 1, onSocketMessage: 1, onSocketError: 1, onSocketClose: 1 });
  });

  it.each([
    [{ defaultMultiple: true }, {}, 'task'],
    [{}, {}, 'no task'],
    [{ defaultMultiple: true }, { multiple: 'false' }, 'no task'],
    [{ multipleSupported: false }, { multiple: 'true' }, 'no task'],
  ])('with %o and the options %o there is %s', async (knobs, query, said) => {
    const { host, noted } = await desks.open('alipay', { ...knobs, query });
    await host.tap('connect');
    await noted(said);
  });
});

describe('the single socket of alipay', () => {
  async function openSingle(knobs: Parameters<typeof desks.open>[1] = {}) {
    const desk = await desks.open('alipay', knobs);
    await desk.host.tap('listen-globally');
    await desk.host.tap('connect');
    await desk.noted('global open false');
    desk.forget();
    return desk;
  }

  it('speaks through the global functions', async () => {
    const { host, story, noted } = await openSingle();
    await host.input('amount', 'bid 120');
    await host.tap('send');
    await noted('sent');
    await host.until(() => desks.server().events.includes('bid 120'));
    desks.server().say('sold');
    await noted('global message');
    desks.server().closeAll(4001, 'over');
    await noted('global close');
    expect(socketEvents(story())).toEqual([
      'sent',
      'global message {"data":"sold","isBuffer":false}',
      'global close {"reason":"over"}',
    ]);
  });

  it('adds listeners up, and they outlive it', async () => {
    const { host, story, forget, noted } = await openSingle();
    desks.server().closeAll(1000, '');
    await noted('global close');
    await host.tap('listen-globally');
    forget();
    await host.tap('connect');
    await noted('global open');
    expect(story().filter((entry) => entry === 'global open false')).toHaveLength(2);
  });

  it('closes without a word on code and reason', async () => {
    const { host, noted } = await openSingle();
    await host.tap('close');
    await noted('global close');
    await host.until(() => desks.server().events.includes('close 1000'));
    await noted('closed');
  });

  it('gives way to a second connect', async () => {
    const { host, story, noted } = await openSingle();
    await host.tap('connect');
    await noted('global close');
    await noted('global open');
    expect(story().filter((entry) => entry.startsWith('global close'))).toHaveLength(1);
    expect(host.open.sockets).toBe(1);
  });

  it('or refuses it', async () => {
    const { host, noted } = await openSingle({ secondConnect: 'refuse' });
    await host.tap('connect');
    await noted('fail 2 网络连接已经存在');
    expect(host.open.sockets).toBe(1);
    expect(desks.server().events).toEqual(['connect']);
  });

  it('does not refuse for the sake of a dead one', async () => {
    const { host, noted, forget } = await openSingle({ secondConnect: 'refuse' });
    await host.background({ kill: 'silent' });
    await host.foreground();
    forget();
    await host.tap('connect');
    await noted('global open');
  });
});
