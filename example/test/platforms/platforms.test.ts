import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LineServer, startLineServer } from '../../../scripts/taro-3/line-server';
import { type Host, launch } from '../host/host';

/** The host has WeChat's habits here: what these platforms do differently is not known. */
describe.each(['tt', 'qq', 'jd', 'swan'])('the %s bundle', (platform) => {
  let server: LineServer;
  let host: Host;

  const shows = (message: string) =>
    host.until(() => host.text('status') === 'open' && host.text('last-message') === message);

  beforeEach(async () => {
    server = await startLineServer();
    host = await launch({
      platform: 'weapp',
      native: platform,
      dist: fileURLToPath(new URL(`app/dist/${platform}`, import.meta.url)),
      page: 'pages/line/index',
      route: (url) => url.replace('127.0.0.1:1', `127.0.0.1:${server.port}`),
    });
    await shows('welcome 1');
  });
  afterEach(async () => {
    try {
      host.close();
    } finally {
      await server.kill();
    }
  });

  it('shows what comes, and sends', async () => {
    await host.tap('send');
    await shows('heard hello');
    expect(server.received).toEqual(['hello']);
  });

  it('replaces a line that was cut in silence', async () => {
    host.cutLine();
    await shows('welcome 2');
    expect(host.text('lost')).toBe('pong-timeout');
  });

  it('is open again when the server was killed and started', async () => {
    await server.kill();
    await host.until(() => host.text('status') === 'waiting');
    await server.start();
    await shows('welcome 2');
    expect(host.open.sockets).toBe(1);
  });

  it('comes back from the background, where its socket was killed without a word', async () => {
    await host.background({ kill: 'silent' });
    await host.foreground({ after: 60_000 });
    await shows('welcome 2');
    expect(host.open.sockets).toBe(1);
  });

  it('leaves no socket, no timer and no listener when its page is left', async () => {
    await host.leave();
    await host.until(() => host.open.sockets === 0 && host.open.timers === 0);
    expect(host.open).toEqual({ sockets: 0, timers: 0, listeners: {} });
    await host.until(() => server.lines === 0);
  });
});
