import type { MessageInfo } from '@heartbeat-socket/core';
import { useEffect } from 'react';
import { type SocketSource, socketOf } from '../binding/socket-source';
import { useLatest } from '../binding/use-latest';

/**
 * Calls `handler` with every message, in order, while the component is mounted; the newest handler is the one called.
 * It causes no render. Not called for pongs, for answered pings, or for frames that do not decode.
 */
export function useSocketMessage<In, Out>(
  source: SocketSource<In, Out>,
  handler: (message: In, info: MessageInfo) => void,
): void {
  const socket = socketOf(source);
  const latest = useLatest({ socket, handler });
  useEffect(
    () =>
      socket.on('message', (message, info) => {
        // The component may have committed another socket, and its effects not have run yet.
        if (latest.current.socket === socket) latest.current.handler(message, info);
      }),
    [socket, latest],
  );
}
