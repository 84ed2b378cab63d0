import { describe, expect, it } from 'vitest';
import { type AnyWebSocket, type Ground, listenTo } from './ground';

const STATES = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 } as const;
const FAILED = ['error 3', 'close 1006 - unclean'];

/** What the WebSockets standard says of the interface (https://websockets.spec.whatwg.org/#the-websocket-interface). */
export function describeStandard(ground: Ground): void {
  /** A test that another maker's class may be known to fail. */
  const strict = (title: string, test: () => Promise<void>) => it.skipIf(ground.fails?.includes(title))(title, test);

  function create(path = '/', protocols?: string | string[]) {
    const socket = new ground.WebSocket(`${ground.url}${path}`, protocols);
    return { socket, log: listenTo(socket) };
  }

  async function open(protocols?: string | string[]) {
    const opened = create('/', protocols);
    await ground.until(() => opened.socket.readyState === STATES.OPEN);
    return opened;
  }

  const ended = (socket: AnyWebSocket) => ground.until(() => socket.readyState === STATES.CLOSED);

  async function end(socket: AnyWebSocket): Promise<void> {
    socket.close();
    await ended(socket);
    await ground.aWhile();
  }

  function nameOf(act: () => unknown): string {
    try {
      act();
    } catch (thrown) {
      return (thrown as Error).name;
    }
    return 'nothing thrown';
  }

  describe('the constructor', () => {
    it.each([
      'ws://',
      'ws:///',
      'wss',
      '/ws',
      'ws://bid .example.com/',
      'ws://bid.example.com:65536/',
      'ftp://bid.example.com/',
      'ws://bid.example.com/#lot',
      'ws://bid.example.com/?a#',
      'ws://bid.example.com:port/',
      'ws://bid.example.com:80:80/',
      'ws://bid.example.com:-1/',
      'ws://user:pass@:80/',
      'ws://::1/',
      'ws://[::1/',
      'ws://[bid]/',
      'ws://bid]/',
      'ws://%/',
    ])('takes %j for a SyntaxError', (url) => {
      expect(nameOf(() => new ground.WebSocket(url))).toBe('SyntaxError');
    });

    it.each([
      [['']],
      [['a b']],
      [['a,b']],
      [['é']],
      [['a\u0000']],
      [['a', 'a']],
      [['mqtt', 'MQTT']],
      [''],
      ['a/b'],
      ['a b'],
      ['{a}'],
    ])('takes the protocols %j for a SyntaxError', (protocols) => {
      expect(nameOf(() => new ground.WebSocket(ground.url, protocols as string[]))).toBe('SyntaxError');
    });

    it('begins with nothing told, nothing sent and nothing known', async () => {
      const { socket, log } = create('/', ['mqtt']);
      expect([socket.readyState, socket.protocol, socket.extensions, socket.bufferedAmount]).toEqual([0, '', '', 0]);
      expect([socket.onopen, socket.onmessage, socket.onerror, socket.onclose]).toEqual([null, null, null, null]);
      expect(log).toEqual([]);
      await end(socket);
    });

    it('gives the address back with its scheme in lower case and a path', async () => {
      const address = ground.url.replace('ws', 'WS');
      const urls = [address, `${address}/a?b=c`, `${address}?d`, ` ${address}/e f\n`].map((url) => {
        const socket = new ground.WebSocket(url);
        socket.close();
        return socket.url;
      });
      expect(urls).toEqual(['/', '/a?b=c', '/?d', '/e%20f'].map((rest) => `${ground.url}${rest}`));
      await ground.aWhile();
    });

    it('and its instances have the states by name', async () => {
      const { socket } = create();
      for (const [name, state] of Object.entries(STATES)) {
        expect([ground.WebSocket[name as 'OPEN'], socket[name as 'OPEN']]).toEqual([state, state]);
      }
      await end(socket);
    });
  });

  describe('opening', () => {
    it('is told once, when the state has changed', async () => {
      const { socket, log } = await open();
      await ground.aWhile();
      expect(log).toEqual(['open 1']);
      await end(socket);
    });

    it('that the server refuses is an error and a close', async () => {
      const { socket, log } = create(ground.refusing);
      await ended(socket);
      await ground.aWhile();
      expect(log).toEqual(FAILED);
    });

    it('tells the sub-protocol that was agreed on', async () => {
      const { socket } = await open('mqtt');
      expect(socket.protocol).toBe('mqtt');
      await end(socket);
      expect(socket.protocol).toBe('mqtt');
    });
  });

  describe('sending', () => {
    it('while connecting is an InvalidStateError, and nothing goes out', async () => {
      const { socket } = create();
      expect(nameOf(() => socket.send('early'))).toBe('InvalidStateError');
      await ground.until(() => socket.readyState === STATES.OPEN);
      socket.send('in time');
      await ground.until(() => ground.received().length > 0);
      expect(ground.received()).toEqual(['in time']);
      await end(socket);
    });

    it('takes text and bytes in order, of a view what it shows, and the text of anything else', async () => {
      const { socket } = await open();
      const bytes = new Uint8Array([0, 1, 2, 3, 4, 5]);
      const frames = ['', '出价 💰', bytes.buffer, bytes.subarray(2, 4), new DataView(bytes.buffer, 5), 7, null];
      for (const frame of frames) socket.send(frame);
      await ground.until(() => ground.received().length === frames.length);
      expect(ground.received()).toEqual(['', '出价 💰', [0, 1, 2, 3, 4, 5], [2, 3], [5], '7', 'null']);
      await end(socket);
    });

    strict('takes the bytes of now: what becomes of the buffer later does not matter', async () => {
      const { socket } = await open();
      const bytes = new Uint8Array([1, 2]);
      socket.send(bytes);
      socket.send(bytes.buffer);
      bytes.fill(9);
      await ground.until(() => ground.received().length === 2);
      expect(ground.received()).toEqual([
        [1, 2],
        [1, 2],
      ]);
      await end(socket);
    });

    strict('after the close drops it, and counts its bytes', async () => {
      const { socket, log } = await open();
      socket.close();
      socket.send('出价');
      expect(socket.bufferedAmount).toBe(6);
      await ended(socket);
      socket.send(new Uint8Array([1, 2, 3]).subarray(1));
      expect(socket.bufferedAmount).toBe(8);
      await ground.aWhile();
      expect([ground.received(), log.length, socket.bufferedAmount]).toEqual([[], 2, 8]);
    });
  });

  describe('messages', () => {
    it('come in order, text as text and bytes as an ArrayBuffer', async () => {
      const { socket, log } = await open();
      ground.say('one');
      ground.say(new Uint8Array([1, 0, 255]));
      ground.say('');
      await ground.until(() => log.length === 4);
      expect(log).toEqual(['open 1', 'one', 'bytes 1,0,255', '']);
      await end(socket);
    });

    it('are not told once it is closing', async () => {
      const { socket, log } = await open();
      socket.close(1000);
      ground.say('late');
      await ended(socket);
      await ground.aWhile();
      expect(log).not.toContain('late');
    });
  });

  describe('closing', () => {
    it.each([0, 500, 999, 1001, 1005, 1006, 1015, 2999, 5000, 65_536, Number.NaN])(
      'with the code %s is an InvalidAccessError, and changes nothing',
      async (code) => {
        const { socket } = await open();
        expect(nameOf(() => socket.close(code))).toBe('InvalidAccessError');
        expect(socket.readyState).toBe(STATES.OPEN);
        await end(socket);
      },
    );

    it.each([
      [1000.4, 1000],
      ['3000', 3000],
      [4000.2, 4000],
    ])('with the code %j is one with %i', async (code, told) => {
      const { socket } = await open();
      socket.close(code as number);
      await ended(socket);
      expect(ground.closedBy()?.code).toBe(told);
    });

    it('with a reason of more than 123 bytes is a SyntaxError, in every state', async () => {
      const { socket } = create();
      expect(nameOf(() => socket.close(1000, '价'.repeat(41).concat('x')))).toBe('SyntaxError');
      expect(socket.readyState).toBe(STATES.CONNECTING);
      await ground.until(() => socket.readyState === STATES.OPEN);
      expect(nameOf(() => socket.close(1000, 'x'.repeat(124)))).toBe('SyntaxError');
      await end(socket);
      expect(nameOf(() => socket.close(1000, 'x'.repeat(124)))).toBe('SyntaxError');
    });

    it.each([
      [1000, ''],
      [3000, 'sold'],
      [4999, '价'.repeat(41)],
    ])('with %i and %j reaches the server, and is told once, later', async (code, reason) => {
      const { socket, log } = await open();
      socket.close(code, reason);
      expect([socket.readyState, log]).toEqual([STATES.CLOSING, ['open 1']]);
      await ended(socket);
      await ground.aWhile();
      // WeChat fills in a reason where there is none, and Alipay tells none.
      const told = !ground.tellsCodes || reason === '' ? '.*' : reason;
      expect(log).toEqual(['open 1', expect.stringMatching(`^close ${code} ${told} clean$`)]);
      expect(ground.closedBy()).toEqual({ code, reason });
    });

    it('again changes nothing', async () => {
      const { socket, log } = await open();
      socket.close(4000);
      socket.close(4001);
      await ended(socket);
      socket.close(4002);
      await ground.aWhile();
      expect(log).toEqual(['open 1', 'close 4000 - clean']);
    });

    it('while connecting gives up: an error and a close, later, and never an open', async () => {
      const { socket, log } = create();
      socket.close(4000, 'changed my mind');
      expect([socket.readyState, log]).toEqual([STATES.CLOSING, []]);
      await ended(socket);
      await ground.aWhile();
      expect(log).toEqual(FAILED);
    });

    it('in the open event is told after it', async () => {
      const { socket, log } = create();
      socket.addEventListener('open', () => socket.close(4000));
      await ended(socket);
      await ground.aWhile();
      expect(log).toEqual(['open 1', 'close 4000 - clean']);
    });

    it('by the server is no error', async () => {
      const { socket, log } = await open();
      ground.end(4001, 'sold');
      await ended(socket);
      await ground.aWhile();
      if (ground.tellsCodes) expect(log).toEqual(['open 1', 'close 4001 sold clean']);
      expect(socket.readyState).toBe(STATES.CLOSED);
    });
  });

  describe('listeners', () => {
    it('are called in the order in which they came, a handler in the place of the first', async () => {
      const { socket } = create();
      const calls: string[] = [];
      const note = (name: string) => () => calls.push(name);
      socket.addEventListener('open', note('first'));
      socket.onopen = note('replaced');
      socket.addEventListener('open', note('last'));
      socket.onopen = note('handler');
      await ground.until(() => calls.length > 0);
      expect(calls).toEqual(['first', 'handler', 'last']);
      await end(socket);
    });

    it('are called with the socket as `this` and as the target', async () => {
      const { socket } = create();
      const seen: unknown[] = [];
      socket.onopen = function (this: unknown, event: Event) {
        seen.push(this, event.target, event.currentTarget, event.type);
      };
      await ground.until(() => seen.length > 0);
      expect(seen).toEqual([socket, socket, socket, 'open']);
      await end(socket);
    });

    strict('may be objects, come once, be the same, be taken off, and go with a signal', async () => {
      const { socket } = await open();
      const calls: unknown[] = [];
      const object = { handleEvent: ({ data }: MessageEvent) => calls.push(`object ${data}`) };
      const twice = ({ data }: MessageEvent) => calls.push(`twice ${data}`);
      const gone = () => calls.push('gone');
      const abort = new AbortController();
      const ended = new AbortController();
      ended.abort();
      socket.addEventListener('message', object);
      socket.addEventListener('message', ({ data }: MessageEvent) => calls.push(`once ${data}`), { once: true });
      socket.addEventListener('message', twice);
      socket.addEventListener('message', twice, false);
      socket.addEventListener('message', twice, true);
      socket.addEventListener('message', gone, true);
      socket.removeEventListener('message', gone);
      socket.removeEventListener('message', gone, { capture: true });
      socket.addEventListener('message', ({ data }: MessageEvent) => calls.push(`signal ${data}`), {
        signal: abort.signal,
      });
      socket.addEventListener('message', gone, { signal: ended.signal });
      socket.addEventListener('message', null);
      ground.say('1');
      await ground.until(() => calls.length > 0);
      expect(calls.splice(0).sort()).toEqual(['object 1', 'once 1', 'signal 1', 'twice 1', 'twice 1']);
      abort.abort();
      ground.say('2');
      await ground.until(() => calls.length > 0);
      expect(calls.sort()).toEqual(['object 2', 'twice 2', 'twice 2']);
      await end(socket);
    });

    it('that are taken off by one before them are not called, and those that it adds neither', async () => {
      const { socket } = create();
      const calls: string[] = [];
      const second = () => calls.push('second');
      socket.addEventListener('open', () => {
        calls.push('first');
        socket.removeEventListener('open', second);
        socket.addEventListener('open', () => calls.push('added'));
      });
      socket.addEventListener('open', second);
      await ground.until(() => calls.length > 0);
      expect(calls).toEqual(['first']);
      await end(socket);
    });

    it('stop where one stops the event', async () => {
      const { socket } = create();
      const calls: string[] = [];
      socket.addEventListener('open', (event: Event) => {
        calls.push('first');
        event.stopImmediatePropagation();
      });
      socket.onopen = () => calls.push('second');
      await ground.until(() => calls.length > 0);
      expect(calls).toEqual(['first']);
      await end(socket);
    });

    it('hear events of the caller too', async () => {
      const { socket } = create();
      const calls: unknown[] = [];
      socket.addEventListener('lot', (event: Event) =>
        calls.push(
          event.target,
          nameOf(() => socket.dispatchEvent(event)),
        ),
      );
      const event = new Event('lot', { cancelable: true });
      expect(socket.dispatchEvent(event)).toBe(true);
      expect(calls).toEqual([socket, 'InvalidStateError']);
      socket.addEventListener('lot', () => event.preventDefault(), { once: true });
      expect(socket.dispatchEvent(event)).toBe(false);
      expect(nameOf(() => socket.dispatchEvent(null as unknown as Event))).toBe('TypeError');
      await end(socket);
    });
  });
}
