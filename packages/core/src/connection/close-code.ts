// What minifiers put in the place of a name; the table below is carried by who imports it.
export const NORMAL_CLOSURE = 1000;
export const ABNORMAL_CLOSURE = 1006;
export const PONG_TIMEOUT = 4408;

/**
 * Close codes by name: RFC 6455 §7.4.1 and the IANA registry of WebSocket close codes; 4000–4999 is for applications.
 */
export const CloseCode = {
  NormalClosure: NORMAL_CLOSURE,
  GoingAway: 1001,
  ProtocolError: 1002,
  UnsupportedData: 1003,
  AbnormalClosure: ABNORMAL_CLOSURE,
  InvalidPayload: 1007,
  PolicyViolation: 1008,
  MandatoryExtension: 1010,
  ServiceRestart: 1012,
  TryAgainLater: 1013,
  /** Ours: the server did not prove that it lives within `pongTimeout` of a ping. */
  PongTimeout: PONG_TIMEOUT,
} as const;

const REASON_BYTES = 123;

/** Whether an application may send this close code: 1000 or 3000–4999 (RFC 6455 §7.4.2, WebSocket API `close()`). */
export function isSendableCode(code: number): boolean {
  return code === NORMAL_CLOSURE || (Number.isInteger(code) && code >= 3000 && code <= 4999);
}

/** Cuts a close reason to the 123 bytes of UTF-8 that a close frame has room for (RFC 6455 §5.5), between characters. */
export function fitReason(reason: string): string {
  let bytes = 0;
  let fitted = '';
  for (const character of reason) {
    const point = character.codePointAt(0) as number;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes > REASON_BYTES) break;
    fitted += character;
  }
  return fitted;
}
