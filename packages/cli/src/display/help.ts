import type { HelpConfiguration, Option } from 'commander';

/** How help is laid out: 80 columns, and few signs around choices and defaults. */
export const helpLayout: HelpConfiguration = {
  helpWidth: 80,
  subcommandTerm: (command) => command.name(),
  optionTerm: ({ flags }) => flags,
  optionDescription,
};

/** `what it is (one, two; default: one)` */
function optionDescription({
  description,
  argChoices,
  defaultValue,
  defaultValueDescription,
}: Option): string {
  const shown = defaultValueDescription ?? (defaultValue === undefined ? undefined : String(defaultValue));
  const notes = [argChoices?.join(', '), shown && `default: ${shown}`].filter((note) => note);
  return notes.length > 0 ? `${description} (${notes.join('; ')})` : description;
}
