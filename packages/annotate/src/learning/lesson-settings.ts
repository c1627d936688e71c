import { fitPreset, type GivenSettings } from '@tagger/trainer';
import type { LabelKind } from '../labels';

/** Settings by which a few hundred texts are learnt in seconds. */
export function lessonSettings(kind: LabelKind, sentences: number): GivenSettings {
  return fitPreset(kind === 'spans' ? 'entities' : 'fast', sentences);
}
