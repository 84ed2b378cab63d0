import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answered, beating } from '../../test/beating';
import { elapse, setUpOpen } from '../../test/set-up';
import { rawCodec } from '../protocol/codec';
import type { HeartbeatOptions } from './heartbeat-options';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('pong', () => {
  it.each<[string, HeartbeatOptions, string | ArrayBuffer]>([
    ['equals the ping', { ping: 'header' }, 'header'],
    ['is "pong"', { ping: 'header' }, 'pong'],
    ['has the bytes of the ping', { ping: new Uint8Array([0xc0, 0]).buffer }, new Uint8Array([0xc0, 0]).buffer],
    ['is the given text', { isPong: 'SUCCESS' }, 'SUCCESS'],
    ['is one of the given texts', { isPong: ['header', 'SUCCESS'] }, 'SUCCESS'],
    ['is what the function says', { isPong: (raw, last) => raw === `${last}!` }, 'ping!'],
  ])('is not shown when it %s', (_name, heartbeat, pong) => {
    const { line, told } = beating(heartbeat);
    line.say(pong);
    expect(told.filter(([type]) => type === 'message' || type === 'error')).toEqual([]);
  });

  it.each<[string, HeartbeatOptions, string | ArrayBuffer]>([
    ['differs from the ping', {}, 'a quote'],
    ['is not the given text', { isPong: 'SUCCESS' }, 'pong'],
    ['has other bytes than the ping', { ping: new Uint8Array([0xc0, 0]).buffer }, new Uint8Array([0xc0, 1]).buffer],
    ['has more bytes than the ping', { ping: new Uint8Array([0xc0, 0]).buffer }, new Uint8Array([0xc0, 0, 0]).buffer],
    ['has fewer bytes than the ping', { ping: new Uint8Array([0xc0, 0]).buffer }, new Uint8Array([0xc0]).buffer],
    ['is text, and the ping is no bytes', { ping: new ArrayBuffer(0) }, 'a quote'],
    ['is part of the given text', { isPong: 'SUCCESS' }, 'SUC'],
    ['is none of the given texts', { isPong: ['a', 'b'] }, 'c'],
  ])('is a message when it %s', (_name, heartbeat, text) => {
    const { transport, told } = setUpOpen({ codec: rawCodec, heartbeat });
    transport.last.say(text);
    expect(told.at(-1)).toEqual(['message', text]);
  });

  it('is asked before decoding, and a predicate that throws makes a message of it', () => {
    const { line, told } = beating({
      isPong: () => {
        throw new Error('bad predicate');
      },
    });
    line.say('a quote');
    expect(told).toContainEqual(['error', 'listener', 'heartbeat.isPong threw: bad predicate']);
    expect(told).toContainEqual(['message', 'a quote']);
  });
});

describe('reply', () => {
  it('answers a ping of the server, and shows nothing of it', () => {
    const { line, told } = answered({ reply: (raw) => (raw === '2' ? '3' : undefined) });
    line.say('2');
    line.say('42');
    expect(line.received).toEqual(['3']);
    expect(told.filter(([type]) => type === 'message' || type === 'error')).toEqual([['message', '42']]);
  });

  it('is asked before isPong, so that a "ping" of the server is no echo of ours', () => {
    const { line, socket } = answered({ reply: (raw) => (raw === 'ping' ? 'pong' : undefined) });
    const { rtt } = socket.getSnapshot();
    elapse(1_010);
    line.say('ping');
    expect([line.received, socket.getSnapshot().rtt]).toEqual([['ping', 'pong'], rtt]);
  });

  it('that gives what is no frame is told, and sends nothing', () => {
    const { line, told } = answered({ reply: () => 7 as unknown as string });
    line.say('2');
    expect(line.received).toEqual([]);
    expect(told).toContainEqual([
      'error',
      'listener',
      'heartbeat.reply threw: expected a string or an ArrayBuffer, got number',
    ]);
    expect(told).toContainEqual(['message', '2']);
  });
});
