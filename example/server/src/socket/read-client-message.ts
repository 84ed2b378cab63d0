import type { z } from 'zod';
import { CLIENT_MESSAGES, type ClientMessage, type ErrorMessage } from '../messages';

/** A frame that was understood, or the error that answers it. */
export type ReadResult =
  | { readonly ok: true; readonly message: ClientMessage }
  | { readonly ok: false; readonly error: ErrorMessage };

const KNOWN_TYPES = Object.keys(CLIENT_MESSAGES).join(', ');

/** Reads a text frame of a client. Never throws: what it cannot take, it explains. */
export function readClientMessage(text: string): ReadResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse({ type: 'error', code: 'bad-json', message: 'The frame is not JSON.' });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse({ type: 'error', code: 'invalid-message', message: 'Expected a JSON object with a type.' });
  }
  const { type, id } = value as { type?: unknown; id?: unknown };
  const echo = typeof id === 'string' && id.length <= 64 ? { id } : {};
  if (typeof type !== 'string') {
    const message = `type: expected one of ${KNOWN_TYPES}, got ${type === undefined ? 'nothing' : typeof type}.`;
    return refuse({ type: 'error', code: 'invalid-message', message, ...echo });
  }
  if (!isKnownType(type)) {
    const message = `Unknown type ${JSON.stringify(type.slice(0, 32))}: expected one of ${KNOWN_TYPES}.`;
    return refuse({ type: 'error', code: 'unknown-type', message, ...echo });
  }
  const read = CLIENT_MESSAGES[type].safeParse(value);
  if (read.success) return { ok: true, message: read.data };
  return refuse({ type: 'error', code: 'invalid-message', message: describeIssues(read.error), ...echo });
}

/** Says in one line what was wrong with a value and what was expected, field by field. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
    .join('; ');
}

function isKnownType(type: string): type is keyof typeof CLIENT_MESSAGES {
  return Object.hasOwn(CLIENT_MESSAGES, type);
}

function refuse(error: ErrorMessage): ReadResult {
  return { ok: false, error };
}
