import { ArgumentError, type ErrorLocation, SettingsError, TaggerError } from '@tagger/core';
import { DeviceError, ModelError } from '../errors';

/** Cloning an error between threads loses its class. */
export interface PackedError {
  /** Place among the classes; -1 for a defect. */
  readonly type: number;
  readonly message: string;
  readonly location: ErrorLocation | undefined;
  readonly hint: string | undefined;
}

const types = [TaggerError, ArgumentError, SettingsError, ModelError, DeviceError];

export function packError(error: unknown): PackedError {
  if (!TaggerError.isInstance(error))
    return {
      type: -1,
      message: String((error as Error)?.message ?? error),
      location: undefined,
      hint: undefined,
    };
  const { message, location, hint } = error;
  // Not by name, which minifiers change.
  return {
    type: Math.max(0, types.indexOf(error.constructor as typeof TaggerError)),
    message,
    location,
    hint,
  };
}

export function unpackError({ type, message, location, hint }: PackedError): Error {
  const Type = types[type];
  // The message already has the location and the hint in it.
  return Type ? Object.assign(new Type(message), { location, hint }) : new Error(message);
}
