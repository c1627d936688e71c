import type { ModelDescription } from '../model-file/model-description';

/** The columns of a model's outputs, in their order. */
export function listColumnNames({
  network,
  training,
}: Pick<ModelDescription, 'network' | 'training'>): string[] {
  return [training.corpus.column, ...(network.otherOutputs ?? []).map(({ name }) => name)];
}
