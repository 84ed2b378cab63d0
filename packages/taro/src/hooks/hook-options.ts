import type { MessageListener, SocketCallbacks, SocketOptions } from '@heartbeat-socket/core';

/**
 * Options of the hook, all optional: those of the socket, its callbacks, and what belongs to the component. Inline
 * objects and functions are fine: only `key`, a string url, `enabled` and `share` connect or disconnect; of everything
 * else the newest is used.
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
  /**
   * Components with the same `key` hold one socket, which lives while any of them does: any may leave first. Callbacks,
   * `resync` and delivery are each component's own, `onOpen` comes on joining an open socket too, and the other options
   * are those of the oldest that is mounted and enabled; one whose options differ is told so in development. A url
   * function needs a `key`. `disconnect()` and `reconnect()` act on the whole socket.
   *
   * @defaultValue false
   */
  share?: boolean | undefined;
  /**
   * With `share`: how long the open socket outlives its last holder, in milliseconds, so that a change of page keeps the
   * line. A line that is lost meanwhile is not brought back. 0 for not at all.
   *
   * @defaultValue 1_000
   */
  linger?: number | undefined;
  /**
   * Fetches what was missed, on each open and on joining an open socket. This component's messages are held meanwhile;
   * an array that it returns comes first, then they do. See {@link MessageListener.resync}.
   */
  resync?: MessageListener<In, Out>['resync'];
  /**
   * Milliseconds after which a `resync` has failed, and is tried again.
   *
   * @defaultValue 15_000
   */
  resyncTimeout?: number | undefined;
}
