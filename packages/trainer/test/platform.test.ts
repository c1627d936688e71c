import { SettingsError } from '@tagger/core';
import { expect, it } from 'vitest';
import { openCheckpoint } from '../src/platform.browser';

it('a browser refuses a checkpoint before anything is trained', () => {
  expect(() => openCheckpoint({ path: 'checkpoint', resume: false })).toThrow(SettingsError);
});
