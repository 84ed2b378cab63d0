import { describe, expect, it, vi } from 'vitest';
import { listen } from '../../../test/listen';
import { alipayQuirks } from './alipay';

const URL = 'wss://bid.example.com/ws';
const BARE = { url: URL, protocols: undefined, header: undefined, connectOptions: undefined };
const isWanted = () => true;

describe('connect', () => {
  it.each([
    [BARE, { url: URL }],
    [
      { ...BARE, protocols: ['v1'], header: { a: 'b' } },
      { url: URL, protocols: ['v1'], header: { a: 'b' } },
    ],
  ])('of %j hands over what there is, and asks for a native task', async (request, expected) => {
    const task = listen(alipayQuirks).task;
    const connect = vi.fn(async (_options: Record<string, unknown>) => task);
    expect(await alipayQuirks.connect(connect, request, isWanted)).toBe(task);
    expect(connect.mock.calls[0]?.[0]).toStrictEqual({ ...expected, multiple: true, success: expect.any(Function) });
  });

  it.each([null, undefined, { errMsg: 'connectSocket:fail' }])(
    'that resolves with %j and gives no functions either resolves with just that',
    async (answer) => {
      const connect = async ({ success }: Record<string, unknown>) => {
        (success as (result: unknown) => void)(undefined);
        return answer;
      };
      expect(await alipayQuirks.connect(connect, BARE, isWanted)).toBe(answer);
    },
  );
});

describe('an event', () => {
  const bytes = new Uint8Array([1, 2]).buffer;

  it.each([
    ['message', { data: 'a quote' }, ['message', 'a quote']],
    ['message', { data: { data: 'a quote' } }, ['message', 'a quote']],
    ['message', { data: 'AQI=', isBuffer: true }, ['message', bytes]],
    ['message', { data: bytes, isBuffer: true }, ['message', bytes]],
    ['message', { data: { data: bytes, isBuffer: true } }, ['message', bytes]],
    ['message', { data: null }, ['message', null]],
    ['close', undefined, ['closed', null, '']],
    ['close', { data: { reason: 'gone', code: 4001 } }, ['closed', 4001, 'gone']],
    ['close', { code: '1000' }, ['closed', null, '']],
    ['open', { data: { socketTaskID: 1 } }, ['opened']],
    ['error', { data: { error: 2 } }, ['failed', expect.objectContaining({ error: 2 })]],
  ])('%s of %j is read as %j', (name, event, expected) => {
    const { fire, heard } = listen(alipayQuirks);
    fire(name, event);
    expect(heard).toEqual([expected]);
  });
});
