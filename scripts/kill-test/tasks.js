import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What is run and killed. `run` gives the command line for a folder, also of a run after a killed one; `outputs` are the
 * files that there are when it is done.
 *
 * @param {string} command
 * @param {{ paths: Record<string, string> }} inputs
 */
export function createTasks(command, { paths }) {
  const small = ['--hidden', '8', '--embedding', '6', '--batch', '4', '--epochs', '6', '--threads', '1'];
  const train = [command, 'train', '--train', paths['train.conllu'], '--dev', paths['dev.conllu'], ...small];
  // The first run of train, which is not killed, makes it.
  const model = join(paths['train.conllu'], '..', 'whole-train', 'model.onnx');
  return [
    {
      name: 'train',
      outputs: ['model.onnx'],
      run: (folder) => {
        const output = join(folder, 'model.onnx');
        const resume = existsSync(`${output}.checkpoint`) ? ['--resume'] : [];
        return [...train, '-o', output, '--quiet', ...resume];
      },
    },
    {
      name: 'embed',
      outputs: ['vectors.vec'],
      run: (folder) => [
        ...[command, 'embed', paths['text.txt'], '-o', join(folder, 'vectors.vec')],
        ...['--dim', '300', '--min-count', '1', '--epochs', '1', '--quiet'],
      ],
    },
    {
      name: 'report',
      outputs: ['report/card.md', 'report/index.html'],
      run: (folder) => [command, 'test', model, paths['long.conllu'], '--report', join(folder, 'report')],
    },
    {
      name: 'tag',
      outputs: ['tagged.conllu'],
      run: (folder) => [command, 'tag', model, paths['long.conllu'], '-o', join(folder, 'tagged.conllu')],
    },
    {
      name: 'data',
      outputs: ['corpus/LICENSE.txt', 'corpus/SOURCE.md', 'corpus/test.conllu', 'corpus/train.conllu'],
      run: (folder) => [command, 'data', 'get', 'sample', '-o', join(folder, 'corpus')],
    },
  ];
}
