import { type HeartbeatSocket, HeartbeatSocketError, type SocketUrl } from '@heartbeat-socket/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { HeartbeatSocketOptions } from '../hooks/hook-options';
import { createTaroSocket } from '../platform/create-taro-socket';
import { checkDuration } from './check-duration';
import { type SharedHolder, sharedSocket } from './shared-sockets';
import type { Hold } from './use-hold';
import { useLatest } from './use-latest';

/** The socket of a component, and how it takes hold of it. */
interface Source<In, Out> {
  readonly core: HeartbeatSocket<In, Out>;
  readonly isShared: boolean;
  readonly hold: Hold;
}

const holdNothing = () => () => {};

/** The socket that was given, the one that is shared by the key, or one of the component's own; options follow it. */
export function useSocketSource<In, Out>(
  given: HeartbeatSocket<In, Out> | null,
  url: SocketUrl,
  options: HeartbeatSocketOptions<In, Out>,
): Source<In, Out> {
  // Inert until it is held: rendering opens nothing, however often React renders.
  const [own] = useState(() => {
    if (options.linger !== undefined) checkDuration('linger', options.linger, 0);
    return createTaroSocket(url, options, 'holders');
  });
  const key = given === null && options.share === true ? shareKey(url, options.key) : null;
  const shared = key === null ? null : sharedSocket(key, { url, options });
  const latest = useLatest({ url, options });
  const holder = useRef<SharedHolder | null>(null);

  useEffect(() => {
    if (given) return;
    if (shared) holder.current?.update({ url, options });
    else own.setOptions(options, url);
  });

  const hold = useCallback<Hold>(
    (afresh) => {
      if (given) return holdNothing();
      if (!shared) return own.hold(afresh);
      const mine = shared.hold(latest.current, afresh);
      holder.current = mine;
      return () => {
        holder.current = null;
        mine.release();
      };
    },
    [given, shared, own, latest],
  );
  return { core: given ?? shared?.socket ?? own, isShared: shared !== null, hold };
}

/** Null while there is nowhere to connect to. */
function shareKey(url: SocketUrl, key: string | undefined): string | null {
  if (key !== undefined) return key;
  if (typeof url !== 'function') return url;
  throw new HeartbeatSocketError('invalid-option', 'share: expected a key, for the url is a function; got none');
}
