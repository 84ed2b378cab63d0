import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import { type Host, launch } from './host';
import type { Knobs, Platform } from './knobs';
import { startTestServer, type TestServer } from './test-server';

/** The hand-written bundle of `fixtures/mini`, whose page notes all that it hears in its story. */
export interface Desk {
  readonly host: Host;
  /** The story so far, oldest first. */
  story(): string[];
  /** What the page has noted since the last `forget`. */
  forget(): void;
  /** Settles when the page has noted an entry that begins like this. */
  noted(beginning: string): Promise<void>;
}

/** Starts desks against a server of their own; both end with the test. */
export function createDesks(): {
  server(): TestServer;
  open(platform: Platform, options?: DeskOptions): Promise<Desk>;
} {
  let server: TestServer;
  let hosts: Host[] = [];

  beforeEach(async () => {
    server = await startTestServer();
  });
  afterEach(async () => {
    const ending = hosts;
    hosts = [];
    try {
      for (const host of ending) host.close();
    } finally {
      await server.stop();
    }
  });

  return {
    server: () => server,
    async open(platform, { query = {}, ...knobs } = {}) {
      const dist = fileURLToPath(new URL('./fixtures/mini', import.meta.url));
      const page = 'pages/desk/index';
      const host = await launch({ platform, dist, page, query: { url: server.url, ...query }, ...knobs });
      hosts.push(host);
      let from = 0;
      const entries = () => host.find('entry').map((entry) => entry.text);
      const story = () => entries().slice(from);
      return {
        host,
        story,
        forget() {
          from = entries().length;
        },
        noted: (beginning) => host.until(() => story().some((entry) => entry.startsWith(beginning))),
      };
    },
  };
}

interface DeskOptions extends Partial<Knobs> {
  readonly query?: Record<string, string>;
}
