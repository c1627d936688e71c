/**
 * Characters that a terminal obeys instead of showing: C0 controls, DEL and C1 controls, and what turns or ends the line
 * in Unicode: U+2028, U+2029, and the bidirectional embeddings, overrides and isolates (U+202A-202E, U+2066-2069).
 */
const controls = '\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069';

const anyControl = new RegExp(`[${controls}]`, 'g');
/** All of them but the line ends (LF, CR LF) and tabs of a text of several lines. */
const inLines = new RegExp(`(?![\\n\\t]|\\r\\n)[${controls}]`, 'g');

const shortForms: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Returns the text with each control character in visible form, as JSON writes it: ESC becomes `\u001b`, a line feed
 * `\n`. Nothing in the result can colour, move or overwrite what a terminal shows, or reorder it.
 */
export function escapeControls(text: string): string {
  return text.replace(anyControl, escapeCharacter);
}

/** As {@link escapeControls}, but line ends and tabs stay, for text of several lines. */
export function escapeControlsInLines(text: string): string {
  return text.replace(inLines, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return shortForms.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
