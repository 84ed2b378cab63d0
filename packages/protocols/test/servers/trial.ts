import { setTimeout as delay } from 'node:timers/promises';
import { startTcpProxy, type TcpProxy } from '@heartbeat-socket/tcp-proxy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Line, type LineOptions, openLine } from './line';
import { freePort } from './program';

/** A server that runs. */
export interface Running {
  /** Ends it without a word to anybody. */
  kill(): Promise<void>;
}

/** A server, and how it is spoken to. */
export interface Trial<In, Out> {
  readonly name: string;
  /** Milliseconds of silence after which the server, or the proxy before it, hangs up. */
  readonly idleLimit: number;
  /** Whether it does so without a heartbeat. One that pings itself has no cause to. */
  readonly hangsUp: boolean;
  start(port: number): Promise<Running>;
  url(port: number): string;
  options(login: 'right' | 'wrong'): LineOptions<In, Out>;
  /** What has to be said on every connection before `say` comes back. */
  readonly subscription: Out;
  /** A message that the server gives to all that subscribe. */
  say(text: string): Out;
  /** What the app reads in a message; undefined for the result of what it said. */
  read(message: In): string | undefined;
  /** A request, and what it resolves with. */
  readonly question: Out;
  readonly answer: unknown;
}

const SOON = { timeout: 60_000, interval: 20 };

/** Tries a server: each step goes on where the one before has ended. */
export function tryServer<In, Out>(trial: Trial<In, Out>): void {
  describe(trial.name, () => {
    let port: number;
    let server: Running;
    let proxy: TcpProxy;
    let line: Line<In, Out>;
    const lines: Line<In, Out>[] = [];
    const said: string[] = [];

    function open(login: 'right' | 'wrong', options: Partial<LineOptions<In, Out>> = {}): Line<In, Out> {
      const opened = openLine(trial.url(proxy.port), { ...trial.options(login), ...options });
      lines.push(opened);
      return opened;
    }

    const heard = () => line.messages.map(trial.read).filter((text) => text !== undefined);
    const status = () => line.socket.getSnapshot().status;

    /** Says something, and hears it from the server. */
    async function talk(text: string): Promise<void> {
      said.push(text);
      line.socket.send(trial.say(text));
      await expect.poll(heard, SOON).toEqual(said);
    }

    beforeAll(async () => {
      port = await freePort();
      server = await trial.start(port);
      proxy = await startTcpProxy(port);
      line = open('right');
      line.socket.standing(trial.subscription);
    });

    afterAll(async () => {
      for (const { socket } of lines) socket.destroy();
      await proxy?.close();
      await server?.kill();
    });

    it('is open when the server has accepted it, and carries messages both ways', async () => {
      expect(status()).toBe('connecting');
      await expect.poll(status, SOON).toBe('open');
      await talk('first');
      expect(await line.socket.request(trial.question)).toEqual(trial.answer);
    });

    it('outlives three idle limits', async () => {
      // A server that has just started may have hung up before it was ready to read.
      line.closes.length = 0;
      const without = trial.hangsUp ? open('right', { heartbeat: false, reconnect: false }) : null;
      await delay(3 * trial.idleLimit);
      expect(line.closes).toEqual([]);
      // The limit is a real one: who does not beat is hung up on.
      if (without)
        await expect
          .poll(() => without.closes.map(({ kind }) => kind), SOON)
          .toEqual([expect.stringMatching(/server|network/)]);
      await talk('after a while');
    });

    it('notices a silent death, and is there again with its subscription and its open request', async () => {
      proxy.cut();
      const asked = line.socket.request(trial.question, { retry: true, timeout: 60_000 });
      await expect.poll(() => line.closes.map(({ kind }) => kind), SOON).toContain('pong-timeout');
      await proxy.mend();
      expect(await asked).toEqual(trial.answer);
      await talk('after a silent death');
    });

    it('comes back when the server was killed and started again', async () => {
      line.closes.length = 0;
      await server.kill();
      await expect.poll(() => line.closes.length, SOON).toBeGreaterThan(0);
      server = await trial.start(port);
      await talk('after a restart');
    });

    it('ends in "refused" when the login is, and tries no more', async () => {
      const refused = open('wrong');
      await expect
        .poll(() => refused.closes.map(({ kind, retry }) => [kind, retry]), SOON)
        .toEqual([['refused', 'never']]);
      expect(refused.socket.getSnapshot().status).toBe('closed');
      expect(refused.closes[0]?.reason).not.toBe('');
    });

    it('has shown the app no frame of the protocol, and no error', () => {
      expect(heard()).toEqual(said);
      expect(line.errors).toEqual([]);
    });
  });
}
