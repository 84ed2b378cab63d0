import { safeText } from './safe-text';

/**
 * Why a connection was lost or an attempt failed:
 * - `disconnect`: `disconnect()` was called, or nobody wants the connection any more;
 * - `server`: the server closed it; `network`: it broke;
 * - `pong-timeout`: it was open and silent for too long; `connect-timeout`: it did not open in time;
 * - `connect-failed`: the platform or the server refused it, or no login could be made for it;
 * - `refused`: it was open, and the server did not accept us: `handshake`'s `refused`, or a protocol's `refuse`;
 * - `interrupted`: it was closed, or has to be taken for dead, because the app was in the background;
 * - `replaced`: `reconnect()` was called;
 * - `slot-limit`: the platform has no socket left for us (five on WeChat, Alipay and H5; one on old Alipay);
 * - `forbidden-domain`: the platform does not let this app connect to this domain;
 * - `invalid-url`: the url is no `ws://` or `wss://` url; `url-failed`: the url function threw, rejected, or gave such a one;
 * - `gave-up`: `maxAttempts` losses in a row.
 */
export type CloseCauseKind =
  | 'disconnect'
  | 'server'
  | 'network'
  | 'pong-timeout'
  | 'connect-timeout'
  | 'connect-failed'
  | 'refused'
  | 'interrupted'
  | 'replaced'
  | 'slot-limit'
  | 'forbidden-domain'
  | 'invalid-url'
  | 'url-failed'
  | 'gave-up';

/** Why the last connection or attempt ended, in the same shape on every platform. */
export interface CloseCause {
  readonly kind: CloseCauseKind;
  /**
   * The close code (RFC 6455 §7.4), or null where there is none: an attempt that failed, a loss that we noticed
   * ourselves, and always on Alipay, which tells no code.
   */
  readonly code: number | null;
  /** The close reason, or `''`. */
  readonly reason: string;
  /** What happens next: an attempt at once, one after a delay, one when the app is shown again, or none. */
  readonly retry: 'now' | 'backoff' | 'on-show' | 'never';
  /** One sentence for a developer. It never carries the query of a url: tokens live there. */
  readonly message: string;
}

/** A loss as its finder describes it, before it is decided what follows from it. */
export interface Loss {
  readonly kind: CloseCauseKind;
  readonly code?: number | null;
  readonly reason?: string;
  /** Of `refused`: whether the same login may be accepted later. */
  readonly retry?: 'never' | 'backoff';
  readonly message: string;
}

/** Codes that another attempt with the same bytes would only repeat (RFC 6455 §7.4.1): ProtocolError, UnsupportedData, MandatoryExtension. */
const REPEATING: ReadonlyArray<number | null> = [1002, 1003, 1010];

/** Codes with which servers refuse a login: InvalidPayload, PolicyViolation. A url function may bring a fresh token, which may cure it. */
const CURABLE: ReadonlyArray<number | null> = [1007, 1008];

/** Codes with which a server leaves all its clients at once: GoingAway, ServiceRestart, TryAgainLater. */
const RESTARTING: ReadonlyArray<number | null> = [1001, 1012, 1013];

/** Makes a cause of a loss. Texts from outside are bounded, and their urls are cut at the query. */
export function closeCause(loss: Loss, retry: CloseCause['retry']): CloseCause {
  const { kind, code = null, reason = '', message } = loss;
  return { kind, code, reason: safeText(reason), retry, message: safeText(message) };
}

/** The default of `shouldReconnect`: it retries everything except errors that would only repeat themselves. */
export function isRecoverable({ kind, code = null, retry }: Loss, urlIsFunction: boolean): boolean {
  if (kind === 'refused') return retry === 'backoff';
  if (kind === 'invalid-url' || REPEATING.includes(code)) return false;
  return urlIsFunction || !CURABLE.includes(code);
}

/** Whether the server sent everybody away, so that all of them come back at the same moment. */
export function isRestart(cause: CloseCause): boolean {
  return RESTARTING.includes(cause.code);
}
