import { collect } from '@tagger/core/internal';
import { loadRuntime, Tagger } from '@tagger/models';
import fc from 'fast-check';
import { drawText } from '../odd-text';
import { attempt } from '../outcome';
import { createSampleFiles } from '../sample-models';
import { createProperty, type Target } from '../target';

const methods = [
  'load',
  'tag',
  'tagTokens',
  'tagBatch',
  'tagSentences',
  'tagStream',
  'probabilities',
  'score',
  'knows',
] as const;

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  maxDepth: 3,
});
const words = fc.array(drawText(2), { maxLength: 5 });
const sentences = fc.array(words, { maxLength: 4 });
const nearlyRight = fc.oneof(
  drawText(10),
  words,
  sentences,
  fc.array(fc.record({ words: fc.oneof(words, anything) }), { maxLength: 3 }),
  fc.array(fc.oneof(drawText(2), anything), { maxLength: 3 }),
  fc.array(fc.array(anything, { maxLength: 3 }), { maxLength: 3 }),
);
const options = fc.record(
  {
    topK: fc.oneof(fc.integer(), anything),
    language: fc.oneof(fc.constantFrom('fr', 'xx', 'en-', ''), anything),
    device: fc.oneof(fc.constantFrom('cpu', 'tpu'), anything),
    threads: fc.oneof(fc.nat(2), anything),
    runtime: anything,
    other: anything,
  },
  { requiredKeys: [] },
);
const inputs = fc.record({
  method: fc.constantFrom(...methods),
  first: fc.oneof(nearlyRight, anything),
  rest: fc.array(fc.oneof(options, anything), { maxLength: 2 }),
});

/** Whatever a method is given, it gives a result, or an error that says what is wrong. */
export const apiArguments: Target = {
  name: 'api-arguments',
  prepare: async () => {
    const [file] = await createSampleFiles();
    const tagger = await Tagger.load(file!, {
      device: 'cpu',
      threads: 1,
      runtime: await loadRuntime(),
    });
    return createProperty(inputs, async ({ method, first, rest }) => {
      // A name would be that of a file, or of an address.
      if (method === 'load' && (typeof first === 'string' || first instanceof String)) return;
      const owner: object = method === 'load' ? Tagger : tagger;
      const call: unknown = Reflect.get(owner, method);
      if (typeof call !== 'function') throw new Error(`there is no method ${method}`);
      await attempt(async () => {
        const result: unknown = await Reflect.apply(call, owner, [first, ...rest]);
        if (isGenerator(result)) await collect(result);
      });
    });
  },
};

function isGenerator(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
