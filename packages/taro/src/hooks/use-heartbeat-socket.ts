import type { Codec, Frame, HeartbeatSocket, SocketCallbacks, SocketUrl } from '@heartbeat-socket/core';
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { createResult, type UseHeartbeatSocketResult } from '../binding/socket-result';
import { noteView } from '../binding/socket-source';
import { createTrackedSnapshot, type SeenFields } from '../binding/tracked-snapshot';
import { useCallbacks } from '../binding/use-callbacks';
import { useHold } from '../binding/use-hold';
import { useCommitEffect } from '../binding/use-latest';
import { useOwnView } from '../binding/use-own-view';
import { useSocketSource } from '../binding/use-socket-source';
import type { HeartbeatSocketOptions } from './hook-options';

/** With no codec: sends strings and ArrayBuffers, receives strings. */
export function useHeartbeatSocket(
  url: SocketUrl,
  options?: HeartbeatSocketOptions<string, Frame> & { codec?: undefined },
): UseHeartbeatSocketResult<string, Frame>;
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
 * return <Button disabled={socket.status !== 'open'} onClick={() => socket.send({ amount: 120 })}>Bid</Button>;
 * ```
 */
export function useHeartbeatSocket<In, Out>(
  url: SocketUrl,
  options: HeartbeatSocketOptions<In, Out> & { codec: Codec<In, Out> },
): UseHeartbeatSocketResult<In, Out>;
/** Binds to a socket that was made elsewhere: listens to it, and never connects or closes it. */
export function useHeartbeatSocket<In, Out>(
  socket: HeartbeatSocket<In, Out>,
  callbacks?: SocketCallbacks<In, Out>,
): UseHeartbeatSocketResult<In, Out>;
export function useHeartbeatSocket<In, Out>(
  source: SocketUrl | HeartbeatSocket<In, Out>,
  options: HeartbeatSocketOptions<In, Out> = {},
): UseHeartbeatSocketResult<In, Out> {
  const given = isSocket(source) ? source : null;
  const url = isSocket(source) ? null : source;
  const { core, isShared, hold } = useSocketSource(given, url, options);
  const { enabled = true, whilePageHidden = 'keep', resync } = options;
  const hasUrl = url !== null;
  const wants = enabled && hasUrl;
  const destination = options.key ?? (typeof url === 'string' ? url : undefined);
  const own = useOwnView(core, { wants, resyncs: resync !== undefined, destination });

  const [seen] = useState<SeenFields>(() => new Map());
  const tracked = useMemo(() => createTrackedSnapshot(seen, own.read), [seen, own]);
  const subscribe = useCallback(
    (listener: () => void) =>
      // One per quote: who does not show the last message has nothing to look at.
      core.subscribe((change) => (change === 'message' && !seen.has('lastMessage') ? undefined : listener())),
    [core, seen],
  );
  const view = useSyncExternalStore(subscribe, tracked.getView, tracked.getView);
  const { result, commit } = useMemo(() => {
    const made = createResult(core, tracked, view.snapshot);
    noteView(made.result, own.read);
    return made;
  }, [core, tracked, view, own]);
  useCommitEffect(commit, [commit]);

  // The order matters: options before the first connect, listeners before the first event; off before the last.
  useCallbacks(core, options, { joins: isShared, onShown: own.shown });
  useHold(hold, { enabled, hasUrl, leavesWhenPageHidden: whilePageHidden === 'disconnect' });
  return result;
}

function isSocket<In, Out>(source: SocketUrl | HeartbeatSocket<In, Out>): source is HeartbeatSocket<In, Out> {
  return typeof source === 'object' && source !== null;
}
