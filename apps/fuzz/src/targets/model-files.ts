import { loadRuntime, type ModelDescription, ModelError, type Runtime, Tagger } from '@tagger/models';
import { decodeModel, decodeModelFile, encodeModel } from '@tagger/models/internal';
import fc from 'fast-check';
import { damageBytes, damageText, drawDamage } from '../damage';
import { drawByteText, drawText } from '../odd-text';
import { attempt, check } from '../outcome';
import { createSampleFiles } from '../sample-models';
import { createProperty, type Target } from '../target';

/** A broken file is refused, or is a model that tags. Damage is to the bytes, or to one of the JSON texts in the file. */
export const modelFiles: Target = {
  name: 'model-files',
  prepare: async () => {
    const files = await createSampleFiles();
    const runtime = await loadRuntime();
    const inputs = fc.record({
      ofBytes: drawDamage(files.length, 'byte', drawByteText()),
      ofText: fc.option(fc.record({ key: fc.nat(15), damage: drawDamage(1, 'character', drawJsonPiece()) })),
      isRun: fc.nat(3).map((number) => number === 0),
    });
    return createProperty(inputs, async ({ ofBytes, ofText, isRun }) => {
      const bytes = ofText
        ? damageMetadata(files[ofBytes.file]!, ofText.key, (text) => damageText([text], ofText.damage))
        : damageBytes(files, ofBytes);
      const decoded = await attempt(() => decodeModelFile(bytes, 'model'), ModelError);
      if ('value' in decoded && isRun) await checkTags(bytes, decoded.value.description, runtime);
    });
  },
};

/** Numbers that a size should not be, and odd text. */
function drawJsonPiece(): fc.Arbitrary<string> {
  const numbers = [
    '0',
    '00',
    '9',
    '999999999',
    '4294967296',
    '1e9',
    'e308',
    '-',
    '.5',
    'null',
    '{}',
    '[]',
    '[[',
    '""',
  ];
  return fc.oneof(fc.constantFrom(...numbers), drawText(2));
}

/** The file with one of its texts changed; the runtime's graph, which is not used, is left out. */
function damageMetadata(file: Uint8Array, place: number, change: (text: string) => string): Uint8Array {
  const { metadata, initializers } = decodeModel(file);
  const key = [...metadata.keys()][place % metadata.size]!;
  metadata.set(key, change(metadata.get(key)!));
  const graph = {
    name: 'model',
    nodes: [],
    initializers: [...initializers.values()],
    inputs: [],
    outputs: [],
  };
  return encodeModel({ metadata, graph });
}

async function checkTags(bytes: Uint8Array, { tags }: ModelDescription, runtime: Runtime): Promise<void> {
  const loaded = await attempt(() => Tagger.load(bytes, { device: 'cpu', threads: 1, runtime }));
  check('value' in loaded, `a file that was read does not load: ${JSON.stringify(loaded)}`);
  const tagger = loaded.value;
  try {
    const words = ['The', 'owl', 'élans', '8', '\ud800'];
    const tagged = await tagger.tagTokens(words, { topK: 3 });
    check(tagged.length === words.length, 'a word has no tag');
    for (const { tag, score } of tagged) {
      check(tags.includes(tag), `${tag} is no tag of the model`);
      check(score >= 0 && score <= 1.001, `the probability of a tag is ${score}`);
    }
    await tagger.tag('The owl sleeps. 7 owls.');
  } finally {
    await tagger.release();
  }
}
