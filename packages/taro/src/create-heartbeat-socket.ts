import type { Codec, Frame, HeartbeatSocket, SocketOptions, SocketUrl } from '@heartbeat-socket/core';
import { createTaroSocket } from './platform/create-taro-socket';

/** With no codec: sends strings and ArrayBuffers, receives strings. */
export function createHeartbeatSocket(
  url: SocketUrl,
  options?: SocketOptions<string, Frame> & { codec?: undefined },
): HeartbeatSocket<string, Frame>;
/**
 * Makes a socket on `Taro.connectSocket`, for use outside React or in several components. It is inert, and listens to
 * nothing of the platform, until `connect()`; what is sent before waits. What it opened stays open until `disconnect()`
 * or `destroy()`.
 *
 * @throws HeartbeatSocketError `invalid-option`, in development
 * @example
 * ```ts
 * const socket = createHeartbeatSocket('wss://bid.example.com/ws', { codec: jsonCodec<Quote, Bid>() });
 * socket.on('message', (quote) => show(quote));
 * socket.connect();
 * ```
 */
export function createHeartbeatSocket<In, Out>(
  url: SocketUrl,
  options: SocketOptions<In, Out> & { codec: Codec<In, Out> },
): HeartbeatSocket<In, Out>;
export function createHeartbeatSocket<In, Out>(
  url: SocketUrl,
  options: SocketOptions<In, Out> = {},
): HeartbeatSocket<In, Out> {
  return createTaroSocket(url, options, 'caller');
}
