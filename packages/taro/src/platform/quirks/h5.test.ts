import { noop } from '@heartbeat-socket/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { listen } from '../../../test/listen';
import { h5Quirks } from './h5';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('hands protocols over, and no header', () => {
  const connect = vi.fn();
  const isWanted = () => true;
  const bare = { url: 'ws://x', protocols: undefined, header: undefined, connectOptions: undefined };
  h5Quirks.connect(connect, { ...bare, protocols: ['v1'], header: { a: 'b' } }, isWanted);
  h5Quirks.connect(connect, bare, isWanted);
  expect(connect.mock.calls).toStrictEqual([[{ url: 'ws://x', protocols: ['v1'] }], [{ url: 'ws://x' }]]);
});

it('takes a task that shows no socket underneath for what it is', () => {
  const close = vi.fn();
  const { task, fire, heard } = listen(h5Quirks, { close });
  fire('close', { code: 4001, reason: 'full' });
  h5Quirks.close(task, 4000, 'bye', noop);
  expect(heard).toEqual([['closed', 4001, 'full']]);
  expect(close.mock.calls).toEqual([[{ code: 4000, reason: 'bye' }]]);
});

it('tells the sub-protocol of the socket underneath', () => {
  const ws = Object.assign(new EventTarget(), { protocol: 'mqtt', close: vi.fn() });
  const { fire, heard } = listen(h5Quirks, { ws });
  fire('open', {});
  expect(heard).toEqual([['opened', 'mqtt']]);
});

it('says for the browser what failed, for its error event has no words', () => {
  const ws = Object.assign(new EventTarget(), { url: 'wss://u:p@bid.example.com/ws?token=secret', close: vi.fn() });
  const { fire, heard } = listen(h5Quirks, { ws });
  fire('error', new Event('error'));
  fire('error', { errMsg: 'no slot' });
  fire('open', {});
  fire('error', new Event('error'));
  const where = 'the connection to wss://bid.example.com/ws';
  expect(heard).toEqual([
    ['failed', { message: `${where} could not be opened; browsers do not say why` }],
    ['failed', { errMsg: 'no slot' }],
    ['opened'],
    ['failed', { message: `${where} broke; browsers do not say why` }],
  ]);
});

it('believes the socket underneath, and not the close that the task tells', () => {
  const ws = Object.assign(new EventTarget(), { binaryType: 'blob', close: vi.fn() });
  const close = vi.fn();
  const { task, fire, heard } = listen(h5Quirks, { ws, close });
  fire('close', { code: 1006 });
  ws.dispatchEvent(Object.assign(new Event('close'), { code: 4001, reason: 'full' }));
  h5Quirks.close(task, 4000, 'bye', noop);
  expect([heard, ws.binaryType]).toEqual([[['closed', 4001, 'full']], 'arraybuffer']);
  expect([ws.close.mock.calls, close.mock.calls]).toEqual([[[4000, 'bye']], [[{ code: 4000, reason: 'bye' }]]]);
});

describe('the browser', () => {
  it.each([true, false])('says whether it is online: %s', (onLine) => {
    vi.stubGlobal('navigator', { onLine });
    expect(h5Quirks.isOnline()).toBe(onLine);
  });

  it.each([
    ['visible', true],
    ['prerender', true],
    ['hidden', false],
  ])('that is %s shows the app: %s', (visibilityState, expected) => {
    vi.stubGlobal('document', { visibilityState });
    expect(h5Quirks.isVisible()).toBe(expected);
  });

  it('tells both ways, until the end', () => {
    const listener = vi.fn();
    const end = h5Quirks.onNetworkChange(listener);
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
    expect(listener.mock.calls).toEqual([[false], [true]]);
    end();
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('may be missing, as on a server: nothing is known, and nothing told', () => {
    for (const name of ['window', 'document', 'navigator']) vi.stubGlobal(name, undefined);
    expect([h5Quirks.isOnline(), h5Quirks.isVisible()]).toEqual([undefined, true]);
    expect(h5Quirks.onNetworkChange(() => {})()).toBeUndefined();
  });
});
