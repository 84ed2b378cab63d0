import type { Lot, Quote, ServerMessage, SessionResponse, User } from '../../server/src/messages';

/** Reads a message of the server; throws when it is none, so that the codec reports it as a `decode` error. */
export function parseServerMessage(value: unknown): ServerMessage {
  if (isServerMessage(value)) return value;
  throw new TypeError('the server sent a message that this app does not know');
}

/** The server's time in a frame that is a pong; undefined for any other. */
export function pongTime(frame: unknown): number | undefined {
  if (typeof frame !== 'string' || !frame.startsWith('{"type":"pong"')) return undefined;
  const { now } = JSON.parse(frame) as Record<string, unknown>;
  return isNumber(now) ? now : undefined;
}

/** Reads the answer to `GET /api/lots`; throws when it is no list of lots. */
export function parseLots(value: unknown): Lot[] {
  if (Array.isArray(value) && value.every(isLot)) return value;
  throw new TypeError('the server did not answer with a list of lots');
}

/** Reads the answer to `POST /api/session`; throws when it is no session. */
export function parseSession(value: unknown): SessionResponse {
  if (isRecord(value) && isText(value.token) && value.token !== '' && isUser(value.user)) {
    return { token: value.token, user: value.user };
  }
  throw new TypeError('the server did not answer with a session');
}

function isServerMessage(value: unknown): value is ServerMessage {
  if (!isRecord(value)) return false;
  switch (value.type) {
    case 'pong':
      return isNumber(value.now);
    case 'snapshot':
      return isLot(value.lot) && areQuotes(value.quotes) && isOptional(value.follows, isNumber);
    case 'quote':
      return isQuote(value.quote);
    case 'lot':
      return isLot(value.lot);
    case 'bid-result':
      return isText(value.id) && (value.ok === true ? isQuote(value.quote) : isRefusal(value));
    case 'error':
      return isText(value.code) && isText(value.message) && isOptional(value.id, isText);
    default:
      return false;
  }
}

function isRefusal({ ok, code, message, minimum }: Record<string, unknown>): boolean {
  return ok === false && isText(code) && isText(message) && isOptional(minimum, isNumber);
}

function isLot(value: unknown): value is Lot {
  return (
    isRecord(value) &&
    isText(value.id) &&
    isLocalText(value.title) &&
    [value.price, value.step, value.startPrice, value.startsAt, value.endsAt, value.bids, value.seq].every(isNumber) &&
    (value.leader === null || isText(value.leader)) &&
    isOptional(value.image, isText)
  );
}

function areQuotes(value: unknown): value is Quote[] {
  return Array.isArray(value) && value.every(isQuote);
}

function isQuote(value: unknown): value is Quote {
  return (
    isRecord(value) &&
    isText(value.id) &&
    isText(value.lot) &&
    isUser(value.user) &&
    [value.seq, value.amount, value.at].every(isNumber)
  );
}

function isUser(value: unknown): value is User {
  return isRecord(value) && isText(value.id) && isText(value.name);
}

function isLocalText(value: unknown): value is Lot['title'] {
  return isRecord(value) && isText(value.zh) && isText(value.en);
}

function isOptional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
