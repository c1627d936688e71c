import { SettingsError } from '@tagger/core';
import { decodeModelFile, type ModelFile } from '@tagger/models/internal';

/** A model that training goes on from. */
export interface StartModel extends Pick<ModelFile, 'description' | 'parameters' | 'precision'> {
  /** The name of its file, for messages and the model file. */
  readonly name: string;
  readonly tokenizerParameters?: ModelFile['tokenizerParameters'];
}

/**
 * Reads the model that training goes on from; weights of int8 become float32.
 *
 * @throws ModelError if it is no model file
 * @throws SettingsError if it is one that cannot be trained further: its lemmas are edits, and a dictionary of the whole corpus
 */
export function readStartModel({
  name,
  bytes,
}: {
  readonly name: string;
  readonly bytes: Uint8Array;
}): StartModel {
  const { description, parameters, precision, tokenizerParameters } = decodeModelFile(bytes, name);
  if (description.lemmas)
    throw new SettingsError(`${name} gives lemmas, and such a model cannot be trained further`, {
      hint: 'train again on all corpora together',
    });
  return { name, description, parameters, precision, tokenizerParameters };
}
