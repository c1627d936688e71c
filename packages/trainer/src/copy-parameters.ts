import type { Named } from '@tagger/models';
import { mapValues } from './map-values';

export function copyParameters(parameters: Named<Float32Array>): Record<string, Float32Array> {
  return mapValues(parameters, (values) => values.slice());
}
