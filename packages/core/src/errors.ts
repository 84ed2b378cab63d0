/**
 * What went wrong, for code to decide by:
 * - `invalid-option`: an option is out of range or of the wrong type. `createSocket` throws it; `setOptions` reports it once and keeps the old options. In production it is clamped instead.
 * - `invalid-close-code`: `disconnect(code)` with a code that RFC 6455 does not let an application send; 1000 was used.
 * - `encode`: the codec could not make a frame of what was sent; it was dropped.
 * - `decode`: the codec could not read a frame; the frame is skipped, the connection lives on.
 * - `listener`: a function of yours threw; everything else goes on.
 * - `port`: a function of the platform's threw; told once for each. The connection comes back where it can.
 * - `resync-failed`: a `resync` threw, rejected or took too long; it is tried again.
 *
 * What a request is rejected with, beside `invalid-option` and `encode`:
 * - `request-rejected`: the server's answer is an error, which is the `cause`;
 * - `request-timeout`: it was sent, the connection lives, and no answer came in time;
 * - `not-sent`: it surely did not reach the server;
 * - `unknown`: the connection was lost after it was sent: the server may have acted on it.
 */
export type ErrorCode =
  | 'invalid-option'
  | 'invalid-close-code'
  | 'encode'
  | 'decode'
  | 'listener'
  | 'port'
  | 'resync-failed'
  | 'request-rejected'
  | 'request-timeout'
  | 'not-sent'
  | 'unknown';

/** An error with a code; `cause` is what was thrown underneath, if anything was. */
export class HeartbeatSocketError extends Error {
  override readonly name = 'HeartbeatSocketError';
  readonly code: ErrorCode;
  readonly cause: unknown;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message);
    this.code = code;
    this.cause = cause;
  }
}

/** The text of anything that was thrown or rejected with: an Error, a `{ errMsg }` of a mini-program, a string. */
export function textOf(thrown: unknown): string {
  // What is thrown is somebody else's: a getter of it may throw as well.
  try {
    if (typeof thrown !== 'object' || thrown === null) return String(thrown);
    const { errMsg, errorMessage, message, type } = thrown as Record<string, unknown>;
    return String(errMsg || errorMessage || message || type || 'unknown error');
  } catch {
    return 'unknown error';
  }
}
