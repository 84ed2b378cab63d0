import { elapse, MINI } from '../stage';
import type { Stage, Story } from './stage';

const EVENTS = ['AppShow', 'AppHide', 'NetworkStatusChange'] as const;
const SOCKET_EVENTS = ['SocketOpen', 'SocketMessage', 'SocketError', 'SocketClose'] as const;
const INFORMATION = ['absent', 'effectiveType', 'type'] as const;

/** Makes an event happen on any platform. */
async function bringAbout({ fake }: Stage, event: (typeof EVENTS)[number]): Promise<void> {
  if (event === 'NetworkStatusChange') fake.network.claim(false);
  else {
    fake.app.hide();
    fake.app.show();
  }
  await elapse();
}

/** Listeners of the whole app. */
export const LISTENING: readonly Story[] = [
  ...EVENTS.flatMap((event): Story[] => {
    const told = (stage: Stage, name: string) => (detail: unknown) => stage.note(`${name} ${event}`, detail);
    const knobs = { networkInformation: 'type' } as const;
    return [
      {
        name: `on${event}: two listeners, one off, the other off by the bare function`,
        knobs,
        async play(stage) {
          const { call, taro } = stage;
          const one = told(stage, 'one');
          await call('on one', () => taro[`on${event}`]?.(one));
          await call('on two', () => taro[`on${event}`]?.(told(stage, 'two')));
          await bringAbout(stage, event);
          await call('off one', () => taro[`off${event}`]?.(one));
          await bringAbout(stage, event);
          await call('off a stranger', () => taro[`off${event}`]?.(() => {}));
          await bringAbout(stage, event);
          await call('off', () => taro[`off${event}`]?.());
          await bringAbout(stage, event);
          await call('on again', () => taro[`on${event}`]?.(one));
          await bringAbout(stage, event);
        },
      },
      {
        name: `on${event}: a listener that takes itself off while it is called`,
        knobs,
        async play(stage) {
          const { taro, note } = stage;
          const once = () => {
            note('once');
            taro[`off${event}`]?.(once);
          };
          taro[`on${event}`]?.(once);
          taro[`on${event}`]?.(told(stage, 'next'));
          taro[`on${event}`]?.(told(stage, 'last'));
          await bringAbout(stage, event);
          await bringAbout(stage, event);
        },
      },
      {
        name: `on${event}: a listener that adds another and takes all off while it is called`,
        knobs,
        async play(stage) {
          const { taro, note } = stage;
          const added = told(stage, 'added');
          const first = () => {
            note('first');
            taro[`on${event}`]?.(added);
          };
          taro[`on${event}`]?.(first);
          await bringAbout(stage, event);
          await bringAbout(stage, event);
          taro[`on${event}`]?.(() => taro[`off${event}`]?.());
          taro[`on${event}`]?.(told(stage, 'after'));
          await bringAbout(stage, event);
          await bringAbout(stage, event);
        },
      },
      // A listener that is there twice: which of the two goes is seen by the order of the rest.
      {
        name: `on${event}: one of two that are the same, off`,
        platforms: ['h5'],
        knobs,
        async play(stage) {
          const one = told(stage, 'one');
          stage.taro[`on${event}`]?.(one);
          stage.taro[`on${event}`]?.(told(stage, 'two'));
          stage.taro[`on${event}`]?.(one);
          stage.taro[`off${event}`]?.(one);
          await bringAbout(stage, event);
        },
      },
      {
        name: `on${event}: no listener`,
        knobs,
        async play(stage) {
          await stage.call('on', () => stage.taro[`on${event}`]?.());
          await bringAbout(stage, event);
        },
      },
    ];
  }),
  ...INFORMATION.map(
    (networkInformation): Story => ({
      name: `the network, navigator.connection ${networkInformation}`,
      knobs: { networkInformation },
      async play({ taro, fake, call, note }) {
        const ask = (when: string) =>
          call(`getNetworkType ${when}`, () =>
            taro.getNetworkType?.({
              success: (result: unknown) => note('success', result),
              fail: (failure: unknown) => note('fail', failure),
              complete: (result: unknown) => note('complete', result),
            }),
          );
        taro.onNetworkStatusChange?.((event: unknown) => note('event', event));
        await ask('online');
        fake.network.offline();
        note('told at once');
        await ask('offline');
        fake.network.online();
        await ask('online again');
        await call('getNetworkType', () => taro.getNetworkType?.());
      },
    }),
  ),
  {
    name: 'the app hidden and shown',
    async play({ taro, fake, note }) {
      taro.onAppShow?.((detail: unknown) => note('show', detail));
      taro.onAppHide?.((detail: unknown) => note('hide', detail));
      fake.app.hide();
      fake.app.hide();
      fake.app.show();
    },
  },
  {
    name: 'the global functions of the socket',
    async play({ taro, call, open, fake, note }) {
      for (const event of SOCKET_EVENTS) {
        await call(`on${event}`, () => taro[`on${event}`]?.((detail: unknown) => note(event, detail)));
      }
      await call('sendSocketMessage early', () => taro.sendSocketMessage?.({ data: 'bid' }));
      await call('closeSocket early', () => taro.closeSocket?.({}));
      await open();
      fake.server.say('一口价');
      await call('sendSocketMessage', () => taro.sendSocketMessage?.({ data: 'bid' }));
      await call('closeSocket', () => taro.closeSocket?.({ code: 4000 }));
      await call('closeSocket with nothing', () => taro.closeSocket?.());
      note('received', fake.server.received);
    },
  },
  {
    name: 'listeners of the one socket outlive it, until they are taken off',
    platforms: ['alipay'],
    async play({ open, taro, fake, note }) {
      const heard = (event: unknown) => note('heard', event);
      for (let round = 0; round < 3; round += 1) {
        const task = await open();
        if (round === 0) taro.onSocketMessage?.(heard);
        fake.server.say('一口价');
        if (round === 1) taro.offSocketMessage?.(heard);
        if (round === 2) taro.offSocketMessage?.();
        fake.server.say('落槌');
        task.close();
        await elapse();
      }
    },
  },
  {
    name: 'the global close event',
    platforms: MINI,
    knobs: { kill: 'global-only' },
    async play({ open, taro, fake, note }) {
      taro.onSocketClose?.((event: unknown) => note('global', event));
      await open();
      fake.app.hide();
      await elapse(60_000);
      fake.app.show();
    },
  },
];
