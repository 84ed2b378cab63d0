/** What becomes of messages that are sent while the connection is not open. */
export interface OutboxOptions {
  /**
   * The most messages that wait: a whole number from 1.
   *
   * @defaultValue 100
   */
  limit?: number | undefined;
  /**
   * Milliseconds after which a message that waits is dropped, `Infinity` for never. A changed one
   * holds for what is sent from then on.
   *
   * @defaultValue 30_000
   */
  ttl?: number | undefined;
  /**
   * Which message is dropped when one more comes than `limit`.
   *
   * @defaultValue 'drop-oldest'
   */
  overflow?: 'drop-oldest' | 'drop-newest' | undefined;
}

/** Options of one `send`. */
export interface SendOptions {
  /**
   * `false`: sent now or dropped, never queued.
   *
   * @defaultValue true
   */
  queue?: boolean | undefined;
}

/** What became of something that was sent: `'dropped'` is told to `onDrop`, with the reason. */
export type SendResult = 'sent' | 'queued' | 'dropped';

/**
 * Why something that was sent did not go out:
 * - `disabled`: not open, and there is no outbox; `not-queued`: not open, and `queue: false`;
 * - `full`: the outbox was full, by `overflow`; `expired`: it waited for longer than `ttl`;
 * - `closed`: the socket is closed, or was while it waited;
 * - `send-failed`: the platform did not take it, the second time too if there is an outbox;
 * - `invalid`: the codec, or the session of the protocol, could not make a frame of it.
 */
export type DropReason = 'disabled' | 'not-queued' | 'full' | 'expired' | 'closed' | 'send-failed' | 'invalid';

/** Options of one `request`. */
export interface RequestOptions {
  /**
   * Milliseconds after which it is rejected, whatever became of it.
   *
   * @defaultValue 10_000
   */
  timeout?: number | undefined;
  /**
   * Send it again, under the same id, after each reconnect until its timeout: the server has to make one of the two.
   *
   * @defaultValue false
   */
  retry?: boolean | undefined;
}
