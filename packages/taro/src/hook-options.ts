import type { SocketCallbacks, SocketOptions } from '@heartbeat-socket/core';

/**
 * Options of the hook, all optional: those of the socket, its callbacks, and what belongs to the component. Inline
 * objects and functions are fine: only `key`, a string url and `enabled` connect or disconnect; of everything else the
 * newest is used.
 */
export interface HeartbeatSocketOptions<In, Out> extends SocketOptions<In, Out>, SocketCallbacks<In, Out> {
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
