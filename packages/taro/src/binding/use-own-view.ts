import type { HeartbeatSocket, SocketSnapshot } from '@heartbeat-socket/core';
import { useMemo } from 'react';

/** Where a component's own sight of its socket differs from the socket's. */
interface Sight {
  /** It wants to connect. Before its effects have run, that is connecting, on a server too. */
  readonly wants: boolean;
  /** It fetches what it has missed: while it does, it has not had the messages that the socket has. */
  readonly resyncs: boolean;
  /** Another one has another last message. */
  readonly destination: string | undefined;
}

/** A socket as one component sees it. */
interface OwnView<In> {
  /** The snapshot: the same object until something in it changes. */
  read(): SocketSnapshot<In>;
  /** The component is about to be given a message. */
  shown(message: In): void;
}

/** Keeps a component's own view of its socket. */
export function useOwnView<In, Out>(
  core: HeartbeatSocket<In, Out>,
  { wants, resyncs, destination }: Sight,
): OwnView<In> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another socket or destination has another last message
  const last = useMemo<{ message: In | null }>(() => ({ message: null }), [core, resyncs, destination]);
  return useMemo(() => {
    let known: { readonly of: SocketSnapshot<In>; readonly view: SocketSnapshot<In> } | null = null;

    function read(): SocketSnapshot<In> {
      const snapshot = core.getSnapshot();
      const lastMessage = resyncs ? last.message : snapshot.lastMessage;
      const starts = wants && snapshot.status === 'idle';
      if (!starts && Object.is(lastMessage, snapshot.lastMessage)) return snapshot;
      if (known?.of !== snapshot || !Object.is(known.view.lastMessage, lastMessage))
        known = { of: snapshot, view: { ...snapshot, lastMessage, ...(starts && STARTING) } };
      return known.view;
    }

    return {
      read,
      shown(message) {
        last.message = message;
      },
    };
  }, [core, wants, resyncs, last]);
}

const STARTING = { status: 'connecting', readyState: 0 } as const;
