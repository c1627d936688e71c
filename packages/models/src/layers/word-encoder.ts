import { drawMask } from '../batch/batch-view';
import type { InputSpec } from '../batch/input-spec';
import type { FileGraph, FileInputSpec } from '../model-file/file-graph';
import type { Ops } from '../ops/ops';
import { type Environment, type ParameterSpec, type SourcePass, sumGradients } from './layer';
import type { WordPart } from './word-part';

/*
 * Axes:  R distinct words of a batch   D vector of a word as the first recurrent layer sees it
 */

const dropoutName = 'dropout.words';

/** x of each distinct word [R, D]: the parts of its vector, one behind the other. */
export class WordEncoder implements WordPart {
  readonly size: number;
  readonly parameters: readonly ParameterSpec[];
  readonly inputs: readonly InputSpec[];
  readonly fileInputs: readonly FileInputSpec[];

  constructor(readonly parts: readonly WordPart[]) {
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    this.size = size;
    this.parameters = parts.flatMap(({ parameters }) => parameters);
    this.inputs = [
      {
        name: dropoutName,
        type: 'float32',
        axes: ['words', size],
        isNoise: true,
        read: ({ words, noise }) => drawMask(words.length * size, 'input', noise),
      },
      ...parts.flatMap(({ inputs }) => inputs),
    ];
    this.fileInputs = parts.flatMap(({ fileInputs }) => fileInputs);
  }

  forward<T>(ops: Ops<T>, environment: Environment<T>): SourcePass<T> {
    // (1) the parts
    const passes = this.parts.map((part) => part.forward(ops, environment));
    const outputs = passes.map(({ output }) => output);
    const joined_RD = outputs.length === 1 ? (outputs[0] as T) : ops.concat(outputs);
    // (2) dropout
    const mask_RD = environment.inputs[dropoutName];
    return {
      output: mask_RD === undefined ? joined_RD : ops.multiply(joined_RD, mask_RD),
      backward: (dWords_RD) => {
        const dJoined_RD = mask_RD === undefined ? dWords_RD : ops.multiply(dWords_RD, mask_RD);
        const sizes = this.parts.map(({ size }) => size);
        const parts = sizes.length === 1 ? [dJoined_RD] : ops.split(dJoined_RD, sizes);
        return sumGradients(
          ops,
          passes.map(({ backward }, index) => backward(parts[index] as T)),
        );
      },
    };
  }

  export(file: FileGraph): string {
    const parts = this.parts.map((part) => part.export(file));
    return parts.length === 1 ? (parts[0] as string) : file.graph.node('Concat', parts, { axis: -1 });
  }
}
