import { basename } from 'node:path';
import type { ModelDescription } from '@tagger/models';
import { readModelFile, readModelSource } from '@tagger/models/internal';
import { sha256 } from '../data/sha256';

/** The bytes of a model file, and what identifies it. */
export interface HashedModel {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly sha256: string;
  readonly description: ModelDescription;
}

/** @throws ModelError if the file cannot be read, or is not a valid model file */
export async function readHashedModel(source: string | URL): Promise<HashedModel> {
  const { bytes, name } = await readModelSource(source);
  const { description } = readModelFile(bytes, name);
  return { bytes, name: basename(name), sha256: sha256(bytes), description };
}
