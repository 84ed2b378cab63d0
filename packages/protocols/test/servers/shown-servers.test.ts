import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type HeartbeatOptions, requests } from '@heartbeat-socket/core';
import { startTcpProxy, type TcpProxy } from '@heartbeat-socket/tcp-proxy';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heartbeat as text } from '../../examples/text-handler';
import { type Line, openLine } from './line';
import { describeIfInstalled, freePort, type Program, startProgram, temporaryFolder } from './program';
import { IDLE, shortened } from './shortened';

const NETTY = ['buffer', 'codec', 'codec-http', 'common', 'handler', 'resolver', 'transport'].map(
  (name) => `/usr/share/java/netty-${name}.jar`,
);
const GO_PATH = '/usr/share/gocode';
const NODE_PATH = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
const ASKS_NOTHING = requests<string, string | ArrayBuffer>({ tag: (message) => message, match: () => undefined });
const SOON = { timeout: 60_000, interval: 20 };

/** A server that a page shows, with its 60 s shortened, on a port of loopback. */
interface Shown {
  readonly file: string;
  /** What stands in the file, and what the test puts in its place. */
  changes(port: number): ReadonlyArray<readonly [string, string]>;
  start(code: string, port: number): Promise<Program>;
}

function changed(file: string, changes: ReadonlyArray<readonly [string, string]>): string {
  let code = readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8');
  for (const [from, to] of changes) {
    expect(code.split(from)).toHaveLength(2);
    code = code.replace(from, to);
  }
  return code;
}

function tryShown({ file, changes, start }: Shown): void {
  describe(file, () => {
    let proxy: TcpProxy;
    let server: Program;
    const lines: Line<string, string | ArrayBuffer>[] = [];

    function open(heartbeat: HeartbeatOptions | false, reconnect?: false) {
      const options = { heartbeat, request: ASKS_NOTHING, ...(reconnect === false && { reconnect }) };
      const line = openLine<string, string | ArrayBuffer>(`ws://127.0.0.1:${proxy.port}/ws`, options);
      lines.push(line);
      return line;
    }
    const status = (line: Line<string, string | ArrayBuffer>) => line.socket.getSnapshot().status;

    beforeAll(async () => {
      const port = await freePort();
      server = await start(changed(file, changes(port)), port);
      proxy = await startTcpProxy(port);
    });
    afterAll(async () => {
      for (const { socket } of lines) socket.destroy();
      await proxy?.close();
      await server?.kill();
    });

    it('answers pings, and hangs up on who sends none', async () => {
      const beating = open(shortened(text));
      const silent = open(false, false);
      await expect.poll(() => status(beating), SOON).toBe('open');
      await expect.poll(() => status(silent), SOON).toBe('closed');
      await expect.poll(() => beating.socket.getSnapshot().rtt, SOON).not.toBeNull();
      expect([beating.closes, beating.messages, beating.errors]).toEqual([[], [], []]);
    });

    it('is found again after a silent death', async () => {
      const line = open(shortened(text));
      await expect.poll(() => line.socket.getSnapshot().rtt, SOON).not.toBeNull();
      proxy.cut();
      await expect.poll(() => line.closes.map(({ kind }) => kind), SOON).toContain('pong-timeout');
      await proxy.mend();
      await expect.poll(() => status(line), SOON).toBe('open');
    });
  });
}

tryShown({
  file: 'node-text.ts',
  changes: (port) => [
    ['60_000', `${IDLE}`],
    ['{ port: 8080 }', `{ host: '127.0.0.1', port: ${port} }`],
  ],
  async start(code, port) {
    const cwd = await temporaryFolder();
    const { code: plain } = await transform(code, { loader: 'ts', format: 'cjs' });
    await writeFile(join(cwd, 'server.cjs'), plain);
    return startProgram(process.execPath, { args: ['server.cjs'], cwd, env: { NODE_PATH }, port });
  },
});

describeIfInstalled(['java', ...NETTY], (java) => {
  tryShown({
    file: 'NettyServer.java',
    changes: (port) => [
      ['IdleStateHandler(60, 0, 0)', `IdleStateHandler(${IDLE / 1_000}, 0, 0)`],
      ['.bind(8080)', `.bind("127.0.0.1", ${port})`],
    ],
    async start(code, port) {
      const cwd = await temporaryFolder();
      await writeFile(join(cwd, 'NettyServer.java'), code);
      return startProgram(java as string, { args: ['-cp', NETTY.join(delimiter), 'NettyServer.java'], cwd, port });
    },
  });
});

describeIfInstalled(['go', `${GO_PATH}/src/github.com/gorilla/websocket/server.go`], (go) => {
  tryShown({
    file: 'server.go',
    changes: (port) => [
      ['60 * time.Second', `${IDLE} * time.Millisecond`],
      ['":8080"', `"127.0.0.1:${port}"`],
    ],
    async start(code, port) {
      const cwd = await temporaryFolder();
      await writeFile(join(cwd, 'server.go'), code);
      const env = { GO111MODULE: 'off', GOPATH: GO_PATH, GOCACHE: join(cwd, 'cache'), GOFLAGS: '' };
      return startProgram(go as string, { args: ['run', 'server.go'], cwd, env, port });
    },
  });
});
