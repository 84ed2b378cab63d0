import { type Fixed, messageKey } from '@heartbeat-socket/core';
import { useEffect, useRef } from 'react';
import { type SocketSource, socketOf, viewOf } from '../binding/socket-source';

/**
 * Says a message on every connection while the component is mounted, such as "tell me of this lot": at once on an open one,
 * and on each further one after `onOpen` and before what waits. It needs no outbox, and no `onOpen` of yours.
 *
 * Inline objects are fine: messages that are the same as JSON are the same. Another message says the old one's farewell,
 * and then itself. A component that shares a socket and does not want it (`enabled: false`) says nothing.
 *
 * @param message - what is said; null for nothing.
 * @param farewell - said on unmount, and before another message, on a connection on which the message was said; not while
 * another component still subscribes to the same.
 * @example
 * ```tsx
 * useSubscription(socket, { type: 'watch', lot }, { type: 'unwatch', lot });
 * ```
 */
export function useSubscription<In, Out>(
  source: SocketSource<In, Out>,
  message: Fixed<Out> | null,
  farewell?: Fixed<Out>,
): void {
  const socket = socketOf(source);
  const said = useSame(message);
  const lastly = useSame(farewell);
  const { hears } = viewOf(source);
  const stands = hears && said !== null;
  useEffect(() => (stands ? socket.standing(said, lastly) : undefined), [socket, said, lastly, stands]);
}

/** The same value as long as it says the same. */
function useSame<Value>(value: Value): Value {
  const kept = useRef(value);
  const same = kept.current === value || messageKey(kept.current) === messageKey(value) ? kept.current : value;
  useEffect(() => {
    kept.current = same;
  });
  return same;
}
