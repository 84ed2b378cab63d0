import { listen, type ResyncContext, type ResyncNumbers } from '@heartbeat-socket/core';
import { useCallback, useState, useSyncExternalStore } from 'react';
import { checkDuration } from '../binding/check-duration';
import { createPacedState, type PacedState } from '../binding/paced-state';
import { type SocketSource, socketOf, viewOf } from '../binding/socket-source';
import { useEar } from '../binding/use-ear';
import { useCommitEffect, useLatest } from '../binding/use-latest';
import { platformQuirks } from '../platform/quirks';
import { warnOfOptions } from './option-names';

/** What the reducer's `resync` is told. */
export interface ReducerResyncContext<Out, State> extends ResyncContext<Out> {
  /** The current state, which may say what was seen last. */
  readonly state: State;
}

/** Options of {@link useSocketReducer}. The newest functions are the ones that are called. */
export interface SocketReducerOptions<Out, State> extends ResyncNumbers {
  /**
   * Fetches the current state: on each open, and when the component comes to an open socket. What it gives becomes the
   * state; messages that came in meanwhile wait, and are reduced after it. When it throws, rejects or takes too long,
   * the state stays, `onError` hears of it (`resync-failed`), and it is called again after the reconnect's delays.
   */
  resync?: ((context: ReducerResyncContext<Out, State>) => State | Promise<State>) | undefined;
  /**
   * Milliseconds between two renders for messages, from 0: a stream of any rate renders no more often.
   *
   * @defaultValue 50; on H5 16
   */
  flushInterval?: number | undefined;
}

/**
 * Makes a state of every message of a socket. Each message is reduced as it comes, in order, outside of React; React
 * renders the first after a quiet interval at once, and then at most once per `flushInterval`.
 *
 * The state is kept over reconnects, and as long as the component and the socket are the same; another socket begins
 * with `initial`.
 *
 * @param reducer - gives the next state; the same state renders nothing. The newest function is called. What it throws
 * for a message goes to `onError` (`listener`), and the state stays.
 * @param initial - the first state, or a function that gives it.
 * @returns the state as it is rendered, and `dispatch(message)`: it reduces something of this page's own, a bid just
 * placed say, and renders that at once. It is the same function while the socket is; what the reducer throws, it throws.
 * @throws HeartbeatSocketError `invalid-option`, in development
 * @example
 * ```tsx
 * const [quotes, dispatch] = useSocketReducer(socket, (quotes: Quote[], quote) => [quote, ...quotes].slice(0, 50), []);
 * ```
 */
export function useSocketReducer<In, Out, State, Action = never>(
  source: SocketSource<In, Out>,
  reducer: (state: State, message: In | Action) => State,
  initial: State | (() => State),
  options: SocketReducerOptions<Out, State> = {},
): [state: State, dispatch: (message: In | Action) => void] {
  const socket = socketOf(source);
  if (process.env.NODE_ENV !== 'production') warnOfOptions('useSocketReducer', options);
  const { resync, flushInterval } = options;
  if (flushInterval !== undefined) checkDuration('flushInterval', flushInterval, 0, 0);
  const { hears, round } = useEar(viewOf(source).hears);
  const latest = useLatest({ socket, reducer, ...options });

  const begin = () => {
    const state = typeof initial === 'function' ? (initial as () => State)() : initial;
    return {
      socket,
      paced: createPacedState(state, () => latest.current.flushInterval ?? platformQuirks().flushInterval),
    };
  };
  const [kept, keep] = useState(begin);
  const { paced } = kept.socket === socket ? kept : keepAnother();

  function keepAnother(): { readonly paced: PacedState<State> } {
    const another = begin();
    keep(another);
    return another;
  }

  const resyncs = resync !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round listens anew
  const subscribe = useCallback(
    (listener: () => void) => {
      const end = paced.subscribe(listener);
      const fetchState = (context: ResyncContext<Out>) => {
        const { socket: present, resync: newest } = latest.current;
        // A commit may have just taken it away, or taken another socket.
        return newest && present === socket ? newest({ ...context, state: paced.get() }) : paced.get();
      };
      const stop = listen<In, Out, State>(socket, {
        onMessage(message) {
          if (hears()) paced.set(latest.current.reducer(paced.get(), message));
        },
        get resync() {
          return resyncs && hears() ? fetchState : undefined;
        },
        onResynced(fetched) {
          if (hears()) paced.set(fetched);
        },
        get resyncTimeout() {
          return latest.current.resyncTimeout;
        },
        get holdLimit() {
          return latest.current.holdLimit;
        },
      });
      return () => {
        stop();
        end();
      };
    },
    [socket, paced, latest, resyncs, hears, round],
  );
  const state = useSyncExternalStore(subscribe, paced.get, paced.getInitial);
  useCommitEffect(() => paced.shown(state), [paced, state]);

  const dispatch = useCallback(
    (message: In | Action) => paced.setNow(latest.current.reducer(paced.get(), message)),
    [paced, latest],
  );
  return [state, dispatch];
}
