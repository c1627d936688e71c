import { TaggerError } from '@tagger/core';
import { escapeControls } from '@tagger/core/internal';
import { Command, CommanderError } from 'commander';
import packageJson from '../package.json';
import { helpLayout } from './display/help';
import { refuseEmptyNames } from './flags/refuse-empty-names';
import { refuseRepeats } from './flags/refuse-repeats';
import { exitStatus } from './io/exit-status';
import { type Io, processIo } from './io/io';
import { protectTerminal } from './io/safe-output';
import { verbs } from './verbs';

const examples = `
Examples:
  $ tagger train --train train.conllu --dev dev.conllu -o model.onnx
  $ tagger test model.onnx test.conllu
  $ echo "I saw her duck." | tagger tag model.onnx

Exit status: 0 success, 1 error, 130 Ctrl-C, 143 SIGTERM, 129 SIGHUP.`;

/**
 * Runs the `tagger` command.
 *
 * @param argv what stands behind the command's name
 * @returns the exit status
 */
export async function run(argv: readonly string[], world: Io = processIo): Promise<number> {
  const io = protectTerminal(world);
  let status: number = exitStatus.done;
  const exit = (value: number) => {
    status = value;
  };
  const program = new Command('tagger')
    .description('Trains sequence taggers and runs them.')
    .version(packageJson.version)
    .option('--debug', 'show the stack trace of an error')
    .addHelpText('after', examples);
  // Before the commands are added, which take these over.
  program
    .exitOverride()
    .showHelpAfterError('(see --help)')
    .configureHelp(helpLayout)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(formatUsageError(text)),
    });
  program.hook('preAction', (_, command) => refuseEmptyNames(command));
  for (const { name, description, load } of verbs) {
    const command = program.command(name).description(description);
    // A verb that is not among the arguments is only in the help.
    if (argv.includes(name)) (await load())(command, io, exit);
  }
  refuseRepeats(program);

  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    const debug = program.opts().debug || io.env.TAGGER_DEBUG;
    io.stderr.write(`tagger: ${debug && error instanceof Error ? error.stack : describe(error)}\n`);
    return exitStatus.wrong;
  }
}

/** A message of the argument parser, which quotes arguments as they are, as one line of ours. */
function formatUsageError(text: string): string {
  const [, message, suggestion = ''] = /^(?:error: )?(.*?)\.?(?:\n(\(Did you mean [^\n]*\)))?\n$/s.exec(
    text,
  ) ?? ['', text];
  return `tagger: ${escapeControls([message, suggestion].filter((part) => part !== '').join(' '))} `;
}

function describe(error: unknown): string {
  if (TaggerError.isInstance(error)) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `a defect of tagger: ${message.split('\n')[0]} (tagger --debug … shows where; please report it)`;
}
