import { SettingsError } from '@tagger/core';
import type { Command } from 'commander';

/** Arguments of the commands that are names of files. */
const fileArguments = ['model', 'file', 'corpus', 'vectors'];

/**
 * A name that is empty, as of a shell variable that is not set, is told before anything runs.
 * @throws SettingsError that names the argument or the option
 */
export function refuseEmptyNames(command: Command): void {
  for (const [index, argument] of command.registeredArguments.entries()) {
    const values: unknown[] = [command.processedArgs[index]].flat();
    if (fileArguments.includes(argument.name()) && values.includes(''))
      throw refusal(`the argument ${argument.name()}`);
  }
  for (const option of command.options) {
    const values: unknown[] = [command.getOptionValue(option.attributeName())].flat();
    if (/<(file|folder)>$/.test(option.flags) && values.includes(''))
      throw refusal(option.long ?? option.flags);
  }
}

function refusal(what: string): SettingsError {
  return new SettingsError(`${what} is an empty name`, { hint: 'is a shell variable unset?' });
}
