import type { HeartbeatSocket, SocketCallbacks } from '@heartbeat-socket/core';
import { useEffect } from 'react';
import { useLatest } from './use-latest';

/** Attaches a component's callbacks while it is mounted; the newest function is the one called. */
export function useCallbacks<In, Out>(socket: HeartbeatSocket<In, Out>, callbacks: SocketCallbacks<In, Out>): void {
  const latest = useLatest(callbacks);
  // An error that nobody handles is a warning; so onError is attached only where there is one.
  const handlesErrors = callbacks.onError !== undefined;

  useEffect(() => {
    const ends = [
      socket.on('open', (info) => latest.current.onOpen?.(info)),
      socket.on('message', (message, info) => latest.current.onMessage?.(message, info)),
      socket.on('close', (cause, info) => latest.current.onClose?.(cause, info)),
      socket.on('statusChange', (status, previous) => latest.current.onStatusChange?.(status, previous)),
      socket.on('drop', (data, reason) => latest.current.onDrop?.(data, reason)),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [socket, latest]);

  useEffect(() => {
    if (!handlesErrors) return undefined;
    return socket.on('error', (error) => latest.current.onError?.(error));
  }, [socket, latest, handlesErrors]);
}
