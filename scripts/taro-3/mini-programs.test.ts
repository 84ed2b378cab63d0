import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { type Host, launch } from '../../example/test/host/host';
import { type LineServer, startLineServer } from './line-server';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with one built app for each platform. */
    builds: string;
  }
}

describe.each(['weapp', 'alipay'] as const)('the %s bundle of Taro 3.6', (platform) => {
  let server: LineServer;
  let host: Host;

  const isOpen = () => host.text('status') === 'open';
  const shows = (message: string) => host.until(() => isOpen() && host.text('last-message') === message);
  const saw = (what: string) => console.log(`${platform}: ${what}`);

  beforeEach(async () => {
    server = await startLineServer();
    host = await launch({
      platform,
      dist: join(inject('builds'), platform),
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

  it('shows what comes, and what it sends reaches the server', async () => {
    await host.tap('send');
    await shows('heard hello');
    expect(server.received).toEqual(['hello']);
    saw(`open, "${host.text('last-message')}"`);
  });

  it('is open again when the server was killed and started', async () => {
    await server.kill();
    await host.until(() => host.text('status') === 'waiting');
    const killedAt = Date.now();
    await server.start();
    await shows('welcome 2');
    saw(`server killed (${host.text('lost')}), open again ${Date.now() - killedAt} ms after it was back`);
    await host.tap('send');
    await shows('heard hello');
    expect(host.open.sockets).toBe(1);
  });

  it('replaces a line that was cut in silence', async () => {
    const cutAt = Date.now();
    host.cutLine();
    await shows('welcome 2');
    expect(host.text('lost')).toMatch(/^pong-timeout/);
    saw(`line cut in silence (${host.text('lost')}), open again after ${Date.now() - cutAt} ms`);
  });

  it('comes back from the background, where its socket was killed without a word', async () => {
    await host.background({ kill: 'silent' });
    await host.foreground({ after: 60_000 });
    await shows('welcome 2');
    expect(host.open.sockets).toBe(1);
    saw(`back from the background (${host.text('lost')}), open`);
  });

  it('disconnects while another page lies on it, if it was asked to', async () => {
    await host.reLaunch('/pages/line/index?hidden=disconnect');
    await shows('welcome 2');
    await host.navigateTo('/pages/away/index');
    await host.until(() => server.lines === 0);
    await host.navigateBack();
    await shows('welcome 3');
    expect(host.open.sockets).toBe(1);
    saw('disconnected under another page, open again');
  });

  it('leaves no socket, no timer and no listener when its page is left', async () => {
    await host.leave();
    // Taro's own rendering may have a timer or two in that moment; a timer of the line would be armed again and again.
    await host.until(() => host.open.sockets === 0 && host.open.timers === 0, 1_000);
    expect(host.open).toEqual({ sockets: 0, timers: 0, listeners: {} });
    await host.until(() => server.lines === 0);
    saw(`page left: ${JSON.stringify(host.open)}`);
  });
});
