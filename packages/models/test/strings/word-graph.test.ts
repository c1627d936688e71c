import {
  casedFeatures,
  caselessFeatures,
  countWords,
  Lexicon,
  listCharacters,
  listFeatureValues,
  type WordIds,
} from '@tagger/core/internal';
import { expect, it } from 'vitest';
import type { ModelDescription } from '../../src/model-file/model-description';
import { encodeModel } from '../../src/onnx/encode-model';
import { GraphBuilder } from '../../src/onnx/graph-builder';
import { TextOps } from '../../src/strings/text-ops';
import { buildWordInputs } from '../../src/strings/word-graph';
import { oddWords } from './odd-words';
import { modules, runStrings } from './run-graph';

/** What a model knows that met half of the words, in lower case some of them. */
function describeWords(caseLanguage: string | undefined, names: Parameters<typeof listFeatureValues>[0]) {
  const met = oddWords.filter((_, index) => index % 2 === 0);
  const counts = countWords([
    { words: [...met, ...oddWords.slice(0, 20).map((word) => word.toLowerCase())] },
  ]);
  const words = [...counts.keys(), 'Masse', 'ßtraße', 'Istanbul', 'istanbul', 'IJs', 'Twitter', 'Ae\u0301'];
  return {
    words: [...new Set(words)],
    lookup: { trainedWords: words.length, caseFallback: true, caseLanguage },
    features: listFeatureValues(names, counts, 1, caseLanguage),
    vectorWords: ['straße', 'Ich', 'ısparta', 'isparta', 'naïve', 'IJsland', 'ìx'],
    characters: listCharacters(counts, 1),
  } satisfies Partial<ModelDescription>;
}

const reads: Readonly<Record<string, (ids: WordIds) => ArrayLike<number>>> = {
  words: ({ word }) => [word],
  featureIds: ({ features }) => features,
  vectorIds: ({ vector }) => [vector],
  characterIds: ({ characters }) => characters,
  characterCounts: ({ characters }) => [characters.length],
};

const cases = [
  { runtime: 'node', language: undefined, names: caselessFeatures },
  ...['tr', 'nl', 'de', 'lt'].map(
    (language) => ({ runtime: 'node', language, names: casedFeatures }) as const,
  ),
  { runtime: 'web', language: undefined, names: casedFeatures },
] as const;

it.each(cases)(
  'words have the ids of a Lexicon in a graph: $runtime, $language, $names',
  async ({ runtime, language, names }) => {
    const parts = describeWords(language, names);
    const graph = new GraphBuilder('words', 20);
    graph.input('strings', 'string', ['words']);
    const inputs = buildWordInputs(new TextOps(graph), parts, 'strings');
    for (const [input, value] of Object.entries(inputs)) {
      graph.node('Identity', [value], {}, `${input}Out`);
      graph.output(`${input}Out`, input === 'characterCounts' ? 'int32' : 'int64');
    }
    const bytes = encodeModel({ metadata: new Map(), graph: graph.build() });
    const found = await runStrings(modules[runtime], bytes, {
      name: 'strings',
      data: oddWords,
      dims: [oddWords.length],
    });
    const lexicon = new Lexicon(parts);
    for (const [input, read] of Object.entries(reads)) {
      const { data, dims } = found[`${input}Out`]!;
      const width = dims[2] ?? 1;
      const own = oddWords.map((word, index) => {
        const length = read(lexicon.read(word)).length;
        const row = (data as BigInt64Array).slice(index * width, index * width + length);
        return [word, ...Array.from(row, Number)];
      });
      expect(own, input).toEqual(oddWords.map((word) => [word, ...Array.from(read(lexicon.read(word)))]));
    }
  },
);
