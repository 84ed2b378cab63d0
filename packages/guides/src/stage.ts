import { cleanup } from '@testing-library/react';
import { vi } from 'vitest';
import { endServers, startedPort } from './ws-on-loopback';

const Native = globalThis.WebSocket;

/** The pages name servers that nobody has: from now on, connections go to the one that a block has started last. */
export async function connectToStarted(): Promise<void> {
  const port = await startedPort();
  vi.stubGlobal(
    'WebSocket',
    class extends Native {
      constructor(url: string, protocols?: string | string[]) {
        super(url.replace(/^wss?:\/\/[^/?]+/, `ws://127.0.0.1:${port}`), protocols);
      }
    },
  );
}

/** For `afterEach`: unmounts, and ends servers and stubs. */
export async function clearStage(): Promise<void> {
  cleanup();
  await endServers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
}

/** For `waitFor`: a busy machine is slow. */
export const SOON = { timeout: 20_000 };
