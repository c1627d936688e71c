import { SettingsError } from '@tagger/core';
import type { Command, Option } from 'commander';
import { collectTexts } from './collect-texts';

/**
 * Makes a command and those below it refuse a flag that is given twice, or together with its opposite: the second value would
 * silently replace the first.
 */
export function refuseRepeats(command: Command): void {
  const given = new Map<string, string>();
  for (const option of command.options.filter((each) => !isRepeatable(each))) {
    const flag = option.long ?? option.flags;
    command.on(`option:${option.name()}`, () => {
      const before = given.get(option.attributeName());
      if (before === undefined) given.set(option.attributeName(), flag);
      else if (before === flag) throw new SettingsError(`${flag} is given twice`, { hint: 'give it once' });
      else
        throw new SettingsError(`${before} and ${flag} contradict each other`, { hint: 'give one of them' });
    });
  }
  for (const below of command.commands) refuseRepeats(below);
}

function isRepeatable({ parseArg, variadic }: Option): boolean {
  return variadic || parseArg === collectTexts;
}
