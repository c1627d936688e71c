import { SettingsError } from '../../errors';

/** @throws SettingsError always: a document of brat is two files */
export function refuseStream(): never {
  throw new SettingsError('brat has a text and its annotations in two files', {
    hint: 'give the name of the .ann file, or of the folder; in code, readCorpus and writeCorpus of @tagger/core/node',
  });
}
