import { mapValues } from '@tagger/core/internal';
import type { Named } from '@tagger/models/internal';

export function copyParameters(parameters: Named<Float32Array>): Record<string, Float32Array> {
  return mapValues(parameters, (values) => values.slice());
}
