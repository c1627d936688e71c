/**
 * The commands that make a model, in a folder that has the corpus and the plain text.
 *
 * @typedef {{ vectorOptions: string[], options: string[], paragraphs: { every: number, from: number[] }, repeatCorpus: number }} Teacher
 *   With a teacher, the model also learns from paragraphs of the plain text that a larger one has tagged: from each of these numbers on, every
 *   so many. The corpus is given as often as `repeatCorpus` says, so that its own labels are not drowned.
 * @param {{ preset: string, precision: string, seed: number, language: string, licence: string, ending: string, options: string[],
 *   vectors: { options: string[] }, teacher?: Teacher }} recipe
 * @param {string} text name of the plain text
 */
export function listCommands(recipe, text) {
  const { preset, precision, seed, language, licence, ending, options, vectors, teacher } = recipe;
  const [train, dev] = [`train.${ending}`, `dev.${ending}`];
  const embed = (own, output) =>
    `tagger embed ${text} ${train} --tokenize ${own.join(' ')} --threads 1 -o ${output}`;
  const learn = (corpora, ownVectors, own, output) =>
    [
      `tagger train ${corpora} --dev ${dev} --vectors ${ownVectors} ${own.join(' ')}`,
      `--seed ${seed} --threads 1 --language ${language} --licence '${licence}' -o ${output}`,
    ].join(' ');
  const student = ['--preset', preset, '--precision', precision, ...options];
  const first = embed(vectors.options, 'vectors.vec');
  if (!teacher) return [first, learn(`--train ${train}`, 'vectors.vec', student, 'model.onnx')];
  const { every, from } = teacher.paragraphs;
  const parts = from.map((number) => `part${number}`);
  const corpora = [
    `$(yes -- '--train ${train}' | head -n ${teacher.repeatCorpus})`,
    ...parts.map((part) => `--train ${part}.${ending}`),
  ].join(' ');
  return [
    first,
    embed(teacher.vectorOptions, 'teacher.vec'),
    learn(`--train ${train}`, 'teacher.vec', teacher.options, 'teacher.onnx'),
    ...parts.flatMap((part, index) => [
      `gzip -dc ${text} | awk 'NR % ${every} == ${from[index]} { print $0 "\\n" }' > ${part}.txt`,
      `tagger tag teacher.onnx ${part}.txt --output-format ${ending} -o ${part}.${ending}`,
    ]),
    learn(corpora, 'vectors.vec', student, 'model.onnx'),
  ];
}
