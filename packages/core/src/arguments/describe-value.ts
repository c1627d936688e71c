/** The type of a value in words, for an error: `undefined`, `a number`, `an array`, `a Uint8Array`. */
export function describeType(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (value === '') return 'an empty string';
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'object') return `a ${typeof value}`;
  // Unlike `instanceof`, the same for objects of another window or context.
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (tag === 'Object' || !/^\w{1,40}$/.test(tag)) return 'an object';
  return `${/^[AEIO]/.test(tag) ? 'an' : 'a'} ${tag}`;
}

/** The value itself where it is short, and its type otherwise. */
export function describeValue(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string' && value.length <= 40) return JSON.stringify(value);
  return describeType(value);
}
