import type { CellState } from '../cells/cell';
import { createCell } from '../cells/create-cell';
import { listTables, type NetworkConfiguration } from '../network/configuration';
import type { NetworkInput, NetworkTarget } from '../network/network-input';
import type { WordInput } from '../network/word-encoder';

/** The inputs of a batch, named as by `describeSteps` and `describeWords`, as a network takes them. */
export function assembleInput<T>(
  configuration: NetworkConfiguration,
  tensors: Readonly<Record<string, T>>,
): NetworkInput<T> {
  const { layers = 1, output } = configuration;
  const initial = createCell(configuration).stateNames.map((state) => [state, tensors[`initial.${state}`]!]);
  const masks = Array.from({ length: layers }, (_, layer) => tensors[`dropout.layer${layer}`]);
  return {
    positions: tensors.positions!,
    initial: Object.fromEntries(initial) as CellState<T>,
    mirror: tensors.mirror,
    ...('words.embedding' in tensors && { words: assembleWords(configuration, tensors) }),
    ...(masks[0] !== undefined && { dropout: masks as T[] }),
    ...(output === 'crf' && { crf: { mask: tensors['crf.mask']!, boundary: tensors['crf.boundary']! } }),
  };
}

/** The distinct words of a batch. */
export function assembleWords<T>(
  configuration: NetworkConfiguration,
  tensors: Readonly<Record<string, T>>,
): WordInput<T> {
  const tables = listTables(configuration).map((table) => [table, tensors[`words.${table}`]!]);
  const part = (name: string) => tensors[`characters.${name}`]!;
  return {
    ...(Object.fromEntries(tables) as Pick<WordInput<T>, 'embedding' | 'features' | 'vectors'>),
    ...(configuration.characters && {
      characters: {
        forward: part('forward'),
        backward: part('backward'),
        last: part('last'),
        isLast: part('isLast'),
        zeros: part('zeros'),
      },
    }),
    dropout: tensors['dropout.words'],
  };
}

export function assembleTarget<T>(tensors: Readonly<Record<string, T>>): NetworkTarget<T> {
  return { tags: tensors.tags!, weight: tensors.weight!, sentenceWeight: tensors.sentenceWeight };
}
