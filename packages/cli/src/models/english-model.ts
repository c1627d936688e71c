import type { Io } from '../io/io';

/** The model that is used where none is named, which says so. */
export async function findEnglishModel(io: Io): Promise<URL> {
  const { default: model } = await import('@tagger/model-en');
  io.stderr.write('tagger: no model given: using @tagger/model-en (English, UPOS)\n');
  return model;
}
