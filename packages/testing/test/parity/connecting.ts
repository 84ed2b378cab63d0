import { URL } from '../stage';
import type { Stage, Story } from './stage';

const ALL_CALLBACKS = (note: Stage['note']) => ({
  success: (result: unknown) => note('success', result),
  fail: (failure: unknown) => note('fail', failure),
  complete: (result: unknown) => note('complete', result),
});

const connects = (name: string, options: Record<string, unknown>, rest: Partial<Story> = {}): Story => ({
  name,
  ...rest,
  async play({ connect }) {
    await connect(options);
  },
});

const WRONG_OPTIONS: ReadonlyArray<readonly [string, unknown]> = [
  ['undefined', undefined],
  ['null', null],
  ['a number', 7],
];

/** How a connection comes about, or does not. */
export const CONNECTING: readonly Story[] = [
  {
    name: 'connect, open, message, close by the server',
    async play({ open, fake }) {
      await open();
      fake.server.say('一口价');
      fake.server.say(new Uint8Array([1, 2, 3]));
      fake.server.close(4001, '拍卖结束');
    },
  },
  {
    name: 'all three callbacks, and open',
    async play({ connect, fake, note }) {
      await connect(ALL_CALLBACKS(note));
      fake.server.accept();
    },
  },
  connects('protocols and header', { protocols: ['bid.v1', 'bid.v2'], header: { lot: '7' }, timeout: 5_000 }),
  connects('no protocols', { protocols: [] }),
  connects('protocols that are no array', { protocols: 'bid.v1' }),
  ...(['sync', 'with-open'] as const).map(
    (success): Story => ({
      name: `success ${success}`,
      knobs: { success },
      async play({ connect, fake }) {
        await connect();
        fake.server.accept();
      },
    }),
  ),
  {
    name: 'success undefined',
    knobs: { successResult: 'undefined' },
    async play({ connect, fake }) {
      await connect();
      fake.server.accept();
    },
  },
  {
    name: 'a success callback that throws',
    platforms: ['h5'],
    async play({ connect, note }) {
      await connect({
        success() {
          note('success');
          throw new Error('boom');
        },
      });
    },
  },
  ...(['fail', 'throw', 'error', 'close', 'both', 'accepted', 'silence', 'no-task'] as const).flatMap((outcome) => [
    connects(`outcome ${outcome}`, {}, { knobs: { connect: outcome } }),
    {
      name: `outcome ${outcome}, with all three callbacks`,
      knobs: { connect: outcome },
      async play({ connect, note }: Stage) {
        await connect(ALL_CALLBACKS(note));
      },
    },
  ]),
  ...(['error', 'close', 'both', 'silence'] as const).map(
    (refusal): Story => ({
      name: `refusal by ${refusal}`,
      knobs: { refusal },
      async play({ connect, fake }) {
        await connect();
        fake.server.refuse();
      },
    }),
  ),
  ...[undefined, 7, '', 'https://bid.example.com', 'bid.example.com/ws'].flatMap((url): Story[] => [
    { ...connects(`url ${url}`, { url }), platforms: ['h5'] },
    {
      name: `url ${url}, with fail`,
      platforms: ['h5'],
      async play({ connect, note }) {
        await connect({ url, fail: (failure: unknown) => note('fail', failure) });
      },
    },
    {
      name: `url ${url}, with complete`,
      platforms: ['h5'],
      async play({ connect, note }) {
        await connect({ url, complete: (result: unknown) => note('complete', result) });
      },
    },
  ]),
  ...WRONG_OPTIONS.map(
    ([name, options]): Story => ({
      name: `options ${name}`,
      platforms: ['h5'],
      async play({ call, taro }) {
        await call('connectSocket', () => taro.connectSocket?.(options));
      },
    }),
  ),
  ...[true, false, undefined].flatMap((multiple) =>
    [
      { multipleSupported: true, defaultMultiple: false },
      { multipleSupported: true, defaultMultiple: true },
      { multipleSupported: false, defaultMultiple: false },
    ].map(
      (knobs): Story => ({
        name: `multiple ${multiple}, ${JSON.stringify(knobs)}`,
        platforms: ['alipay'],
        knobs,
        async play({ open, fake, note }) {
          const task = await open({ multiple });
          fake.server.say('一口价');
          task.send({
            data: 'bid',
            success: () => note('sent'),
            fail: (failure: unknown) => note('not sent', failure),
          });
          task.close({ code: 4000, success: () => note('closed'), fail: () => note('not closed') });
        },
      }),
    ),
  ),
  {
    name: 'multiple, with the native methods kept',
    platforms: ['alipay'],
    async play({ open, fake }) {
      const task = await open({
        multiple: true,
        success(result: Record<string, unknown>) {
          for (const name of Object.keys(result)) if (typeof result[name] === 'function') delete result[name];
        },
      });
      fake.server.say('一口价');
      task.send({ data: 'bid' });
      task.close({ code: 4000, reason: '再见' });
    },
  },
  ...(['replace', 'refuse'] as const).map(
    (secondConnect): Story => ({
      name: `second connect: ${secondConnect}`,
      platforms: ['alipay'],
      knobs: { secondConnect },
      async play({ open, connect, fake, note }) {
        const first = await open();
        await connect({ url: `${URL}&second` });
        first.close();
        note('connections', fake.server.connections);
      },
    }),
  ),
];
