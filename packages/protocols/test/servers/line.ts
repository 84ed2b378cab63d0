import {
  type Ask,
  type CloseCause,
  createSocket,
  type HeartbeatSocket,
  type Requests,
  type SocketOptions,
  systemClock,
} from '@heartbeat-socket/core';
import { wsTransport } from './ws-transport';

/** The options of a line that can ask. */
export type LineOptions<In, Out> = SocketOptions<In, Out> & { readonly request: Requests<In, Out> };

/** A socket over `ws`, connected, with all that it has told. */
export interface Line<In, Out> {
  readonly socket: HeartbeatSocket<In, Out, Ask<Out>>;
  readonly messages: In[];
  readonly closes: CloseCause[];
  readonly errors: string[];
}

/** Retries come fast, for the tests' sake. */
const RECONNECT = { minDelay: 50, maxDelay: 500 };

/** Connects a line. */
export function openLine<In, Out>(url: string, options: LineOptions<In, Out>): Line<In, Out> {
  const always = { current: () => true, subscribe: () => () => {} };
  const ports = {
    clock: systemClock,
    transport: wsTransport,
    network: always,
    visibility: always,
    random: Math.random,
  };
  const line: Line<In, Out> = {
    socket: createSocket<In, Out, Requests<In, Out>>(ports, url, { reconnect: RECONNECT, ...options }),
    messages: [],
    closes: [],
    errors: [],
  };
  line.socket.on('message', (message) => line.messages.push(message));
  line.socket.on('close', (cause) => line.closes.push(cause));
  line.socket.on('error', ({ message }) => line.errors.push(message));
  line.socket.connect();
  return line;
}
