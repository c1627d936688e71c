import type { AnnotationOptions, FormatOptions } from '../flags/options';
import { isDatasetCard, readLabelNames } from './dataset-card';

/**
 * The options of readers that these flags say.
 *
 * @throws FileError, CorpusError if a dataset card cannot be read, or has no names
 */
export async function readAnnotations({
  labels,
  strict,
  column,
}: AnnotationOptions & Pick<FormatOptions, 'column'>) {
  const names =
    labels !== undefined && isDatasetCard(labels)
      ? await readLabelNames(labels, column)
      : labels?.split(',').map((name) => name.trim());
  return { labels: names, strict };
}
