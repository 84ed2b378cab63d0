import { readFile } from 'node:fs/promises';
import { createContext, runInContext } from 'node:vm';
import { expect, it } from 'vitest';

/**
 * The compiled core, in a context that has timers, dates and promises, and nothing else of a browser or of Node. What the
 * build of every app replaces is replaced.
 */
async function loadCore(mode: string) {
  const compiled = await readFile(new URL('../dist/index.cjs', import.meta.url), 'utf8');
  const code = compiled.replaceAll('process.env.NODE_ENV', JSON.stringify(mode));
  const timers = { setTimeout, clearTimeout };
  const context = createContext({ module: { exports: {} }, ...timers });
  // V8 puts these into every context; a mini-program's has no WebAssembly, and core must not speak to a console.
  runInContext('delete globalThis.console; delete globalThis.WebAssembly', context);
  return { context, core: runInContext(`(function (exports) { ${code}\n return exports })(module.exports)`, context) };
}

it.each(['development', 'production'])(
  'runs where there is nothing but the language, setTimeout and clearTimeout, built for %s',
  async (mode) => {
    const { core, context } = await loadCore(mode);
    expect(runInContext('typeof console + typeof URL + typeof process + typeof TextEncoder', context)).toBe(
      'undefined'.repeat(4),
    );
    const told: unknown[] = [];
    const sent: unknown[] = [];
    let attempts = 0;
    const always = { current: () => true, subscribe: () => () => {} };
    const reopened = new Promise<void>((resolve) => {
      const socket = core.createSocket(
        {
          clock: core.systemClock,
          network: always,
          visibility: always,
          random: () => 0,
          transport: {
            open(_request: unknown, emit: (event: unknown) => void) {
              attempts += 1;
              Promise.resolve().then(() => emit({ type: 'opened' }));
              return { send: (frame: unknown) => sent.push(frame), close: () => {} };
            },
          },
        },
        'wss://bid.example.com',
        { heartbeat: { interval: 5, pongTimeout: 5 }, codec: core.jsonCodec() },
      );
      socket.on('close', (cause: { kind: string }) => told.push(cause.kind));
      socket.on('open', ({ isReconnect }: { isReconnect: boolean }) => {
        socket.send({ attempts });
        if (!isReconnect) return;
        socket.destroy();
        resolve();
      });
      socket.connect();
    });
    await reopened;
    expect(told).toEqual(['pong-timeout']);
    expect(sent).toEqual(['{"attempts":1}', 'ping', '{"attempts":2}']);
  },
);

it('refuses wrong options there when it is built for development, and clamps them for production', async () => {
  const ports = { transport: { open() {} }, warn() {} };
  for (const [mode, refusal] of [
    ['development', /heartbeat\.interval: expected a number from 1 .*, got 0/],
    ['production', /^none$/],
  ] as const) {
    const { core } = await loadCore(mode);
    let message = 'none';
    try {
      const always = { current: () => true, subscribe: () => () => {} };
      const given = { ...ports, clock: core.systemClock, network: always, visibility: always, random: () => 0 };
      core.createSocket(given, 'wss://bid.example.com', { heartbeat: { interval: 0 } });
    } catch (error) {
      ({ message } = error as Error);
    }
    expect([mode, message]).toEqual([mode, expect.stringMatching(refusal)]);
  }
});
