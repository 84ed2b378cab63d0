import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from '../e2e/browser';

/** A Chromium that treats its tabs as a user's does. */
export interface Chromium {
  readonly version: string;
  readonly context: BrowserContext;
  stop(): Promise<void>;
}

/**
 * Starts Chromium as it is. Playwright's own launch turns throttling and the back/forward cache off and tells each tab
 * that it is in front. A browser that Playwright connects to without its defaults keeps its habits.
 *
 * @param flags - further command-line flags.
 */
export async function startChromium(flags: readonly string[] = []): Promise<Chromium> {
  const profile = await mkdtemp(join(tmpdir(), 'heartbeat-socket-chromium-'));
  const ours = ['--headless', '--no-sandbox', '--no-first-run', '--disable-quic', `--user-data-dir=${profile}`];
  const child = spawn(findChromium(), [...ours, ...flags, '--remote-debugging-port=0', 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill();
    await exited;
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const browser = await chromium.connectOverCDP(await endpointOf(child.stderr), { noDefaults: true });
    const [context] = browser.contexts();
    if (!context) throw new Error('Playwright sees no default context in Chromium');
    return {
      version: browser.version(),
      context,
      async stop() {
        await browser.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that Chromium prints once DevTools listens, on loopback. */
async function endpointOf(stderr: NodeJS.ReadableStream): Promise<string> {
  const said: string[] = [];
  for await (const text of createInterface({ input: stderr })) {
    const [, endpoint] = /DevTools listening on (ws:\S+)/.exec(text) ?? [];
    if (endpoint) {
      // Chromium goes on printing, and would stop at a full pipe.
      stderr.resume();
      return endpoint;
    }
    said.push(text);
  }
  throw new Error(`Chromium ended before DevTools listened. It said: ${said.join('\n') || 'nothing'}`);
}
