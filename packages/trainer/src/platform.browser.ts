import { SettingsError } from '@tagger/core';
import type * as node from './platform';

/** @throws SettingsError, since a page has no files */
export const openCheckpoint: typeof node.openCheckpoint = () => {
  throw new SettingsError('a checkpoint is a file, which a browser does not have', {
    hint: 'train without the option checkpoint',
  });
};
