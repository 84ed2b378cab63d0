import type {
  AskOf,
  CodecOptions,
  Fixed,
  Frame,
  HeartbeatSocket,
  ProtocolOptions,
  Requests,
  SocketCallbacks,
  SocketUrl,
  TextOptions,
} from '@heartbeat-socket/core';
import { givenPlace, ownPlace } from '../binding/place';
import type { UseHeartbeatSocketResult } from '../binding/socket-result';
import { socketOf } from '../binding/socket-source';
import { useBinding } from '../binding/use-binding';
import type { HeartbeatSocketOptions } from './hook-options';
import { warnOfOptions } from './option-names';

// The compiler speaks of the last overload when none fits: that has the names of all options.
/** With no codec: sends strings and ArrayBuffers, receives strings. */
export function useHeartbeatSocket<Request extends Requests<string, Frame> | undefined = undefined>(
  url: SocketUrl,
  options?: HeartbeatSocketOptions<string, Frame> & TextOptions<Request>,
): UseHeartbeatSocketResult<string, Frame, AskOf<Frame, Request>>;
/** With a protocol: its session reads, writes, says hello and pings. */
export function useHeartbeatSocket<In, Out, Request extends Requests<In, Out> | undefined = undefined>(
  url: SocketUrl,
  options: HeartbeatSocketOptions<Fixed<In>, Fixed<Out>> & ProtocolOptions<In, Out, Request>,
): UseHeartbeatSocketResult<In, Out, AskOf<Out, Request>>;
/** Binds to a socket that was made elsewhere: listens to it, and never connects or closes it. */
export function useHeartbeatSocket<In, Out, Ask>(
  socket: HeartbeatSocket<In, Out, Ask>,
  callbacks?: SocketCallbacks<Fixed<In>, Fixed<Out>>,
): UseHeartbeatSocketResult<In, Out, Ask>;
/**
 * Keeps a WebSocket open while the component is mounted: pings, notices a dead line, reconnects, and leaves nothing
 * behind on unmount. The same on WeChat, Alipay and H5.
 *
 * The component renders again only when a field that it has read changes; messages come through `onMessage`.
 *
 * @param url - a `ws://` or `wss://` url; a function that gives one, asked before every attempt; or null for none.
 * @throws HeartbeatSocketError `invalid-option`, on the first render; later it goes to `onError`, and the old options stay.
 * @example
 * ```tsx
 * const socket = useHeartbeatSocket('wss://bid.example.com/ws', {
 *   codec: jsonCodec<Quote, Bid>(),
 *   onMessage: (quote) => dispatch(quote),
 * });
 * return <Button onClick={() => socket.send({ amount: 120 })}>{socket.status === 'open' ? 'Bid' : 'Connecting …'}</Button>;
 * ```
 */
export function useHeartbeatSocket<In, Out, Request extends Requests<In, Out> | undefined = undefined>(
  url: SocketUrl,
  options: HeartbeatSocketOptions<Fixed<In>, Fixed<Out>> & CodecOptions<In, Out, Request>,
): UseHeartbeatSocketResult<In, Out, AskOf<Out, Request>>;
export function useHeartbeatSocket<In, Out>(
  source: SocketUrl | HeartbeatSocket<In, Out>,
  options: HeartbeatSocketOptions<In, Out> = {},
): UseHeartbeatSocketResult<In, Out> {
  const given = isSocket(source) ? socketOf(source) : null;
  const url = isSocket(source) ? null : source;
  if (process.env.NODE_ENV !== 'production')
    warnOfOptions(given ? 'useHeartbeatSocket with a socket' : 'useHeartbeatSocket', options);
  const key = given ?? options.key ?? (typeof url === 'function' ? FUNCTION : url);
  return useBinding(key, given ? () => givenPlace(given) : ownPlace, { url, options });
}

/** The key of every url function: an inline one is another at each render. */
const FUNCTION = {};

function isSocket<In, Out>(source: SocketUrl | HeartbeatSocket<In, Out>): source is HeartbeatSocket<In, Out> {
  return typeof source === 'object' && source !== null;
}
