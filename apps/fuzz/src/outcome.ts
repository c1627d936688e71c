import { TaggerError } from '@tagger/core';

/** What a call came to: a value, or the message of an error that is meant for a reader. */
export type Outcome<Value> = { readonly value: Value } | { readonly refused: string };

/**
 * Calls something that may refuse what it is given.
 * @throws what it threw, if that is no error of ours, or its message is not one clear line
 */
export async function attempt<Value>(
  action: () => Value | PromiseLike<Value>,
  kind: typeof TaggerError = TaggerError,
): Promise<Outcome<Value>> {
  try {
    return { value: await action() };
  } catch (error) {
    requireOwn(error, kind);
    return { refused: error.message };
  }
}

/** @throws if this is no error for a reader, in one line. */
export function requireOwn(error: unknown, kind = TaggerError): asserts error is TaggerError {
  if (!(error instanceof kind)) {
    const name = error instanceof Error ? `${error.stack}` : `something that is no error: ${typeof error}`;
    throw new Error(`not a ${kind.name}, but ${name}`, { cause: error });
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a message must not have.
  const isOneLine = !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(error.message);
  if (!isOneLine || error.message.trim() === '')
    throw new Error(`the message is not one line: ${JSON.stringify(error.message)}`);
  if (error.message.length > 4000) throw new Error(`the message has ${error.message.length} characters`);
}

/** @throws if this is not so. */
export function check(isSo: boolean, problem: string): asserts isSo {
  if (!isSo) throw new Error(problem);
}
