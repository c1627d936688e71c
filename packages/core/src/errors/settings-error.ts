import { TaggerError } from './tagger-error';

/** A setting is out of its range, or two settings do not go together. */
export class SettingsError extends TaggerError {}
