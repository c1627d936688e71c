import { CompactSentencesBuilder } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { dropRareScripts, scriptLemmas } from '../../src/lemmas/script-lemmas';

/** The lemmas of a corpus whose scripts are not rare, as scripts make them of their forms. */
function keep(...sentences: readonly (readonly [form: string, lemma: string][])[]): string[] {
  const builder = new CompactSentencesBuilder();
  for (const sentence of sentences) {
    const words = sentence.map(([form]) => form);
    builder.add({
      words,
      tags: words.map(() => 'X'),
      columns: { lemma: sentence.map(([, lemma]) => lemma) },
    });
  }
  const scripted = scriptLemmas(builder.build(), 'upos', undefined, 'run');
  const { words, wordIds, columns } = dropRareScripts(scripted, 'upos');
  const forms = Array.from(wordIds, (word) => words[word]!);
  return forms.filter((_, token) => columns[0]!.ids[token]! >= 0);
}

const sheWent = [
  ['She', 'she'],
  ['went', 'go'],
] as [string, string][];
const heRuns = [
  ['He', 'he'],
  ['runs', 'run'],
] as [string, string][];
const dogsRun = [
  ['Dogs', 'dog'],
  ['run', 'run'],
  ['slowly', 'slowly'],
] as [string, string][];

describe('rare scripts', () => {
  it('are those that occur once', () => {
    expect(keep(sheWent, heRuns, dogsRun)).toEqual(['She', 'He', 'runs', 'Dogs', 'run', 'slowly']);
  });

  it('are those of a sentence that occurs several times', () => {
    expect(keep(sheWent, heRuns, sheWent, dogsRun, sheWent)).not.toContain('went');
  });

  it('are not those of a word that occurs between different words', () => {
    const theyWent = [
      ['they', 'they'],
      ['went', 'go'],
    ] as [string, string][];
    expect(keep(sheWent, theyWent)).toContain('went');
  });
});
