/** The names that the WebSocket API gives to its exceptions. */
export type DomErrorName = 'SyntaxError' | 'InvalidAccessError' | 'InvalidStateError' | 'NotSupportedError';

/** An exception as the DOM standard has it: a `DOMException` where there is one, else an `Error` of the same name. */
export function domError(name: DomErrorName, message: string): Error {
  const text = `TaroWebSocket: ${message}`;
  return typeof DOMException === 'function' ? new DOMException(text, name) : Object.assign(new Error(text), { name });
}
