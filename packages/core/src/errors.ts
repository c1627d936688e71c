import { escapeControls } from './text/escape-controls';

const marker = Symbol.for('tagger.error');

/** UTF-16 units of a problem or a hint that quotes long text: of the whole, and of its end. */
const longest = { all: 1000, end: 200 };

/** Where in the input something is wrong; lines and columns are counted from 1. */
export interface ErrorLocation {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/**
 * Base class of the errors that are meant for a reader: one line that says what is wrong, where, and what to do.
 * Anything else that is thrown is a defect of this software.
 *
 * Control characters in it, as of a file's text or name, are written in visible form (`\u001b`), so that the message is
 * one line, and safe to print at a terminal; `location` has the name as it is. A problem or a hint of more than 1,000
 * characters, which quotes a long text, loses its middle.
 */
export class TaggerError extends Error {
  readonly [marker] = true;
  /** What is wrong, without the location and the fix. */
  readonly problem: string;
  readonly location: ErrorLocation | undefined;
  readonly hint: string | undefined;

  constructor(
    problem: string,
    options: {
      /** Where it is wrong: printed in front of the message as `file:line: `. */
      readonly location?: ErrorLocation | undefined;
      /** What to do about it: printed after the message. */
      readonly hint?: string | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    const { location, hint, cause } = options;
    const where = formatLocation(location);
    super(
      `${where && `${escapeControls(where)}: `}${shorten(problem)}${hint ? ` (${shorten(hint)})` : ''}`,
      cause === undefined ? {} : { cause },
    );
    this.name = new.target.name;
    this.problem = problem;
    this.location = location;
    this.hint = hint;
  }

  /** True also for an error of another installed copy of this package, where `instanceof` is false. */
  static isInstance(error: unknown): error is TaggerError {
    return error instanceof Error && marker in error;
  }
}

/** `file:line`, or what there is of it; the name of the file as it is. */
export function formatLocation({ file, line }: ErrorLocation = {}): string {
  return [file, line].filter((part) => part !== undefined).join(':');
}

function shorten(text: string): string {
  const escaped = escapeControls(text);
  if (escaped.length <= longest.all) return escaped;
  return `${escaped.slice(0, longest.all - longest.end)}…${escaped.slice(-longest.end)}`;
}

/** A function was given an argument of another type than it takes. */
export class ArgumentError extends TaggerError {}

/** A corpus, or a line of it, is not what its format asks for. */
export class CorpusError extends TaggerError {}

/**
 * Training has diverged: a loss, a parameter or a vector is no finite number any more, or the loss is far above that of
 * guessing. Nothing that follows would mend it.
 */
export class DivergenceError extends TaggerError {}

/** A file cannot be opened, read or written. */
export class FileError extends TaggerError {}

/** A setting is out of its range, or two settings do not go together. */
export class SettingsError extends TaggerError {}
