import type { Codec, UseHeartbeatSocketResult } from '@heartbeat-socket/taro';
import { renderHook, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ZodError } from 'zod';
import { importBlock } from './page-blocks';
import { clearStage, connectToStarted, SOON } from './stage';
import { WebSocketServer } from './ws-on-loopback';

afterEach(clearStage);

describe.each(['docs/validation.md', 'docs/validation.zh-CN.md'])('%s', (page) => {
  it('reports a message that the schema refuses, and the line goes on', async () => {
    new WebSocketServer({}).on('connection', (socket) => {
      for (const price of ['12', 12]) socket.send(JSON.stringify({ type: 'quote', lot: '7', price }));
    });
    await connectToStarted();
    type UseBids = (report: (error: Error) => void) => {
      socket: UseHeartbeatSocketResult<unknown, unknown>;
      price: number;
    };
    const { useBids } = await importBlock<{ useBids: UseBids }>(page, 'function useBids');
    const report = vi.fn();
    const { result } = renderHook(() => useBids(report));
    await waitFor(() => expect(result.current.price).toBe(12), SOON);
    expect(report.mock.calls.map(([{ code, cause }]) => [code, cause instanceof ZodError])).toEqual([['decode', true]]);
    expect(result.current.socket.status).toBe('open');
  });

  it('lets a type through that it does not know, and is strict about the one that it knows', async () => {
    const { codec } = await importBlock<{ codec: Codec<unknown, unknown> }>(page, 'const Unknown');
    expect(codec.decode('{"type":"quote","price":1}')).toEqual({ type: 'quote', price: 1 });
    expect(codec.decode('{"type":"news","price":"x"}')).toEqual({ type: 'unknown' });
    for (const wrong of ['{"type":"quote","price":"1"}', '{}', 'null', '7'])
      expect(() => codec.decode(wrong)).toThrow(ZodError);
  });
});
