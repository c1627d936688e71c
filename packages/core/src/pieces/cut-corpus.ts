import type { TextChunks } from '../formats/text-chunks';
import type { CorpusPiece, CutOptions } from './corpus-piece';
import { cutLines } from './cut-lines';
import { cutText } from './cut-text';

/**
 * Cuts a corpus into pieces that are read apart from each other by `readPiece`, holding no more than a piece in memory, as a rule. Where it
 * is cut depends on the text and the options, never on how the text arrives.
 *
 * @throws CorpusError from the iteration, if the corpus cannot be cut
 * @throws SettingsError from the iteration, if the corpus names its own columns
 */
export function cutCorpus(chunks: TextChunks, options: CutOptions): AsyncGenerator<CorpusPiece> {
  return options.format === 'text' && !options.lines ? cutText(chunks, options) : cutLines(chunks, options);
}
