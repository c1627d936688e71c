import type { Sentence } from '@tagger/core';
import type { Entity, SentenceEntities } from '@tagger/models';

/** Four digits are more than a probability of a network means. */
const scoreFactor = 10_000;

/** A sentence with its entities as a line of JSON. What a record of JSON Lines holds stays. */
export function formatEntitiesJson({ sentence, entities }: SentenceEntities): string {
  const found = entities.map(({ text, label, start, end, score }) => ({
    text,
    label,
    start,
    end,
    score: Math.round(score * scoreFactor) / scoreFactor,
  }));
  return `${JSON.stringify({ ...describeSentence(sentence), entities: found })}\n`;
}

function describeSentence({ words, source }: Sentence): object {
  if (source?.format === 'jsonl') return JSON.parse(source.text);
  if (source?.format !== 'text') return { words };
  const { text, tokens } = source;
  return { text, start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
}

/** The entities of a sentence for people, a line each: label, score, place and text. @param width of the labels */
export function formatEntities({ sentence, entities }: SentenceEntities, width: number): string {
  const isText = sentence.source?.format === 'text';
  const describePlace = ({ start, end, sentence: number }: Entity) =>
    isText ? `${start}-${end}` : `${number + 1}:${start + 1}-${end}`;
  const lines = entities.map((entity) => {
    const { label, score, text } = entity;
    // On one line, though a line of the text may end within it.
    const shown = text.replace(/\s+/gu, ' ');
    return `${label.padEnd(width)}  ${score.toFixed(2)}  ${describePlace(entity).padEnd(13)}  ${shown}\n`;
  });
  return lines.join('');
}
