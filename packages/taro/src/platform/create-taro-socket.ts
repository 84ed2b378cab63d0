import {
  createSocket,
  type HeartbeatSocket,
  type Owner,
  type SocketOptions,
  type SocketUrl,
  systemClock,
} from '@heartbeat-socket/core';
import { createAppVisibility } from './app-visibility';
import { createNetworkStatus } from './network-status';
import { platformQuirks } from './quirks';
import { createTransport } from './transport';

/** Says something to the developer, with what was thrown, whose stack the console shows; silent in production. */
export function warn(message: string, ...thrown: readonly unknown[]): void {
  if (process.env.NODE_ENV !== 'production') console.warn(`[heartbeat-socket] ${message}`, ...thrown);
}

/** Makes a socket on Taro's ports, for the caller or for the components that will hold it. */
export function createTaroSocket<In, Out>(
  url: SocketUrl,
  options: SocketOptions<In, Out>,
  owner: Owner,
): HeartbeatSocket<In, Out> {
  const quirks = platformQuirks();
  const visibility = createAppVisibility(quirks);
  const ports = {
    clock: systemClock,
    transport: createTransport(quirks, visibility, warn),
    network: createNetworkStatus(quirks),
    visibility,
    random: () => Math.random(),
    background: quirks.background,
    warn,
  };
  return createSocket(ports, url, options, owner);
}
