import { formatLocation } from '../errors';
import { type CorpusFinding, countOf } from './corpus-finding';
import { type NamedCorpus, placeOf, textsOf } from './named-corpus';

/** Words from which on a sentence that is in two corpora is hardly there by chance. */
const longEnough = 5;

/** Sentences of a dev or test corpus that the training corpora have, too: their scores are too good. */
export function findLeaks(train: readonly NamedCorpus[], other: NamedCorpus): CorpusFinding | undefined {
  const places = new Map<string, string>();
  for (const corpus of train) {
    let index = 0;
    for (const text of textsOf(corpus)) {
      if (!places.has(text)) places.set(text, formatLocation(placeOf(corpus, index)));
      index += 1;
    }
  }
  const leaks = [...textsOf(other)].flatMap((text, index) => (places.has(text) ? [{ text, index }] : []));
  if (leaks.length === 0) return undefined;
  const long = leaks.filter(({ text }) => text.split('\n').length >= longEnough);
  const { text, index } = long[0] ?? leaks[0]!;
  const share = ((100 * leaks.length) / other.sentences.length).toFixed(1);
  return {
    kind: 'same-sentences',
    problem: `${countOf(leaks.length, 'sentence')} of ${other.sentences.length.toLocaleString('en-US')} (${share} %) ${leaks.length === 1 ? 'is' : 'are'} in the training corpus, too, ${long.length.toLocaleString('en-US')} of them with ${longEnough} words or more; the first is in ${places.get(text)}`,
    location: { file: other.name, line: other.sentences.lineOf(index) },
    hint: 'their scores say nothing about new text',
  };
}

/** Sentences that are there several times with different tags. */
export function findOtherLabels(corpora: readonly NamedCorpus[]): CorpusFinding | undefined {
  const first = new Map<string, { readonly tags: string; readonly place: string }>();
  const found: { readonly file: string; readonly line: number | undefined; readonly place: string }[] = [];
  for (const corpus of corpora) {
    let index = 0;
    for (const text of textsOf(corpus)) {
      const tags = corpus.sentences.labelsOf(index).join('\n');
      const own = first.get(text);
      if (!own) first.set(text, { tags, place: formatLocation(placeOf(corpus, index)) });
      else if (own.tags !== tags)
        found.push({ file: corpus.name, line: corpus.sentences.lineOf(index), place: own.place });
      index += 1;
    }
  }
  const [example] = found;
  if (!example) return undefined;
  return {
    kind: 'other-labels',
    problem: `${countOf(found.length, 'sentence')} with other tags than in ${found.length === 1 ? '' : 'an earlier place, the first in '}${example.place}`,
    location: { file: example.file, line: example.line },
    hint: 'one of them is wrong, or the tags depend on more than the sentence',
  };
}
