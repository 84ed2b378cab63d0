import type { UseHeartbeatSocketResult } from '@heartbeat-socket/taro';
import { renderHook, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { importBlock } from './page-blocks';
import { clearStage, connectToStarted, SOON } from './stage';
import { WebSocketServer } from './ws-on-loopback';

type UseReportedSocket = (url: string) => UseHeartbeatSocketResult<string, string | ArrayBuffer>;

afterEach(clearStage);

describe.each(['docs/error-tracker.md', 'docs/error-tracker.zh-CN.md'])('%s', (page) => {
  async function mount(url: string) {
    const report = vi.fn<(title: string, details: { log: string }) => void>();
    vi.stubGlobal('report', report);
    const { useReportedSocket } = await importBlock<{ useReportedSocket: UseReportedSocket }>(
      page,
      'useReportedSocket',
    );
    return { report, ...renderHook(() => useReportedSocket(url)) };
  }

  it('reports what does not heal, with the log from the first attempt on', async () => {
    const { report } = await mount('https://bid.example.com/ws?token=secret');
    await waitFor(() => expect(report).toHaveBeenCalledTimes(1), SOON);
    expect(report.mock.calls[0]?.[0]).toBe('socket: invalid-url');
  });

  it('reports an error that did not end the line once, and neither messages nor tokens', async () => {
    new WebSocketServer({}).on('connection', (socket) => {
      socket.send(new Uint8Array([1]));
      socket.send(new Uint8Array([2]));
      socket.send('the message');
    });
    await connectToStarted();
    const { report, result } = await mount('wss://bid.example.com/ws?token=secret');
    await waitFor(() => expect(result.current.lastMessage).toBe('the message'), SOON);
    expect(report.mock.calls.map(([title]) => title)).toEqual(['socket: decode']);
    const { log } = report.mock.calls[0]?.[1] ?? { log: '' };
    const { events } = JSON.parse(log) as { events: Array<{ type: string }> };
    expect(events[0]?.type).toBe('status');
    expect(events.map(({ type }) => type)).toContain('attempt');
    expect(log).not.toMatch(/secret|the message/);
    expect(log.length / events.length).toBeLessThan(200);
  });

  it('says nothing of a loss that heals', async () => {
    const server = new WebSocketServer({});
    await connectToStarted();
    const { report, result } = await mount('wss://bid.example.com/ws');
    await waitFor(() => expect(result.current.status).toBe('open'), SOON);
    let connections = 0;
    server.on('connection', () => (connections += 1));
    for (const socket of server.clients) socket.terminate();
    await waitFor(() => expect(connections).toBe(1), SOON);
    await waitFor(() => expect(result.current).toMatchObject({ status: 'open', cause: null }), SOON);
    expect(report).not.toHaveBeenCalled();
  });
});
