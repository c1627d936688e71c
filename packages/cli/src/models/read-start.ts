import { SettingsError } from '@tagger/core';
import { collect, conlluColumnNames } from '@tagger/core/internal';
import { readBytes } from '@tagger/core/node';
import type { ModelDescription } from '@tagger/models';
import { decodeModelFile } from '@tagger/models/internal';
import { listColumns } from '../corpora/tag-column';
import type { TrainFlags } from '../flags/train-flags';
import type { Io } from '../io/io';

/** A model that training goes on from. */
export interface Start {
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
  readonly model: ModelDescription;
}

/**
 * Reads the model of `--from`, and says what its weights were kept in if that is not float32.
 *
 * @throws FileError, ModelError if it cannot be read, or is no model
 * @throws SettingsError if `--column` begins with another column than the model's
 */
export async function readStart(path: string, { column, quiet }: TrainFlags, io: Io): Promise<Start> {
  const bytes = Buffer.concat(await collect(readBytes(path)));
  const { description: model, precision } = decodeModelFile(bytes, path);
  const [first] = listColumns(column).map((name) => String(name).toLowerCase());
  const own = model.training.corpus.column;
  const isNamed = (name: string) => conlluColumnNames.includes(name);
  if (first !== undefined && first !== own && isNamed(first) && isNamed(own))
    throw new SettingsError(`--column begins with ${first}, but the first column of ${path} is ${own}`, {
      hint: `give --column ${own},${first} to add a column`,
    });
  if (precision === 'int8' && !quiet)
    io.stderr.write(
      'tagger: note: the weights of the model are int8: training goes on from their rounded values\n',
    );
  return { file: { name: path, bytes }, model };
}
