/** Names of scores; any other is named by its own words. */
const scoreNames: ReadonlyMap<string, string> = new Map([
  ['accuracy', 'token accuracy'],
  ['macroF1', 'macro-F1'],
  ['unknownAccuracy', 'accuracy on unknown words'],
  ['spanF1', 'span F1'],
]);

export function nameScore(name: string): string {
  return scoreNames.get(name) ?? nameField(name);
}

/** Scores are fractions, but for the loss, which is in nats. */
export function formatScore(name: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return name === 'loss' ? value.toFixed(4) : `${(100 * value).toFixed(2)} %`;
}

/** 'hiddenSize' → 'hidden size' */
export function nameField(name: string): string {
  return name.replace(/(?<=[a-z\d])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Whatever a description may hold: fields that come later show up as they are. */
export function formatField(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(formatField).join(', ') || 'none';
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, inner]) => `${nameField(name)} ${formatField(inner)}`)
      .join(', ');
  return String(value);
}

/** The size of so many bytes, in decimal units. */
export function formatSize(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** 204577 → '204,577' */
export function formatWhole(count: number): string {
  return count.toLocaleString('en');
}
