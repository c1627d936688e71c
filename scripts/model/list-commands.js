/**
 * The commands that make a model, in a folder that has the corpus and the plain text.
 *
 * @param {{ preset: string, precision: string, seed: number, language: string, licence: string, ending: string, options: string[],
 *   vectors: { text: string, options: string[] },
 *   teacher?: { vectorOptions: string[], options: string[], everyParagraph: number, repeatCorpus: number } }} recipe
 *   with a teacher, the model also learns from plain text that a larger one has tagged; each sentence of the corpus counts as often as `repeatCorpus` says
 * @param {string} text name of the plain text
 */
export function listCommands(recipe, text) {
  const { preset, precision, seed, language, licence, ending, options, vectors, teacher } = recipe;
  const [train, dev] = [`train.${ending}`, `dev.${ending}`];
  const embed = (given, output) =>
    `tagger embed ${text} ${train} --tokenize ${given.join(' ')} --threads 1 -o ${output}`;
  const learn = (corpora, own, given, output) =>
    [
      `tagger train ${corpora.map((file) => `--train ${file}`).join(' ')} --dev ${dev} --vectors ${own} ${given.join(' ')}`,
      `--seed ${seed} --threads 1 --language ${language} --licence '${licence}' -o ${output}`,
    ].join(' ');
  const own = ['--preset', preset, '--precision', precision, ...options];
  const corpora = Array(teacher?.repeatCorpus ?? 1).fill(train);
  return [
    embed(vectors.options, 'vectors.vec'),
    ...(teacher
      ? [
          embed(teacher.vectorOptions, 'teacher.vec'),
          learn([train], 'teacher.vec', teacher.options, 'teacher.onnx'),
          `gzip -dc ${text} | awk 'NR % ${teacher.everyParagraph} == 1 { print $0 "\\n" }' > part.txt`,
          'tagger tag teacher.onnx part.txt --output-format conllu -o part.conllu',
        ]
      : []),
    learn([...corpora, ...(teacher ? ['part.conllu'] : [])], 'vectors.vec', own, 'model.onnx'),
  ];
}
