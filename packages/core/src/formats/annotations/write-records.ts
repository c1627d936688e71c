import type { Sentence } from '../../sentence';
import { checkCells } from '../check-cells';
import { formatGap } from '../gap';
import { countCharacters } from './offsets';
import { type SpelledOut, spellOut } from './spell-out';

/*
 * Records of annotation tools, as their own importers take them. Each also has the tokens, so that it is read back with the same
 * ones; tools keep keys that they do not know.
 */

/** `{"text", "label": [[start, end, label]]}`, places in characters: https://doccano.github.io/doccano */
export const formatDoccano = createWriter('doccano', ({ text, spans, tokens }) => ({
  text,
  ...(spans && { label: listSpans(text, spans) }),
  tokens: writeTokens(text, tokens),
}));

/** `{"text", "entities": [[start, end, label]]}`, places in characters. */
export const formatSpacy = createWriter('spacy', ({ text, spans, tokens }) => ({
  text,
  ...(spans && { entities: listSpans(text, spans) }),
  tokens: writeTokens(text, tokens),
}));

/** A task with tokens and spans, places in characters: https://prodi.gy/docs/api-interfaces */
export const formatProdigy = createWriter('prodigy', ({ text, spans, tokens }) => {
  const written = writeTokens(text, tokens);
  const find = (place: number, side: 'start' | 'end') => tokens.findIndex((token) => token[side] === place);
  const count = countCharacters(text);
  return {
    text,
    tokens: written,
    ...(spans && {
      spans: spans.map(({ start, end, label }) => ({
        start: count(start),
        end: count(end),
        token_start: find(start, 'start'),
        token_end: find(end, 'end'),
        label,
      })),
      answer: 'accept',
    }),
  };
});

/** A task whose places count UTF-16 units, as browsers do: https://labelstud.io/guide/tasks */
export const formatLabelStudio = createWriter('label-studio', ({ text, spans, tokens }) => ({
  data: { text },
  tokens: tokens.map(({ start, end }) => ({ text: text.slice(start, end), start, end })),
  ...(spans && {
    annotations: [
      {
        result: spans.map(({ start, end, label }) => ({
          from_name: 'label',
          to_name: 'text',
          type: 'labels',
          value: { start, end, text: text.slice(start, end), labels: [label] },
        })),
      },
    ],
  }),
}));

function createWriter(
  name: 'doccano' | 'spacy' | 'prodigy' | 'label-studio',
  write: (text: SpelledOut) => object,
) {
  return (sentence: Sentence): string => {
    const gap = formatGap(sentence, name);
    if (gap !== undefined) return gap;
    checkCells(sentence, /^\s*$/, name);
    return `${JSON.stringify(write(spellOut(sentence, name)))}\n`;
  };
}

/** `[start, end, label]` of each span, in characters. */
function listSpans(text: string, spans: NonNullable<SpelledOut['spans']>): [number, number, string][] {
  const count = countCharacters(text);
  return spans.map(({ start, end, label }) => [count(start), count(end), label]);
}

function writeTokens(text: string, tokens: SpelledOut['tokens']) {
  const count = countCharacters(text);
  return tokens.map(({ start, end }, id) => ({
    text: text.slice(start, end),
    start: count(start),
    end: count(end),
    id,
  }));
}
