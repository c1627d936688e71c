import { requireOneOf } from '@tagger/core/internal';
import { CrfOutput } from './crf-output';
import type { OutputConfiguration, OutputPlace } from './logits';
import type { Output } from './output';
import { SoftmaxOutput } from './softmax-output';

/** The kinds of output. A new one is a file here and an entry. */
const outputs = {
  softmax: SoftmaxOutput,
  crf: CrfOutput,
} satisfies Readonly<Record<string, new (configuration: OutputConfiguration, place: OutputPlace) => Output>>;

export type OutputKind = keyof typeof outputs;
export const outputKinds = Object.keys(outputs) as readonly OutputKind[];

/** @throws SettingsError for a kind that does not exist */
export function createOutput(
  kind: OutputKind,
  configuration: OutputConfiguration,
  place: OutputPlace,
): Output {
  requireOneOf('output', kind, outputKinds);
  return new outputs[kind](configuration, place);
}
