import { type ObjectNode, parse } from '@humanwhocodes/momoa';
import { SettingsError } from '@tagger/core';
import { readText } from '@tagger/core/node';
import { checkJsonText } from './check-json-text';

/** What a file is for. */
interface FileKind {
  /** Characters of such a file, at most. */
  readonly largest: number;
  readonly kind: string;
}

/** No config file comes near the limit. */
const configFile: FileKind = { largest: 1_000_000, kind: 'config file' };

/**
 * Reads a JSON file that has an object in it, with the places of its parts.
 * @throws FileError if it cannot be read, SettingsError with the line if it is not JSON, or too long or too deep for what it is
 */
export async function parseJsonObject(path: string, file = configFile): Promise<ObjectNode> {
  const text = await readAll(path, file);
  const { body } = parseText(path, text, file.kind);
  if (body.type === 'Object') return body;
  throw new SettingsError('is not an object in braces', { location: { file: path, line: 1 } });
}

async function readAll(path: string, { largest, kind }: FileKind): Promise<string> {
  let text = '';
  for await (const piece of readText(path)) {
    text += piece;
    if (text.length > largest)
      throw new SettingsError(`is longer than ${largest} characters: it is no ${kind}`, {
        location: { file: path },
      });
  }
  return text;
}

function parseText(path: string, text: string, kind: string) {
  const found = checkJsonText(text);
  if (found)
    throw new SettingsError(`is not JSON of a ${kind}: ${found.problem}`, {
      location: { file: path, line: found.line },
    });
  try {
    return parse(text, { mode: 'json' });
  } catch (error) {
    const { line, offset } = error as Error & { line?: number; offset?: number };
    if (line === undefined || offset === undefined) throw error;
    const rest = text
      .slice(offset)
      .replace(/^[ \t\r\n]+/, '')
      .slice(0, 60);
    // The parser names the last bracket where the end of the text is not what it should be.
    const isCutOff = rest === '' || /^[[{,:]$/.test(rest);
    const problem = isCutOff
      ? 'its end is missing'
      : `unexpected ${rest.startsWith('\ufeff') ? 'byte order mark' : /^("[^"]*"|[\w.+-]+|.)/su.exec(rest)![0]}`;
    const hint = /^[/#']/.test(rest) ? 'JSON has no comments, and strings stand in double quotes' : undefined;
    throw new SettingsError(`is not JSON: ${problem}`, { location: { file: path, line }, hint });
  }
}
