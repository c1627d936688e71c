import type { ModelDescription } from '../model-file/model-description';
import type { JointColumn } from '../tagger/joint-columns';

/**
 * The outputs whose tags are chosen together with those of the first one.
 *
 * @param columns of all outputs @param spanOutputs outputs that mark spans: their tags depend on those of other words
 */
export function listJointColumns(
  columns: readonly string[],
  combinations: ModelDescription['combinations'],
  spanOutputs: readonly number[],
): JointColumn[] {
  if (spanOutputs.includes(0)) return [];
  return columns.flatMap((name, output) => {
    const labels = combinations?.[name];
    return output > 0 && labels && !spanOutputs.includes(output) ? [{ output, labels }] : [];
  });
}
