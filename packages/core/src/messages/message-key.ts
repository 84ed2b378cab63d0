/**
 * Whether two messages say the same: they are identical, or plain and the same as JSON. What JSON does not show, such as an
 * ArrayBuffer, a Map or an object of a class, is like nothing but itself.
 */
export function isSameMessage(one: unknown, other: unknown): boolean {
  try {
    return one === other || textOf(one) === textOf(other);
  } catch {
    return false;
  }
}

function textOf(message: unknown): string {
  return JSON.stringify(message, (_name, each) => {
    if (typeof each !== 'object' || each === null || isPlain(each)) return each;
    throw new TypeError('JSON does not show it');
  });
}

/** Whether it is an array or a plain object: what is made of a class may have parts that its keys do not show. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}
