import { elapse, type Task } from '../stage';
import type { Stage, Story } from './stage';

const callbacks = (note: Stage['note'], of: string) => ({
  success: (result: unknown) => note(`${of} success`, result),
  fail: (failure: unknown) => note(`${of} fail`, failure),
  complete: (result: unknown) => note(`${of} complete`, result),
});

/** Calls of a task in one of its states, with and without callbacks. */
async function sendAndClose({ call, note, platform }: Stage, task: Task): Promise<void> {
  await call('send', () => task.send({ data: 'bid' }));
  await call('send with callbacks', () => task.send({ data: 'bid', ...callbacks(note, 'send') }));
  // Only Taro on H5 forgives that.
  if (platform === 'h5') await call('send nothing', () => task.send(undefined as never));
  await call('close', () => task.close({ code: 4000, reason: '再见', ...callbacks(note, 'close') }));
}

/** What passes over a connection, and how it ends. */
export const TALKING: readonly Story[] = [
  {
    name: 'send and close, open',
    async play(stage) {
      await sendAndClose(stage, await stage.open());
    },
  },
  ...(['ignored', 'works'] as const).map(
    (closeBeforeOpen): Story => ({
      name: `send and close too early, close ${closeBeforeOpen}`,
      knobs: { closeBeforeOpen },
      async play(stage) {
        const task = await stage.connect();
        if (task) await sendAndClose(stage, task);
        if (closeBeforeOpen === 'ignored' && stage.platform !== 'h5') stage.fake.server.accept();
      },
    }),
  ),
  {
    name: 'send and close after the server closed',
    async play(stage) {
      const task = await stage.open();
      stage.fake.server.close(1011);
      await sendAndClose(stage, task);
    },
  },
  {
    name: 'send that the platform refuses',
    knobs: { sendFails: true },
    async play(stage) {
      await sendAndClose(stage, await stage.open());
    },
  },
  {
    name: 'close twice, and with nothing',
    async play({ open, call, fake, note }) {
      const task = await open();
      await call('close', () => task.close());
      await call('close again', () => task.close({ code: 4001, reason: 'again' }));
      note('server', fake.server.connection.closedByApp);
    },
  },
  {
    name: 'close twice at once',
    async play({ open, fake, note }) {
      const task = await open();
      task.close({ code: 4000, reason: 'first' });
      task.close({ code: 4001, reason: 'second' });
      await elapse();
      note('server', fake.server.connection.closedByApp);
    },
  },
  {
    name: 'readyState through a life',
    async play({ connect, fake, note }) {
      const task = await connect();
      note('connecting', task?.readyState);
      fake.server.accept();
      await elapse();
      note('open', task?.readyState);
      task?.close({});
      note('closing', task?.readyState);
      await elapse();
      note('closed', task?.readyState);
    },
  },
  ...(['add', 'overwrite'] as const).map(
    (repeatedOn): Story => ({
      name: `listeners twice, ${repeatedOn}`,
      knobs: { repeatedOn },
      async play({ connect, listen, fake }) {
        const task = await connect();
        if (task) listen(task, 'second ');
        fake.server.accept();
        await elapse();
        fake.server.say('一口价');
        fake.server.close();
      },
    }),
  ),
  ...(['base64', 'array-buffer'] as const).map(
    (binary): Story => ({
      name: `bytes both ways, ${binary}`,
      knobs: { binary },
      async play({ open, fake, call, note }) {
        const task = await open();
        if (task.ws) {
          fake.server.say(new Uint8Array([0, 255]));
          task.ws.binaryType = 'arraybuffer';
        }
        fake.server.say(new Uint8Array([0, 255]));
        await call('send', () => task.send({ data: new Uint8Array([1, 2]).buffer, ...callbacks(note, 'send') }));
        await call('send base64', () => task.send({ data: 'AQI=', isBuffer: true, ...callbacks(note, 'send') }));
        note('received', fake.server.received);
      },
    }),
  ),
  ...(['event', 'silence'] as const).map(
    (closeOnCutLine): Story => ({
      name: `a line that went silent, close: ${closeOnCutLine}`,
      knobs: { closeOnCutLine },
      async play(stage) {
        const task = await stage.open();
        stage.fake.server.goSilent();
        await sendAndClose(stage, task);
      },
    }),
  ),
  {
    name: 'six sockets, and slots that close() frees',
    async play({ open, connect }) {
      const tasks = [];
      for (let at = 0; at < 5; at += 1) tasks.push(await open());
      await connect();
      tasks[4]?.close();
      await connect();
    },
  },
  {
    name: 'six sockets, and a slot that the close event frees',
    async play({ open, connect, fake }) {
      for (let at = 0; at < 5; at += 1) await open();
      fake.server.connection.close(1001);
      await elapse();
      await connect();
    },
  },
  ...[true, false].map(
    (hears): Story => ({
      name: `six sockets that the server closed, ${hears ? 'heard' : 'unheard'}`,
      async play({ open, connect, fake, note }) {
        const tasks = [];
        for (let at = 0; at < 5; at += 1) {
          tasks.push(await open({}, hears));
          fake.server.connection.close(1001);
          await elapse();
        }
        await connect({ fail: (failure: unknown) => note('fail', failure) });
        for (const task of tasks) await Promise.resolve(task.close()).catch(() => {});
        await connect();
      },
    }),
  ),
  ...(['interrupted', 'global-only', 'silent', 'keep'] as const).map(
    (kill): Story => ({
      name: `hidden for a minute, connection ${kill}`,
      knobs: { kill, suspendAfter: 5_000, suspendedConnects: 1 },
      async play({ open, connect, fake }) {
        await open();
        fake.app.hide();
        await elapse(60_000);
        fake.app.show();
        await elapse(100);
        await connect();
      },
    }),
  ),
  ...[true, false].map(
    (refusesWhileHidden): Story => ({
      name: `hidden for a moment, calls ${refusesWhileHidden ? 'refused' : 'taken'}`,
      knobs: { refusesWhileHidden },
      async play(stage) {
        const { open, connect, fake } = stage;
        const task = await open();
        fake.app.hide();
        await connect();
        await sendAndClose(stage, task);
        fake.app.show();
        await sendAndClose(stage, task);
      },
    }),
  ),
];
