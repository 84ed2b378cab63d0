import { type HeartbeatSocket, HeartbeatSocketError, textOf } from '@heartbeat-socket/core';
import { useEffect } from 'react';
import type { HeartbeatSocketOptions } from '../hooks/hook-options';
import { useLatest } from './use-latest';

/** What a component listens with, beside its callbacks. */
interface Listening<In> {
  /** Whether a socket that is open already is news. */
  readonly joins: boolean;
  /** Hears each message as the component is about to be given it. */
  onShown(message: In): void;
}

/** Attaches a component's callbacks while it is mounted; the newest function is the one called. */
export function useCallbacks<In, Out>(
  socket: HeartbeatSocket<In, Out>,
  options: HeartbeatSocketOptions<In, Out>,
  { joins, onShown }: Listening<In>,
): void {
  const latest = useLatest(options);
  // An error that nobody handles is a warning; so onError is attached only where there is one.
  const handlesErrors = options.onError !== undefined;
  const resyncs = options.resync !== undefined;
  const { resyncTimeout } = options;

  useEffect(() => {
    const ends = [
      socket.on('open', (info) => latest.current.onOpen?.(info)),
      socket.on('close', (cause, info) => latest.current.onClose?.(cause, info)),
      socket.on('statusChange', (status, previous) => latest.current.onStatusChange?.(status, previous)),
      socket.on('drop', (data, reason) => latest.current.onDrop?.(data, reason)),
    ];
    if (joins && socket.getSnapshot().status === 'open') {
      try {
        latest.current.onOpen?.({ isReconnect: false, downtime: 0 });
      } catch (thrown) {
        const error = new HeartbeatSocketError('listener', `a listener threw: ${textOf(thrown)}`, thrown);
        latest.current.onError?.(error);
      }
    }
    return () => {
      for (const end of ends) end();
    };
  }, [socket, latest, joins]);

  useEffect(
    () =>
      socket.listen({
        onMessage(message, info) {
          onShown(message);
          latest.current.onMessage?.(message, info);
        },
        resync: resyncs ? (context) => latest.current.resync?.(context) : undefined,
        resyncTimeout,
      }),
    [socket, latest, onShown, resyncs, resyncTimeout],
  );

  useEffect(() => {
    if (!handlesErrors) return undefined;
    return socket.on('error', (error) => latest.current.onError?.(error));
  }, [socket, latest, handlesErrors]);
}
