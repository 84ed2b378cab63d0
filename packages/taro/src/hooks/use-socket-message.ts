import {
  type Fixed,
  listen,
  type MessageInfo,
  type MessageListener,
  type ResyncContext,
  type ResyncNumbers,
} from '@heartbeat-socket/core';
import { useEffect } from 'react';
import { type SocketSource, socketOf, viewOf } from '../binding/socket-source';
import { useEar } from '../binding/use-ear';
import { useLatest } from '../binding/use-latest';
import { warnOfOptions } from './option-names';

/** Options of {@link useSocketMessage}. The newest functions are the ones that are called. */
export interface SocketMessageOptions<In, Out> extends ResyncNumbers {
  /**
   * Fetches what was missed, on each open and when the component comes to an open socket. Messages are held for this handler
   * meanwhile; an array that it gives comes first, then they do. See {@link MessageListener.resync}.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: an async function that gives nothing
  resync?: ((context: ResyncContext<Out>) => readonly In[] | void | Promise<readonly In[] | void>) | undefined;
}

/**
 * Calls `handler` with every message, in order, while the component is mounted; the newest handler is the one called.
 * It causes no render. Not called for pongs, for answered pings and requests, or for frames that do not decode.
 *
 * @throws HeartbeatSocketError `invalid-option`, in development, for `resyncTimeout` and `holdLimit`
 */
export function useSocketMessage<In, Out>(
  source: SocketSource<In, Out>,
  handler: (message: Fixed<In>, info: MessageInfo) => void,
  options: SocketMessageOptions<Fixed<In>, Fixed<Out>> = {},
): void {
  const socket = socketOf(source);
  if (process.env.NODE_ENV !== 'production') warnOfOptions('useSocketMessage', options);
  const { hears, round } = useEar(viewOf(source).hears);
  const latest = useLatest({ socket, handler, options });
  const resyncs = options.resync !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round listens anew
  useEffect(
    () =>
      listen(socket, {
        onMessage(message, info) {
          // The component may have committed another socket, and its effects not have run yet.
          if (latest.current.socket === socket && hears()) latest.current.handler(message, info);
        },
        get resync() {
          if (!resyncs || !hears()) return undefined;
          return (context: ResyncContext<Out>) =>
            latest.current.socket === socket ? latest.current.options.resync?.(context) : undefined;
        },
        get resyncTimeout() {
          return latest.current.options.resyncTimeout;
        },
        get holdLimit() {
          return latest.current.options.holdLimit;
        },
      }),
    [socket, latest, resyncs, hears, round],
  );
}
