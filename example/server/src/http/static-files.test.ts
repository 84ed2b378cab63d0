import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../test/test-server';

async function startWithBuild() {
  const folder = await mkdtemp(join(tmpdir(), 'bidding-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const h5Folder = join(folder, 'h5');
  await mkdir(join(h5Folder, 'js'), { recursive: true });
  await writeFile(join(folder, 'private.txt'), 'PRIVATE');
  await writeFile(join(h5Folder, 'index.html'), '<title>Bidding</title>');
  await writeFile(join(h5Folder, 'js', 'app.js'), 'start();');
  return startServer({ h5Folder });
}

describe('with an H5 build', () => {
  it.each([
    ['/', '<title>Bidding</title>', 'text/html'],
    ['/js/app.js', 'start();', 'application/javascript'],
    ['/pages/lot/index?id=1', '<title>Bidding</title>', 'text/html'],
  ])('serves %s', async (path, content, type) => {
    const server = await startWithBuild();
    const response = await fetch(server.url + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    expect(await response.text()).toBe(content);
  });

  it.each([
    ['GET', '/api'],
    ['GET', '/api/nothing'],
    ['POST', '/pages/lot'],
  ])('has no page for %s %s', async (method, path) => {
    const server = await startWithBuild();
    const response = await fetch(server.url + path, { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'not-found' } });
  });

  it.each(['/..%2fprivate.txt', '/js/..%2f..%2fprivate.txt'])('gives nothing away at %s', async (path) => {
    const server = await startWithBuild();
    expect(await (await fetch(server.url + path)).text()).not.toContain('PRIVATE');
  });
});

describe('without an H5 build', () => {
  it('says at / which command builds it', async () => {
    const server = await startServer();
    const response = await fetch(server.url);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('npm run build:h5');
  });

  it('has no other page', async () => {
    const server = await startServer();
    expect((await fetch(`${server.url}/pages/lot`)).status).toBe(404);
  });
});
