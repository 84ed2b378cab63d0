const tagOf = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1);

/** A value as plain data: two that look the same to a program have the same picture. */
export function picture(value: unknown, depth = 0): unknown {
  if (typeof value === 'function') return '[function]';
  if (value === undefined) return '[undefined]';
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (tagOf(value) === 'ArrayBuffer') return `bytes ${[...new Uint8Array(value as ArrayBuffer)]}`;
  if (tagOf(value) === 'Blob') return `blob of ${(value as Blob).size}`;
  if (Array.isArray(value)) return value.map((each) => picture(each, depth + 1));
  if (depth > 5) return '[deep]';
  const shown: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) {
    // An event's target is the whole socket; ids on H5 are counted from the start of the module.
    if (name !== 'target') shown[name] = name === 'socketTaskId' ? typeof each : picture(each, depth + 1);
  }
  return shown;
}
