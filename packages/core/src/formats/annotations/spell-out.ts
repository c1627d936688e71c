import { CorpusError } from '../../errors';
import { readSpans } from '../../metrics/spans';
import type { Sentence } from '../../sentence';
import { readSurfaceSentence } from '../conllu/surface-tokens';
import type { AnnotatedText } from './annotated-text';

/** A sentence as a text with spans. The words of a multiword token have blanks between them. */
export type SpelledOut = AnnotatedText & { readonly tokens: NonNullable<AnnotatedText['tokens']> };

/**
 * The text of a sentence, the places of its words there, and the spans that its tags mark.
 *
 * @throws CorpusError if its tags mark no spans
 */
export function spellOut(sentence: Sentence, format: string): SpelledOut {
  const { text, tokens } = placeWords(sentence);
  return { text, tokens, spans: sentence.tags && findSpans(sentence, tokens, format) };
}

type Place = { readonly start: number; readonly end: number };

function placeWords(sentence: Sentence): { readonly text: string; readonly tokens: readonly Place[] } {
  const { source, words } = sentence;
  if (source?.format === 'text' && source.tokens.length === words.length) {
    const first = source.tokens[0]?.start ?? 0;
    const tokens = source.tokens.map(({ start, end }) => ({ start: start - first, end: end - first }));
    return { text: source.text, tokens };
  }
  const surface = readSurfaceSentence(sentence)?.tokens ?? words.map((form) => ({ form, after: ' ' }));
  let text = '';
  const tokens: Place[] = [];
  for (const token of surface) {
    const forms = 'words' in token && token.words ? token.words : [token.form];
    for (const [index, form] of forms.entries()) {
      if (index > 0) text += ' ';
      tokens.push({ start: text.length, end: text.length + form.length });
      text += form;
    }
    text += token.after;
  }
  return { text: text.trimEnd(), tokens };
}

function findSpans({ tags = [], line }: Sentence, tokens: readonly Place[], format: string) {
  const spans = readSpans(tags);
  const covered = spans.reduce((count, { start, end }) => count + end - start, 0);
  if (covered < tags.filter((tag) => tag !== 'O').length || spans.some(({ type }) => type === ''))
    throw new CorpusError(
      `${format} holds spans, and these tags mark none: ${tags.find((tag) => tag !== 'O')}`,
      {
        location: { line },
        hint: 'spans are tags such as B-PER, I-PER and O',
      },
    );
  return spans.map(({ start, end, type }) => ({
    start: tokens[start]!.start,
    end: tokens[end - 1]!.end,
    label: type,
  }));
}
