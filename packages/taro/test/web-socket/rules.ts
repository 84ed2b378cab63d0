import { FAILURE, type FakeTaro, type Platform } from '@heartbeat-socket/testing';
import { describe, expect, it, vi } from 'vitest';
import { TaroWebSocket, type TaroWebSocketOptions } from '../../src/web-socket';
import { type AnyWebSocket, listenTo } from './ground';
import { elapse } from './kit-ground';

const URL = 'wss://bid.example.com/ws?token=secret';
const LOST = ['open 1', 'error 3', 'close 1006 - unclean'];
const FAILED = LOST.slice(1);
/** Longer than any promise takes, on a platform where each of its steps is a timer. */
const SLOW = 100;

/** What a `TaroWebSocket` makes of the habits of the platforms. */
export function describeRules(fake: FakeTaro, platform: Platform): void {
  const isMini = platform !== 'h5';

  function create(protocols?: string | string[], options?: TaroWebSocketOptions) {
    const socket = new TaroWebSocket(URL, protocols, options);
    return { socket, log: listenTo(socket as unknown as AnyWebSocket) };
  }

  async function open() {
    const opened = create();
    await elapse();
    fake.server.accept();
    await elapse(SLOW);
    expect(opened.log).toEqual(['open 1']);
    return opened;
  }

  async function end(socket: TaroWebSocket): Promise<void> {
    socket.close();
    await elapse(1_000);
  }

  /** The user leaves for so long; `meanwhile` happens at once. */
  async function leaveFor(milliseconds: number, meanwhile: () => void = () => {}): Promise<void> {
    fake.app.hide();
    meanwhile();
    await elapse(milliseconds);
    fake.app.show();
    await elapse();
  }

  describe('an instance', () => {
    it('may be given methods and fields', async () => {
      const { socket } = create();
      Object.assign(socket, { terminate: () => 'terminated', timeout: 7 });
      expect(socket).toMatchObject({ terminate: expect.any(Function), timeout: 7 });
      await end(socket);
    });

    it('has only what the WebSocket API names', async () => {
      const { socket } = create();
      expect(Object.keys(socket)).toEqual(['url']);
      await end(socket);
    });

    it('is told from plain objects, which Vue and others wrap in a Proxy', async () => {
      const { socket } = create();
      expect(Object.prototype.toString.call(socket)).toBe('[object WebSocket]');
      await end(socket);
    });

    it("brings ArrayBuffers, whatever 'binaryType' is set to, and says so", async () => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
      const { socket } = await open();
      socket.binaryType = 'blob';
      expect([socket.binaryType, warn.mock.calls.length]).toEqual(['arraybuffer', 1]);
      warn.mockRestore();
      const seen: unknown[] = [];
      socket.onmessage = ({ data }) => seen.push(Object.prototype.toString.call(data));
      fake.server.say(new Uint8Array([1]));
      await elapse();
      expect(seen).toEqual(['[object ArrayBuffer]']);
      await end(socket);
    });

    it('refuses a Blob in words that help', async () => {
      const { socket, log } = await open();
      expect(() => socket.send(new Blob(['bid']) as never)).toThrow(
        expect.objectContaining({
          name: 'NotSupportedError',
          message: expect.stringContaining('await blob.arrayBuffer()'),
        }),
      );
      expect([log, fake.server.received]).toEqual([['open 1'], []]);
      await end(socket);
    });

    it.each([0, -1, Number.NaN, 'soon'])('refuses the openTimeout %s', (openTimeout) => {
      expect(() => create(undefined, { openTimeout: openTimeout as number })).toThrow(RangeError);
    });

    it('shows no token in an error', () => {
      expect(() => new TaroWebSocket(`${URL.replace('wss', 'ftp')}`)).toThrow(/^(?!.*secret)/s);
    });

    if (isMini) {
      it('sends headers, and hands further options over', async () => {
        const { socket } = create(undefined, {
          header: { Authorization: 'Bearer a' },
          connectOptions: { tcpNoDelay: true },
        });
        await elapse();
        expect(fake.server.accept().header).toEqual({ Authorization: 'Bearer a' });
        expect(fake.log.find(({ name }) => name === 'Taro.connectSocket')?.args).toMatchObject([{ tcpNoDelay: true }]);
        await elapse();
        await end(socket);
      });
    }
  });

  describe('events', () => {
    it.each(['throw', 'fail', 'no-task', 'error', 'close', 'both'] as const)(
      'of a connect that ends with %j come after the constructor, an error and a close',
      async (connect) => {
        fake.set({ connect });
        const { log } = create();
        expect(log).toEqual([]);
        await elapse();
        expect(log).toEqual(FAILED);
      },
    );

    it('are of classes that can be made again, over the global Event', async () => {
      const { socket } = await open();
      const copies: Event[] = [];
      const copy = (event: unknown) => {
        const { constructor: EventClass, type } = event as Event;
        copies.push(new (EventClass as typeof Event)(type, event as EventInit));
      };
      for (const type of ['message', 'close'] as const) socket.addEventListener(type, copy);
      fake.server.say('sold');
      await elapse();
      await end(socket);
      expect(copies).toMatchObject([
        { type: 'message', data: 'sold', origin: '' },
        { type: 'close', code: 1000, wasClean: true },
      ]);
      expect(copies.every((event) => event instanceof Event)).toBe(true);
    });

    it('need no global Event, and take the one that comes later', async () => {
      vi.stubGlobal('Event', undefined);
      const { socket, log } = await open();
      const bare: unknown[] = [];
      socket.onmessage = (event) => bare.push(event.type, event.data, event.target);
      fake.server.say('1');
      vi.unstubAllGlobals();
      socket.onmessage = (event) => bare.push(event instanceof Event);
      fake.server.say('2');
      await elapse();
      expect(bare).toEqual(['message', '1', socket, true]);
      expect(log).toEqual(['open 1', '1', '2']);
      await end(socket);
    });

    it('of what a listener throws reach the app, and the other listeners live on', async () => {
      const { socket, log } = create();
      socket.onopen = () => {
        throw new Error('oops');
      };
      const later = vi.fn();
      socket.addEventListener('open', later);
      await elapse();
      fake.server.accept();
      await expect(elapse(SLOW)).rejects.toThrow('oops');
      expect([log, later.mock.calls.length, socket.readyState]).toEqual([['open 1'], 1, 1]);
      await end(socket);
    });

    it('tell what went wrong', async () => {
      fake.set({ connect: { fail: FAILURE.domain } });
      const told: unknown[] = [];
      create().socket.onerror = ({ message }) => told.push(message);
      await elapse();
      // A browser knows no more than that it failed.
      expect(told).toEqual([isMini ? FAILURE.domain : expect.any(String)]);
    });

    it('end with close: what comes later is not told', async () => {
      const { log } = await open();
      const { connection } = fake.server;
      connection.close(4001, 'sold');
      connection.say('late');
      connection.close(4002);
      await elapse(SLOW);
      expect(log).toHaveLength(platform === 'alipay' ? 3 : 2);
    });
  });

  describe('closing', () => {
    it.each(['event', 'silence'] as const)(
      'a line that was cut is told within a second (%s)',
      async (closeOnCutLine) => {
        fake.set({ closeOnCutLine });
        const { socket, log } = await open();
        fake.server.goSilent();
        socket.close(4000, 'bye');
        await elapse(999);
        if (closeOnCutLine === 'silence') expect(socket.readyState).toBe(2);
        await elapse(1);
        // Alipay tells no code, so that its word is taken for the server's answer.
        const isAnswer = platform === 'alipay' && closeOnCutLine === 'event';
        expect(log).toEqual(['open 1', isAnswer ? 'close 4000 - clean' : 'close 1006 - unclean']);
      },
    );

    it('before anything was asked of the platform asks for nothing', async () => {
      const { socket, log } = create();
      socket.close();
      await elapse(SLOW);
      expect([log, fake.server.connects]).toEqual([FAILED, 0]);
    });

    it.each(['ignored', 'works'] as const)('in connecting leaves no connection (%s)', async (closeBeforeOpen) => {
      fake.set({ closeBeforeOpen });
      const { socket, log } = create();
      await elapse();
      socket.close();
      await elapse(SLOW);
      expect(log).toEqual(FAILED);
      fake.server.acceptAll();
      await elapse(SLOW);
      expect([log, fake.server.connections.map(({ isOpen }) => isOpen)]).toEqual([FAILED, [false]]);
    });

    it('frees its slot, also when it was cut or never answered', async () => {
      for (let round = 0; round < 7; round += 1) {
        const { socket } = await open();
        if (round % 2 === 0) fake.server.goSilent();
        await end(socket);
      }
      expect(fake.server.connects).toBe(7);
    });

    it('by the server is no error, and tells its code', async () => {
      const { log } = await open();
      fake.server.close(4001, 'sold');
      await elapse(SLOW);
      expect(log).toEqual(
        platform === 'alipay' ? ['open 1', 'error 3', 'close 1006 - unclean'] : ['open 1', 'close 4001 sold clean'],
      );
    });

    it('by the server with 1000 is clean, and "interrupted" is 1006', async () => {
      const first = await open();
      fake.server.close(1000, 'done');
      await elapse(SLOW);
      const second = await open();
      fake.server.close(1000, 'interrupted');
      await elapse(SLOW);
      if (platform !== 'alipay') expect(first.log.slice(1)).toEqual(['close 1000 done clean']);
      expect(second.log.slice(1)).toEqual(['error 3', 'close 1006 - unclean']);
    });
  });

  describe('opening', () => {
    it.each(['accepted', 'silence'] as const)('that ends in %s fails after 10 s', async (connect) => {
      fake.set({ connect });
      const { socket, log } = create();
      await elapse(9_999);
      // Where nothing tells whether it is open, it is by guess; nobody has sent anything to find out.
      expect(socket.readyState).toBe(platform === 'alipay' && connect === 'accepted' ? 1 : 0);
      await elapse(1);
      if (socket.readyState === 1) await end(socket);
      else expect(log).toEqual(FAILED);
    });

    it('has the time that it is given', async () => {
      fake.set({ connect: 'silence' });
      const { log } = create(undefined, { openTimeout: 50 });
      await elapse(49);
      expect(log).toEqual([]);
      await elapse(1);
      expect(log).toEqual(FAILED);
    });

    it('takes the one sub-protocol that was asked for as agreed, where the platform does not tell', async () => {
      const one = create('mqtt');
      const two = create(['mqtt', 'mqttv3.1']);
      await elapse();
      fake.server.acceptAll();
      await elapse(SLOW);
      expect([one.socket.protocol, two.socket.protocol]).toEqual(['mqtt', '']);
      await end(one.socket);
      await end(two.socket);
    });

    if (isMini) {
      it('that comes with success, before anybody can listen, is told', async () => {
        fake.set({ success: 'with-open' });
        const { socket, log } = create();
        await elapse();
        fake.server.accept();
        await elapse(1_000);
        expect(log).toEqual(['open 1']);
        socket.send('bid');
        await elapse();
        expect(fake.server.received).toEqual(['bid']);
        await end(socket);
      });

      it('is proved by a message', async () => {
        fake.set({ success: 'with-open', readyState: false });
        const { socket, log } = create();
        await elapse();
        fake.server.accept();
        await elapse();
        expect(log).toEqual([]);
        fake.server.say('hello');
        await elapse();
        expect(log).toEqual(['open 1', 'hello']);
        await end(socket);
      });

      it('by guess comes after 1 s, and what the platform refuses waits, in order, for the real one', async () => {
        fake.set({ readyState: false });
        const { socket, log } = create();
        await elapse();
        await elapse(999);
        expect(log).toEqual([]);
        await elapse(1);
        expect(log).toEqual(['open 1']);
        for (const frame of ['login', new Uint8Array([1, 2]), 'bid']) socket.send(frame);
        await elapse(1_500);
        socket.send('another bid');
        expect([log, socket.bufferedAmount]).toEqual([['open 1'], 21]);
        await elapse();
        fake.server.accept();
        await elapse(SLOW);
        expect(log).toEqual(['open 1']);
        expect(fake.server.received).toEqual(['login', new Uint8Array([1, 2]).buffer, 'bid', 'another bid']);
        expect([socket.bufferedAmount, fake.server.connects]).toEqual([0, 1]);
        await end(socket);
      });

      it('by guess that takes nothing within the openTimeout was none', async () => {
        fake.set({ readyState: false });
        const { socket, log } = create();
        await elapse(1_000);
        socket.send('login');
        await elapse(8_999);
        expect(log).toEqual(['open 1']);
        await elapse(1);
        expect(log).toEqual(LOST);
      });
    }
  });

  describe('sending', () => {
    it('what the platform cannot take is an error and a close, after the call', async () => {
      const { socket, log } = await open();
      fake.set({ sendFails: true });
      socket.send('bid');
      expect(log).toEqual(['open 1']);
      await elapse();
      expect(log).toEqual(LOST);
    });

    it('what the platform cannot take before a close is no error', async () => {
      const { socket, log } = await open();
      fake.set({ sendFails: true });
      socket.send('bid');
      socket.close(4000);
      await elapse(SLOW);
      expect(log).toEqual(['open 1', 'close 4000 - clean']);
    });

    if (isMini) {
      it('in a hidden app waits for the show, in order, and costs nothing', async () => {
        fake.set({ refusesWhileHidden: true });
        const { socket, log } = await open();
        await leaveFor(1_500, () => {
          socket.send('one');
          socket.send('two');
        });
        socket.send('three');
        await elapse(SLOW);
        expect(fake.server.received).toEqual(['one', 'two', 'three']);
        expect([log, socket.bufferedAmount]).toEqual([['open 1'], 0]);
        await end(socket);
      });

      it('what is refused for no reason that is known is tried again, and not for ever', async () => {
        fake.set({ refusesWhileHidden: true, missing: ['onAppHide', 'onAppShow'], suspendAfter: Infinity });
        const { socket, log } = await open();
        await leaveFor(1_000, () => socket.send('bid'));
        await elapse(SLOW * 3);
        expect([fake.server.received, log]).toEqual([['bid'], ['open 1']]);
        await leaveFor(5_000, () => socket.send('bid'));
        await elapse(3_000);
        expect(log).toEqual(LOST);
      });

      it('of a close that the app was hidden for leaves nothing', async () => {
        fake.set({ refusesWhileHidden: true });
        const { socket } = await open();
        await leaveFor(1_500, () => socket.close());
        await elapse(1_000);
        expect(fake.server.connection.isOpen).toBe(false);
      });
    }
  });

  describe('the background', () => {
    if (isMini) {
      it.each(['burst', 'vanish', 'late'] as const)(
        'of more than 5 s ends it on show, whatever died meanwhile (%s)',
        async (timers) => {
          fake.set({ kill: 'silent', timers });
          const { log } = await open();
          await leaveFor(5_001);
          expect(log).toEqual(LOST);
        },
      );

      it('ends an attempt too, and a close that was waited for', async () => {
        fake.set({ kill: 'silent', timers: 'vanish', refusesWhileHidden: false, readyState: true });
        const closing = await open();
        const attempt = create();
        await elapse();
        fake.app.hide();
        await elapse(4_500);
        fake.server.goSilent();
        closing.socket.close();
        await elapse(501);
        fake.app.show();
        await elapse();
        expect([closing.log.slice(1), attempt.log]).toEqual([['close 1006 - unclean'], FAILED]);
      });
    }

    it(isMini ? 'of 5 s ends nothing' : 'ends nothing, however long it is', async () => {
      fake.set({ kill: 'keep', suspendAfter: Infinity });
      const { socket, log } = await open();
      await leaveFor(isMini ? 5_000 : 60_000);
      fake.server.say('sold');
      await elapse();
      expect(log).toEqual(['open 1', 'sold']);
      await end(socket);
    });

    it('that nobody saw begin ends nothing', async () => {
      fake.app.hide();
      fake.set({ refusesWhileHidden: false, suspendAfter: Infinity, kill: 'keep' });
      const { socket, log } = create();
      await elapse();
      fake.server.accept();
      await elapse(6_000);
      fake.app.show();
      await elapse();
      expect(log).toEqual(['open 1']);
      await end(socket);
    });
  });
}
