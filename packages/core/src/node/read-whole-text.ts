import { FileError } from '../errors';
import { limits } from '../limits';
import { nameInput, type ReadOptions } from './read-bytes';
import { readText } from './read-text';

/**
 * Reads a small file, such as one of analogies, as one text; see {@link readText}.
 *
 * @throws what {@link readText} throws, and {@link FileError} if the text is longer than `limits.wholeFileCharacters`.
 */
export async function readWholeText(path: string, options: ReadOptions = {}): Promise<string> {
  const pieces: string[] = [];
  let characters = 0;
  for await (const piece of readText(path, options)) {
    characters += piece.length;
    if (characters > limits.wholeFileCharacters)
      throw new FileError(`has more than ${limits.wholeFileCharacters} characters`, {
        location: { file: nameInput(path) },
        hint: 'is it the right file?',
      });
    pieces.push(piece);
  }
  return pieces.join('');
}
