import {
  type AskOf,
  type CodecOptions,
  type Fixed,
  type Frame,
  HeartbeatSocketError,
  type ProtocolOptions,
  type Requests,
  type SocketUrl,
  type TextOptions,
} from '@heartbeat-socket/core';
import { lingerOf, sharedPlace } from '../binding/shared-place';
import type { UseHeartbeatSocketResult } from '../binding/socket-result';
import { useBinding } from '../binding/use-binding';
import type { SharedSocketOptions } from './hook-options';
import { warnOfOptions } from './option-names';

// The compiler speaks of the last overload when none fits: that has the names of all options.
/** With no codec: sends strings and ArrayBuffers, receives strings. */
export function useSharedSocket<Request extends Requests<string, Frame> | undefined = undefined>(
  url: SocketUrl,
  options?: SharedSocketOptions<string, Frame> & TextOptions<Request>,
): UseHeartbeatSocketResult<string, Frame, AskOf<Frame, Request>>;
/** With a protocol: its session reads, writes, says hello and pings. */
export function useSharedSocket<In, Out, Request extends Requests<In, Out> | undefined = undefined>(
  url: SocketUrl,
  options: SharedSocketOptions<Fixed<In>, Fixed<Out>> & ProtocolOptions<In, Out, Request>,
): UseHeartbeatSocketResult<In, Out, AskOf<Out, Request>>;
/**
 * As `useHeartbeatSocket`, but components with the same `key` (by default the string url; a url function needs one) hold
 * one socket, which lives from its first holder to the end of its `linger`: any may leave first. Then it is destroyed and
 * forgotten, and who comes later gets a new one.
 *
 * Callbacks, `resync` and delivery are each component's own, and `onOpen` comes on joining an open socket too. The other
 * options are those of the oldest that is mounted and enabled; one whose options differ is told so in development. With
 * `enabled: false` a component neither hears nor shows anything of the socket. `disconnect()` and `reconnect()` act on
 * the whole socket.
 *
 * @throws HeartbeatSocketError `invalid-option`, in development: on the first render; later it goes to `onError`, but for a wrong `linger`
 * @example
 * ```tsx
 * const socket = useSharedSocket('wss://bid.example.com/ws', { codec: jsonCodec<Quote, Bid>() });
 * ```
 */
export function useSharedSocket<In, Out, Request extends Requests<In, Out> | undefined = undefined>(
  url: SocketUrl,
  options: SharedSocketOptions<Fixed<In>, Fixed<Out>> & CodecOptions<In, Out, Request>,
): UseHeartbeatSocketResult<In, Out, AskOf<Out, Request>>;
export function useSharedSocket<In, Out>(
  url: SocketUrl,
  options: SharedSocketOptions<In, Out> = {},
): UseHeartbeatSocketResult<In, Out> {
  if (process.env.NODE_ENV !== 'production') warnOfOptions('useSharedSocket', options);
  const key = options.key ?? url;
  if (typeof key === 'function')
    throw new HeartbeatSocketError(
      'invalid-option',
      'useSharedSocket: expected a key, for the url is a function; got none',
    );
  lingerOf(options);
  return useBinding(key, () => sharedPlace<In, Out>(key ?? ''), { url, options });
}
