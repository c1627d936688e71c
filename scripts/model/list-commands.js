/**
 * The commands that make a model, in a folder that has the corpus and the plain text.
 *
 * @param {{ preset: string, precision: string, seed: number, language: string, licence: string, ending: string, options: string[],
 *   vectors: { options: string[] } }} recipe
 * @param {string} text name of the plain text
 */
export function listCommands(recipe, text) {
  const { preset, precision, seed, language, licence, ending, options, vectors } = recipe;
  const [train, dev] = [`train.${ending}`, `dev.${ending}`];
  return [
    `tagger embed ${text} ${train} --tokenize ${vectors.options.join(' ')} --threads 1 -o vectors.vec`,
    [
      `tagger train --train ${train} --dev ${dev} --vectors vectors.vec --preset ${preset} --precision ${precision} ${options.join(' ')}`,
      `--seed ${seed} --threads 1 --language ${language} --licence '${licence}' -o model.onnx`,
    ].join(' '),
  ];
}
