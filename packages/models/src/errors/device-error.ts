import { TaggerError } from '@tagger/core';

/** A device or a runtime that is asked for and is not there. */
export class DeviceError extends TaggerError {}
