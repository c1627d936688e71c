import { describe, expect, it } from 'vitest';
import { enoughForCharacters, fitPreset, presets } from '../src/settings/presets';

describe('a preset that is fitted to the number of sentences', () => {
  it('has smaller batches and more epochs for fewer sentences', () => {
    expect(fitPreset('fast', 200)).toEqual({ ...presets.fast, batchSize: 4, epochs: 50 });
    expect(fitPreset('accurate', 500)).toEqual({ ...presets.accurate, batchSize: 8, epochs: 40 });
  });

  it('is as it is for a large corpus, and always where it is of the report', () => {
    expect(fitPreset('entities', 12_543)).toEqual({ ...presets.entities, batchSize: 16 });
    expect(fitPreset('report', 50)).toEqual(presets.report);
  });

  it('reads affixes in the place of characters where there are few sentences and no word vectors', () => {
    const few = fitPreset('entities', enoughForCharacters - 1);
    expect(few).toMatchObject({ features: true, crf: true, hiddenSize: 48 });
    expect(few.characterSize).toBeUndefined();
    const whole = { characterSize: 50, hiddenSize: 128 };
    expect(fitPreset('entities', enoughForCharacters)).toMatchObject(whole);
    expect(fitPreset('entities', 500, true)).toMatchObject(whole);
  });
});
