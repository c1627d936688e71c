import { ArgumentError, type ErrorLocation, SettingsError, TaggerError } from '@tagger/core';
import { DeviceError, ModelError } from '../errors';

/** Cloning an error between threads loses its class. */
export interface PackedError {
  /** Place among the classes; -1 for a defect. */
  readonly type: number;
  readonly problem: string;
  readonly location?: ErrorLocation | undefined;
  readonly hint?: string | undefined;
}

const types = [TaggerError, ArgumentError, SettingsError, ModelError, DeviceError];

export function packError(error: unknown): PackedError {
  if (!TaggerError.isInstance(error))
    return { type: -1, problem: String((error as Error)?.message ?? error) };
  const { problem, location, hint } = error;
  // Not by name, which minifiers change.
  const type = Math.max(0, types.indexOf(error.constructor as typeof TaggerError));
  return { type, problem, location, hint };
}

export function unpackError({ type, problem, location, hint }: PackedError): Error {
  const Type = types[type];
  return Type ? new Type(problem, { location, hint }) : new Error(problem);
}
