import { SettingsError } from '@tagger/core';
import type { ModelDescription } from '../model-file/model-description';
import { listColumnNames } from './column-names';

/**
 * The description of a model that has some of its columns alone. Beside those that are asked for, these are the first one, whose label is the
 * tag of a word, and the one that tells the forms of the dictionary of lemmas apart, where lemmas are asked for.
 *
 * @throws SettingsError for a column that the model does not have
 */
export function selectColumns(model: ModelDescription, columns: readonly string[]): ModelDescription {
  const names = listColumnNames(model);
  const foreign = columns.find((column) => !names.includes(column));
  if (foreign !== undefined)
    throw new SettingsError(`the model has no column ${JSON.stringify(foreign)}`, {
      hint: `its columns are ${names.join(', ')}`,
    });
  const { network, otherTags = [], combinations = {}, lemmas, ...rest } = model;
  const isWanted = (column: string | undefined) => column !== undefined && columns.includes(column);
  const hasLemmas = isWanted(lemmas?.column) || names[0] === lemmas?.column;
  const isKept = (name: string) => isWanted(name) || (hasLemmas && lemmas?.dictionary?.tagColumn === name);
  const { otherOutputs = [], ...ownNetwork } = network;
  const kept = [...otherOutputs.keys()].filter((index) => isKept(otherOutputs[index]!.name));
  const keptCombinations = Object.entries(combinations).filter(([name]) => isKept(name));
  return {
    ...rest,
    network: {
      ...ownNetwork,
      ...(kept.length > 0 && { otherOutputs: kept.map((index) => otherOutputs[index]!) }),
    },
    ...(kept.length > 0 && { otherTags: kept.map((index) => otherTags[index]!) }),
    ...(keptCombinations.length > 0 && { combinations: Object.fromEntries(keptCombinations) }),
    ...(hasLemmas && { lemmas }),
  };
}
