import type { ModelDescription } from '../model-file/model-description';
import type { CardOptions, CardScores } from './card';
import { nameScore } from './card-values';

/** Licences by the names that model hubs know them by; others have a name of their own. */
const knownLicences =
  /^(mit|apache-2\.0|cc0-1\.0|cc-by-[1-4]\.0|cc-by-(sa|nc|nd|nc-sa|nc-nd)-[234]\.0|gpl-[23]\.0|lgpl-3\.0|bsd-3-clause|unlicense)$/;

/**
 * The YAML that model hubs read: https://huggingface.co/docs/hub/model-cards, "Model card metadata". A string is written
 * as JSON, which is YAML.
 */
export function writeCardHeader(description: ModelDescription, { test }: CardOptions): string {
  const { network, training } = description;
  const { language, licence, column } = training.corpus;
  const isPartOfSpeech = column === 'upos' || column === 'xpos';
  const lines = [
    ...writeLicence(licence),
    ...(language ? [`language: ${JSON.stringify(language)}`] : []),
    'pipeline_tag: token-classification',
    'tags:',
    ...['tagger', 'onnx', network.cell, ...(isPartOfSpeech ? ['part-of-speech'] : [])].map(
      (tag) => `- ${tag}`,
    ),
    ...(test ? writeResults(training.corpus.name, test) : []),
  ];
  return `---\n${lines.join('\n')}\n---\n`;
}

/** The model is made of the corpus: its licence is the corpus's as long as nobody says more. */
function writeLicence(licence: string | undefined): string[] {
  if (licence === undefined) return [];
  const name = licence
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return knownLicences.test(name)
    ? [`license: ${name}`]
    : ['license: other', `license_name: ${JSON.stringify(licence)}`];
}

function writeResults(name: string, { corpus, scores }: CardScores): string[] {
  const metrics = Object.entries(scores).flatMap(([type, value]) =>
    typeof value === 'number'
      ? [
          `    - type: ${JSON.stringify(type)}`,
          `      name: ${JSON.stringify(nameScore(type))}`,
          `      value: ${Number(value.toFixed(6))}`,
        ]
      : [],
  );
  return [
    'model-index:',
    `- name: ${JSON.stringify(name)}`,
    '  results:',
    '  - task:',
    '      type: token-classification',
    '    dataset:',
    `      type: ${JSON.stringify(corpus)}`,
    `      name: ${JSON.stringify(corpus)}`,
    '    metrics:',
    ...metrics,
  ];
}
