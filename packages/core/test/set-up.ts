import { vi } from 'vitest';
import type { Requests } from '../src/messages/requests';
import { systemClock } from '../src/ports/clock';
import type { Frame, Ports } from '../src/ports/ports';
import type { Owner } from '../src/socket/holders';
import type { SocketOptions, SocketUrl } from '../src/socket/options';
import { createSocket } from '../src/socket/socket';
import { createFakeTransport, type FakeConnection } from './fake-transport';

/** With a token in it, which no message may show. */
export const URL = 'wss://bid.example.com/ws?token=secret';

/** Options of a socket whose timers are those of the test alone. */
export const QUIET = { heartbeat: false } as const;

/** A hint of the platform that a test can give. */
export function createSwitch(initial: boolean) {
  const listeners = new Set<(value: boolean) => void>();
  let value = initial;
  return {
    current: () => value,
    subscribe(listener: (value: boolean) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set(next: boolean) {
      value = next;
      for (const listener of [...listeners]) listener(next);
    },
    size: () => listeners.size,
  };
}

interface SetUp<In, Out> extends SocketOptions<In, Out> {
  url?: SocketUrl;
  ports?: Partial<Ports>;
  onAttempt?: (connection: FakeConnection) => void;
  owner?: Owner;
}

/** A socket over ports that a test controls, on vitest's fake timers, and all that it told. `random` is 1. */
export function setUp<In = string, Out = Frame>({
  url = URL,
  ports = {},
  onAttempt,
  owner,
  ...options
}: SetUp<In, Out> = {}) {
  const transport = createFakeTransport(onAttempt);
  const network = createSwitch(true);
  const app = createSwitch(true);
  const warn = vi.fn();
  const socket = createSocket<In, Out, Requests<In, Out> | undefined>(
    { clock: systemClock, transport, network, visibility: app, random: () => 1, background: 'pause', warn, ...ports },
    url,
    options,
    owner,
  );
  const told: unknown[][] = [];
  const tell =
    (type: string) =>
    (...args: unknown[]) =>
      told.push([type, ...args]);
  socket.on('open', tell('open'));
  socket.on('close', (cause, { retryAt }) => told.push(['close', cause.kind, cause.retry, retryAt]));
  socket.on('statusChange', (status) => told.push(['status', status]));
  socket.on('drop', tell('drop'));
  socket.on('error', (error) => told.push(['error', error.code, error.message]));
  socket.on('message', (message) => told.push(['message', message]));
  return { socket, transport, network, app, warn, told, status: () => socket.getSnapshot().status };
}

/** The same, connected and open. */
export function setUpOpen<In = string, Out = Frame>(options: SetUp<In, Out> = {}) {
  const parts = setUp<In, Out>(options);
  parts.socket.connect();
  parts.transport.last.open();
  return parts;
}

/** Lets time pass. */
export function elapse(milliseconds: number): void {
  vi.advanceTimersByTime(milliseconds);
}

/** The device sleeps: the wall clock goes on, timers do not. */
export function sleepDevice(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}
