import { CorpusError } from '@tagger/core';
import { readWholeText } from '@tagger/core/node';
import { listColumns } from './tag-column';

/** Whether the names of labels are in a file. */
export function isDatasetCard(labels: string): boolean {
  return /\.(?:md|ya?ml)$/i.test(labels);
}

/** What a tag is called in most datasets on Hugging Face. */
const usualFeature = 'ner_tags';

/**
 * Reads the names of a feature's integer labels from the card of a dataset on Hugging Face: its front matter has
 * `dataset_info` with `features`, each with a name and `class_label: names`.
 *
 * @param column the feature; without it `ner_tags`, or the only one that has names
 * @throws CorpusError if the card is not YAML, or has no names, or several lists of them
 */
export async function readLabelNames(
  path: string,
  column: string | number | undefined,
): Promise<readonly string[]> {
  const location = { file: path };
  const found = findFeatures(await readCard(path));
  const [wanted = usualFeature] = listColumns(column);
  const named = found.filter(({ feature }) => feature === wanted);
  const chosen = named.length > 0 || column !== undefined ? named : found;
  const different = new Set(chosen.map(({ names }) => JSON.stringify(names)));
  if (different.size === 1) return chosen[0]!.names;
  const features = [...new Set(found.map(({ feature }) => feature))];
  throw new CorpusError(
    different.size > 1
      ? `the card has several lists of names: ${features.join(', ')}`
      : `the card names no labels of ${JSON.stringify(wanted)}`,
    {
      location,
      hint:
        features.length > 0
          ? `choose a feature with --column (${features.join(', ')}), or give the names themselves: --labels O,B-PER,…`
          : 'names are in dataset_info: features: … class_label: names; or give them: --labels O,B-PER,…',
    },
  );
}

/** The front matter of a card, or the whole of a YAML file. */
async function readCard(path: string): Promise<unknown> {
  const text = await readWholeText(path);
  const [, front = /\.md$/i.test(path) ? '' : text] = /^---\r?\n(.*?)\r?\n---\s*(?:\n|$)/s.exec(text) ?? [];
  // Loaded by those who need it alone.
  const { parseDocument } = await import('yaml');
  const document = parseDocument(front);
  const [error] = document.errors;
  if (error) {
    const line = (error.linePos?.[0].line ?? 1) + (front === text ? 0 : 1);
    throw new CorpusError(`the card is not YAML: ${error.message.replace(/ at line .*$/s, '')}`, {
      location: { file: path, line },
    });
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new CorpusError('the card has too many aliases', { location: { file: path }, cause });
  }
}

interface Feature {
  readonly feature: string;
  readonly names: readonly string[];
}

/** All features with names of labels, of all configurations. */
function findFeatures(card: unknown): Feature[] {
  const infos = [readKey(card, 'dataset_info')].flat();
  return infos
    .flatMap((info) => [readKey(info, 'features')].flat())
    .flatMap((feature): Feature[] => {
      const name = readKey(feature, 'name');
      const names = findNames(feature);
      return typeof name === 'string' && names ? [{ feature: name, names }] : [];
    });
}

/** `class_label` of the feature itself, or of what its list is of: `sequence`, or `list` in newer cards. */
function findNames(feature: unknown): readonly string[] | undefined {
  const label = [feature, readKey(feature, 'sequence'), readKey(feature, 'list'), readKey(feature, 'dtype')]
    .map((part) => readKey(part, 'class_label'))
    .find((part) => part !== undefined);
  const names = readKey(label, 'names');
  if (typeof names !== 'object' || names === null) return undefined;
  const isCounted = Object.keys(names).every((key, index) => key === String(index));
  return isCounted ? Object.values(names).map(String) : undefined;
}

function readKey(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
