/** What is wrong with a text that a parser of JSON would stumble over, or pass over. */
export interface JsonProblem {
  readonly problem: string;
  readonly line: number;
}

/** Lists in lists in objects; no config file needs more than three. */
const deepest = 64;

/**
 * Looks at the brackets and strings of a JSON text, in one pass and without recursion: brackets must not be nested more
 * than 64 deep, and strings hold no control characters.
 */
export function checkJsonText(text: string): JsonProblem | undefined {
  let [line, depth, isInString] = [1, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (isInString && character < ' ')
      return { problem: 'a string with a line end or another control character in it', line };
    if (character === '\n') line += 1;
    else if (character === '"') isInString = !isInString;
    else if (isInString) at += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > deepest) return { problem: `brackets more than ${deepest} deep`, line };
  }
  return undefined;
}
