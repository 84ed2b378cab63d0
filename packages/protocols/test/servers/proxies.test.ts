import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { describeWith, freePort, startProgram, temporaryFolder } from './program';
import { IDLE, shortened } from './shortened';
import { startTextServer, textTrial } from './text-server';
import { type Running, tryServer } from './trial';

/** A proxy of which the file in the docs is the configuration, before a text server; both end together. */
async function startProxied(file: string, port: number, start: (config: string) => Promise<Running>): Promise<Running> {
  const behind = await freePort();
  const server = await startTextServer(behind, { answers: true });
  const shown = readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8');
  expect(shown).toContain('60s');
  const config = shown
    .replaceAll('60s', `${IDLE}ms`)
    .replace('127.0.0.1:8080', `127.0.0.1:${behind}`)
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('bind :80', `bind 127.0.0.1:${port}`);
  const proxy = await start(config);
  return {
    async kill() {
      await proxy.kill();
      await server.kill();
    },
  };
}

/** Starts nginx with a configuration, without files of its own outside that folder. */
async function startNginx(nginx: string, cwd: string, config: string, port: number): Promise<Running> {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${cwd};`);
  const own = `daemon off; pid ${join(cwd, 'pid')}; error_log stderr;\n`;
  const whole = own + config.replace('http {', `http {\naccess_log off;\n${folders.join('\n')}`);
  await writeFile(join(cwd, 'nginx.conf'), whole);
  const args = ['-e', 'stderr', '-p', cwd, '-c', join(cwd, 'nginx.conf')];
  return startProgram(nginx, { args, cwd, port });
}

describeWith(['nginx'], (nginx) => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await temporaryFolder();
  });

  tryServer(
    textTrial({
      name: 'nginx before a text server',
      idleLimit: IDLE,
      hangsUp: true,
      start: (port) => startProxied('nginx.conf', port, (config) => startNginx(nginx as string, cwd, config, port)),
      heartbeat: shortened({}),
    }),
  );
});

describeWith(['nginx', 'openssl'], (nginx, openssl) => {
  it.each(['wechat-go-live.md', 'wechat-go-live.zh-CN.md'])('docs/%s has an nginx that takes wss', async (page) => {
    const [cwd, port, behind] = [await temporaryFolder(), await freePort(), await freePort()];
    const subject = ['-subj', '/CN=bid.example.com', '-keyout', 'privkey.pem', '-out', 'fullchain.pem'];
    execFileSync(openssl as string, ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject], {
      cwd,
      stdio: 'ignore',
    });
    const text = readFileSync(new URL(`../../../../docs/${page}`, import.meta.url), 'utf8');
    const shown = text.split('```nginx\n')[1]?.split('```')[0] ?? '';
    const server = shown
      .replaceAll('/etc/ssl/bid.example.com', cwd)
      .replace('127.0.0.1:8080', `127.0.0.1:${behind}`)
      .replace('listen 443', `listen 127.0.0.1:${port}`);
    const running = [
      await startTextServer(behind, { answers: true }),
      await startNginx(nginx as string, cwd, `events {}\nhttp {\n${server}}`, port),
    ];
    const socket = new WebSocket(`wss://127.0.0.1:${port}/ws`, { rejectUnauthorized: false });
    await once(socket, 'open');
    socket.send('ping');
    const [pong] = await once(socket, 'message');
    expect(String(pong)).toBe('pong');
    socket.terminate();
    for (const each of running) await each.kill();
  });
});

describeWith(['haproxy'], (haproxy) => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await temporaryFolder();
  });

  tryServer(
    textTrial({
      name: 'haproxy before a text server',
      idleLimit: IDLE,
      hangsUp: true,
      start: (port) =>
        startProxied('haproxy.cfg', port, async (config) => {
          await writeFile(join(cwd, 'haproxy.cfg'), config);
          return startProgram(haproxy as string, { args: ['-db', '-f', join(cwd, 'haproxy.cfg')], cwd, port });
        }),
      heartbeat: shortened({}),
    }),
  );
});
