import type {
  AskOf,
  CodecOptions,
  Fixed,
  Frame,
  HeartbeatSocket,
  ProtocolOptions,
  Requests,
  SocketOptions,
  SocketUrl,
  TextOptions,
} from '@heartbeat-socket/core';
import { createTaroSocket } from './platform/create-taro-socket';

/** With no codec: sends strings and ArrayBuffers, receives strings. */
export function createHeartbeatSocket<Request extends Requests<string, Frame> | undefined = undefined>(
  url: SocketUrl,
  options?: SocketOptions<string, Frame> & TextOptions<Request>,
): HeartbeatSocket<string, Frame, AskOf<Frame, Request>>;
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
export function createHeartbeatSocket<In, Out, Request extends Requests<In, Out> | undefined = undefined>(
  url: SocketUrl,
  options: SocketOptions<Fixed<In>, Fixed<Out>> & CodecOptions<In, Out, Request>,
): HeartbeatSocket<In, Out, AskOf<Out, Request>>;
/** With a protocol: its session reads, writes, says hello and pings. */
export function createHeartbeatSocket<In, Out, Request extends Requests<In, Out> | undefined = undefined>(
  url: SocketUrl,
  options: SocketOptions<Fixed<In>, Fixed<Out>> & ProtocolOptions<In, Out, Request>,
): HeartbeatSocket<In, Out, AskOf<Out, Request>>;
export function createHeartbeatSocket<In, Out>(
  url: SocketUrl,
  options: SocketOptions<In, Out> = {},
): HeartbeatSocket<In, Out> {
  return createTaroSocket(url, options, 'caller');
}
