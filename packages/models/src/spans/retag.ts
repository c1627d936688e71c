import type { Sentence } from '@tagger/core';
import type { ModelDescription } from '../model-file/model-description';
import type { TaggedWord } from '../tagger/tagged';
import type { SpanOutput } from './span-decoder';
import { chooseSpanOutput } from './span-outputs';
import type { SpanRules } from './span-rules';

/**
 * Has rules change the tags of words; without rules they stay.
 *
 * @throws SettingsError if the tags of the model mark no spans
 */
export function createRetagger<Column extends string>(model: ModelDescription, rules: SpanRules | undefined) {
  const output = rules && chooseSpanOutput(model, undefined);
  return (sentence: Sentence, words: TaggedWord<Column>[]) =>
    rules && output ? retag(sentence, words, output, rules) : words;
}

/**
 * The words of a sentence with the tags that mark the spans of the model and of rules. A word that gets another tag by a rule has the score 1; the
 * scores of its other tags stay those of the model.
 */
function retag<Column extends string>(
  sentence: Sentence,
  words: readonly TaggedWord<Column>[],
  { column, grammar, index }: SpanOutput,
  rules: SpanRules,
): TaggedWord<Column>[] {
  const places = new Map(grammar.tags.map((tag, place) => [tag, place]));
  const read = ({ tag, tags }: TaggedWord) => (index === 0 ? tag : tags![column]!);
  const tags = words.map(read);
  const own = grammar.read(tags.map((tag) => places.get(tag) ?? -1)).map((span) => ({ ...span, score: 0 }));
  const spans = rules.apply(sentence, own);
  for (const { start, end } of own) tags.fill(grammar.outside, start, end);
  for (const [at, { start, end, type }] of spans.entries()) {
    const before = spans[at - 1];
    const written = grammar.write(type, end - start, before?.end === start && before.type === type);
    for (let word = start; word < end; word++) tags[word] = written[word - start]!;
  }
  return words.map((word, at) => {
    const tag = tags[at]!;
    if (tag === read(word)) return word;
    const columns = word.tags && { tags: { ...word.tags, [column]: tag } };
    return { ...word, ...(index === 0 && { tag, score: 1 }), ...columns };
  });
}
