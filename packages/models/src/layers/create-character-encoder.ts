import { requireOneOf } from '@tagger/core/internal';
import { CharacterConvolution } from './character-convolution';
import { CharacterLstm } from './character-lstm';
import type { CharacterConfiguration } from './characters';
import type { WordPart } from './word-part';

/** The kinds of network that read a word's characters. A new one is a file here and an entry. */
const encoders = {
  lstm: CharacterLstm,
  convolution: CharacterConvolution,
} satisfies Readonly<Record<string, new (configuration: CharacterConfiguration) => WordPart>>;

export type CharacterEncoderName = keyof typeof encoders;
export const characterEncoderNames = Object.keys(encoders) as readonly CharacterEncoderName[];

export interface CharacterEncoderConfiguration extends CharacterConfiguration {
  /** What reads the characters; by default an LSTM. */
  readonly encoder?: CharacterEncoderName | undefined;
}

/** @throws SettingsError for an encoder that does not exist */
export function createCharacterEncoder(configuration: CharacterEncoderConfiguration): WordPart {
  const { encoder = 'lstm' } = configuration;
  requireOneOf('encoder', encoder, characterEncoderNames);
  return new encoders[encoder](configuration);
}
