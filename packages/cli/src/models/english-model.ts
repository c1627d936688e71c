import type { Io } from '../io/io';

/** The model that is used where none is named, which says so. */
export async function findEnglishModel(io: Io, kind: 'columns' | 'entities' = 'columns'): Promise<URL> {
  const isEntities = kind === 'entities';
  const { default: model } = await (isEntities ? import('@tagger/model-en-ner') : import('@tagger/model-en'));
  const name = isEntities
    ? '@tagger/model-en-ner (English: PER, ORG, LOC)'
    : '@tagger/model-en (English, UPOS)';
  io.stderr.write(`tagger: no model given: using ${name}\n`);
  return model;
}
