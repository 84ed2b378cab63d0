import type { SocketSnapshot } from '@heartbeat-socket/core';
import { useMemo } from 'react';

/** The last message that a component was given, where its resync holds some back that the socket has had. */
interface Shown<In> {
  set(message: In): void;
  /** The snapshot as the component may see it. */
  over(snapshot: SocketSnapshot<In>): SocketSnapshot<In>;
}

/** Keeps a component's own `lastMessage`, of one destination; without a resync that is the socket's. */
export function useShown<In>(resyncs: boolean, socket: object, destination: string | undefined): Shown<In> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another socket or destination has another last message
  return useMemo(() => createShown(resyncs), [resyncs, socket, destination]);
}

function createShown<In>(resyncs: boolean): Shown<In> {
  let lastMessage: In | null = null;
  return {
    set(message) {
      lastMessage = message;
    },
    over: (snapshot) => (resyncs ? { ...snapshot, lastMessage } : snapshot),
  };
}
