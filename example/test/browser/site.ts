import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type WebSocket, WebSocketServer } from 'ws';
import { h5Build } from '../../../scripts/taro-files/h5-build';
import type { Happening, Line } from './lines';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page and the server of its lines, on one port of loopback. */
export interface Site {
  /** The address of the page with these lines. */
  pageWith(lines: readonly Line[]): string;
  /** An empty page, to go to. */
  readonly elsewhere: string;
  readonly happenings: readonly Happening[];
  /** The connections of a line that are open at the server's end. */
  open(line: string): number;
  /** Says something on every open connection of a line. */
  say(line: string, text: string): void;
  stop(): Promise<void>;
}

/** Bundles the page over Taro's own H5 files and React 19, and serves it. */
export async function startSite(): Promise<Site> {
  const script = await bundlePage();
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    if (pathname === '/page.js') return response.setHeader('content-type', 'text/javascript').end(script);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (pathname === '/elsewhere') return response.end('<!doctype html><title>elsewhere</title><p>elsewhere');
    response.end('<!doctype html><title>lines</title><div id="root"></div><script src="/page.js"></script>');
  });
  const happenings: Happening[] = [];
  const socketsOf = new Map<string, Set<WebSocket>>();
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket, request) => {
    const line: Line = JSON.parse(new URL(request.url ?? '/', 'http://page').searchParams.get('line') ?? '{}');
    const open = socketsOf.get(line.name) ?? new Set();
    socketsOf.set(line.name, open.add(socket));
    attend(socket, line, (what) => happenings.push({ at: Date.now(), line: line.name, what }));
    socket.on('close', () => open.delete(socket));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    pageWith: (lines) => `${origin}/?lines=${encodeURIComponent(JSON.stringify(lines))}`,
    elsewhere: `${origin}/elsewhere`,
    happenings,
    open: (line) => socketsOf.get(line)?.size ?? 0,
    say(line, text) {
      for (const socket of socketsOf.get(line) ?? []) socket.send(text);
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

/** Answers pings, talks, and hangs up on silence, as the line says. */
function attend(socket: WebSocket, { idle, isMute, isChatty }: Line, note: (what: string) => void): void {
  note('open');
  let hangUp: NodeJS.Timeout | undefined;
  const heard = () => {
    clearTimeout(hangUp);
    if (idle === undefined) return;
    hangUp = setTimeout(() => {
      note(`hangs up after ${idle} s of silence`);
      // No close frame, as proxies do it.
      socket.terminate();
    }, idle * 1_000);
  };
  let said = 0;
  const talk = isChatty && setInterval(() => socket.send(`${++said}`), 1_000);
  heard();
  socket.on('error', (error) => note(`error ${error.message}`));
  socket.on('message', (data) => {
    const text = String(data);
    note(`hears ${text}`);
    heard();
    if (text === 'ping' && !isMute) socket.send('pong');
  });
  socket.on('close', (code) => {
    note(`close ${code}`);
    clearTimeout(hangUp);
    if (talk) clearInterval(talk);
  });
}

async function bundlePage(): Promise<string> {
  const react = at('../../../packages/react-19/node_modules/');
  const { outputFiles } = await build({
    entryPoints: [at('./page.tsx')],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    jsx: 'automatic',
    alias: {
      // Taro's own, less the page hooks, which need a page of Taro's router around them.
      '@tarojs/taro': '@tarojs/taro-h5',
      react: `${react}react`,
      'react-dom': `${react}react-dom`,
    },
    define: { 'process.env.NODE_ENV': '"production"', ...h5Build.define },
    logLevel: 'error',
    // What is published, not what the paths of this repository lead to.
    tsconfigRaw: '{}',
  });
  const [script] = outputFiles;
  if (!script) throw new Error('esbuild gave no file for page.tsx');
  return script.text;
}
