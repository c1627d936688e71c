import { type ObjectNode, parse } from '@humanwhocodes/momoa';
import { collect, SettingsError } from '@tagger/core';
import { readText } from '@tagger/core/node';

/**
 * Reads a JSON file that has an object in it, with the places of its parts.
 * @throws FileError if it cannot be read, SettingsError with the line if it is not JSON
 */
export async function parseJsonObject(path: string): Promise<ObjectNode> {
  const text = (await collect(readText(path))).join('');
  const { body } = parseText(path, text);
  if (body.type === 'Object') return body;
  throw new SettingsError('is not an object in braces', { location: { file: path, line: 1 } });
}

function parseText(path: string, text: string) {
  try {
    return parse(text, { mode: 'json' });
  } catch (error) {
    const { line, offset } = error as Error & { line?: number; offset?: number };
    if (line === undefined || offset === undefined) throw error;
    const rest = text.slice(offset).trim();
    // The parser names the last bracket where the end of the text is not what it should be.
    const isCutOff = rest === '' || /^[[{,:]$/.test(rest);
    const problem = isCutOff ? 'its end is missing' : `unexpected ${/^("[^"]*"|[\w.+-]+|.)/s.exec(rest)![0]}`;
    const hint = /^[/#']/.test(rest) ? 'JSON has no comments, and strings stand in double quotes' : undefined;
    throw new SettingsError(`is not JSON: ${problem}`, { location: { file: path, line }, hint });
  }
}
