import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp, setUpOpen } from '../../test/set-up';
import type { Frame } from '../ports/ports';
import { jsonCodec } from '../protocol/codec';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const AGAIN = { ...QUIET, reconnect: { delay: () => 1_000 } } as const;

function again(parts: ReturnType<typeof setUpOpen<string, Frame>>) {
  parts.transport.last.lose();
  elapse(1_000);
  parts.transport.last.open();
  return parts.transport.last.received;
}

describe('a standing message', () => {
  it('is said at once on an open connection, and first on each further one', () => {
    const parts = setUpOpen(AGAIN);
    parts.socket.standing('watch a');
    parts.socket.standing('watch b');
    expect(parts.transport.last.received).toEqual(['watch a', 'watch b']);
    parts.transport.last.lose();
    parts.socket.send('bid');
    elapse(1_000);
    parts.transport.last.open();
    expect(parts.transport.last.received).toEqual(['watch a', 'watch b', 'bid']);
  });

  it('waits for a connection before anybody has connected, and after disconnect()', () => {
    const { socket, transport, told } = setUp(AGAIN);
    socket.standing('watch');
    expect(socket.getSnapshot().pending).toBe(0);
    socket.connect();
    transport.last.open();
    socket.disconnect();
    expect(told.filter(([type]) => type === 'drop')).toEqual([]);
    socket.connect();
    transport.last.open();
    expect(transport.connections.map(({ received }) => received)).toEqual([['watch'], ['watch']]);
  });

  it('comes after what onOpen sends, also when it begins there', () => {
    const { socket, transport } = setUp(AGAIN);
    socket.on('open', () => {
      socket.standing('watch');
      socket.send('hello');
    });
    socket.send('bid');
    socket.connect();
    transport.last.open();
    expect(transport.last.received).toEqual(['hello', 'watch', 'bid']);
  });

  it('that has ended is not said again, and says farewell where it was said', () => {
    const parts = setUpOpen(AGAIN);
    const end = parts.socket.standing('watch', 'unwatch');
    end();
    end();
    expect(parts.transport.last.received).toEqual(['watch', 'unwatch']);
    expect(again(parts)).toEqual([]);
  });

  it('that ends while the line is away says no farewell', () => {
    const parts = setUpOpen(AGAIN);
    const end = parts.socket.standing('watch', 'unwatch');
    parts.transport.last.lose();
    end();
    elapse(1_000);
    parts.transport.last.open();
    expect(parts.transport.last.received).toEqual([]);
  });

  it('keeps its farewell to itself while another one like it stands', () => {
    interface Watch {
      type: string;
      lot: number;
    }
    const { socket, transport } = setUpOpen<unknown, Watch>({ ...AGAIN, codec: jsonCodec<unknown, Watch>() });
    const watch = (lot: number) => socket.standing({ type: 'watch', lot }, { type: 'unwatch', lot });
    const ends = [watch(1), watch(1), watch(2)];
    const said = () => transport.last.received.map((frame) => Object.values(JSON.parse(frame as string)).join(' '));
    ends[0]?.();
    expect(said()).toEqual(['watch 1', 'watch 1', 'watch 2']);
    ends[2]?.();
    ends[1]?.();
    expect(said().slice(3)).toEqual(['unwatch 2', 'unwatch 1']);
  });

  it('is not looked at again for each that ends', () => {
    let looks = 0;
    const { socket, transport } = setUpOpen<unknown, unknown>({
      ...AGAIN,
      codec: { encode: () => '', decode: String },
    });
    const watch = (lot: number) => ({
      toJSON() {
        looks += 1;
        return { lot };
      },
    });
    const ends = Array.from({ length: 100 }, (_, lot) => socket.standing(watch(lot), 'unwatch'));
    for (const end of ends) end();
    expect([looks, transport.last.received.length]).toEqual([100, 200]);
  });

  it.each([
    ['an ArrayBuffer', (lot: number) => new Uint8Array([lot]).buffer],
    ['an ArrayBuffer in a frame', (lot: number) => ({ args: [new Uint8Array([lot]).buffer] })],
    ['a Map', (lot: number) => new Map([['lot', lot]])],
    ['what is no JSON', (lot: number) => ({ lot: BigInt(lot) })],
  ])('says its farewell while another one stands that only looks like it: %s', (_name, watch) => {
    const codec = { encode: (message: unknown) => (message === 'unwatch' ? message : 'watch'), decode: String };
    const { socket, transport, told } = setUpOpen<unknown, unknown>({ ...AGAIN, codec });
    const end = socket.standing(watch(1), 'unwatch');
    socket.standing(watch(2), 'unwatch');
    end();
    expect(transport.last.received).toEqual(['watch', 'watch', 'unwatch']);
    expect(told.filter(([type]) => type === 'error')).toEqual([]);
  });

  it('that the platform refuses while the app is hidden is said when it is shown', () => {
    const { socket, transport, app } = setUpOpen({ ...AGAIN, background: 'keep' });
    app.set(false);
    socket.standing('watch');
    transport.last.failSends('interrupted', 'interrupted');
    app.set(true);
    expect(transport.last.received).toEqual(['watch', 'watch']);
  });

  it('that the platform fails to send is said on the next connection', () => {
    const { socket, transport } = setUpOpen(AGAIN);
    socket.standing('watch');
    transport.last.failSends('broken pipe');
    elapse(1_000);
    transport.last.open();
    expect(transport.last.received).toEqual(['watch']);
  });

  it('that cannot be made a frame is told, and spoils nothing', () => {
    const { socket, transport, told } = setUpOpen(AGAIN);
    socket.standing(7 as never);
    socket.standing('watch');
    expect(transport.last.received).toEqual(['watch']);
    expect(told.filter(([type]) => type === 'error')).toHaveLength(1);
  });

  it('may begin and end in a question', () => {
    let end = () => {};
    const { socket, transport } = setUp({
      ...AGAIN,
      url: () => {
        end();
        end = socket.standing('watch');
        return 'wss://bid.example.com';
      },
    });
    socket.connect();
    transport.last.open();
    transport.last.lose();
    elapse(1_000);
    transport.last.open();
    expect(transport.connections.map(({ received }) => received)).toEqual([['watch'], ['watch']]);
  });
});
