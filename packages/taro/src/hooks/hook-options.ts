import type { SocketCallbacks, SocketOptions } from '@heartbeat-socket/core';

/**
 * Options of the hook, all optional: those of the socket, its callbacks, and what belongs to the component. Inline
 * objects and functions are fine: only `key`, a string url and `enabled` connect or disconnect; of everything else the
 * newest is used.
 */
export interface HeartbeatSocketOptions<In, Out> extends SocketOptions<In, Out>, SocketCallbacks<In, Out> {
  /**
   * Names the destination. Another key is another socket: callbacks, `lastMessage`, `cause`, what waits and the methods
   * belong to one key alone. The same key with another string url uses the newest url at the next attempt.
   *
   * @defaultValue the string url; for a url function one constant; null keeps the previous key
   */
  key?: string | undefined;
  /**
   * Whether this component wants the connection.
   *
   * @defaultValue true
   */
  enabled?: boolean | undefined;
  /**
   * What happens while the page lies under another one. `'disconnect'`: this component does not want the connection
   * between the page's `useDidHide` and `useDidShow`, which also come when the whole app is hidden and shown.
   *
   * @defaultValue 'keep'
   */
  whilePageHidden?: 'keep' | 'disconnect' | undefined;
}

/** Options of {@link useSharedSocket}. */
export interface SharedSocketOptions<In, Out> extends HeartbeatSocketOptions<In, Out> {
  /**
   * How long the open socket outlives its last holder, in milliseconds from 0, so that a change of page keeps the line. A
   * line that is lost meanwhile is not brought back. Then the socket is destroyed and forgotten.
   *
   * @defaultValue 1_000
   */
  linger?: number | undefined;
}
