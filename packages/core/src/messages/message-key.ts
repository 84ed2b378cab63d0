/**
 * A key that two messages share when they say the same: the JSON of plain ones. What JSON does not show, such as an
 * ArrayBuffer, a Map or an object of a class, is its own key, and like nothing else.
 */
export function messageKey(message: unknown): unknown {
  try {
    return JSON.stringify(message, (_name, each) => {
      if (typeof each !== 'object' || each === null || isPlain(each)) return each;
      throw new TypeError('JSON does not show it');
    });
  } catch {
    return message;
  }
}

/** Whether it is an array or a plain object: what is made of a class may have parts that its keys do not show. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}
