import * as native from 'onnxruntime-node';
import * as web from 'onnxruntime-web';

/** Both runtimes, as far as strings need them: `Runtime` has numbers alone. */
export const modules = { node: native, web } as const;

/** Runs a graph on strings. @returns the values of each output */
export async function runStrings(
  { InferenceSession, Tensor }: Pick<typeof native, 'InferenceSession' | 'Tensor'>,
  bytes: Uint8Array,
  input: { readonly name: string; readonly data: readonly string[]; readonly dims: readonly number[] },
) {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const tensor = new Tensor('string', [...input.data], input.dims);
  const results = await session.run({ [input.name]: tensor });
  await session.release();
  return results;
}

/** Sentences side by side, filled up with empty words. */
export function layWords(sentences: readonly (readonly string[])[]) {
  const time = Math.max(...sentences.map(({ length }) => length));
  const data = sentences.flatMap((words) => [...words, ...Array<string>(time - words.length).fill('')]);
  return { name: 'words', data, dims: [sentences.length, time] };
}
