import type { BatchView } from '../batch/batch-view';
import { characterLengths, countCharacters, layCharacters } from '../batch/characters';
import type { InputSpec } from '../batch/input-spec';
import { LstmCell } from '../cells/lstm';
import { buildRecurrence } from '../model-file/build-recurrence';
import type { FileGraph } from '../model-file/file-graph';
import type { Ops } from '../ops/ops';
import {
  type CharacterConfiguration,
  characterFileInputs,
  characterTable,
  declareCharacters,
} from './characters';
import { type Environment, type ParameterSpec, type SourcePass, sumGradients, take } from './layer';
import { directions, Recurrence } from './recurrence';
import type { WordPart } from './word-part';

/*
 * Axes:  L characters of a word   R words   C vector of a character   H hidden   G = 4 H   S = 2 H
 */

/**
 * A word by its characters: what an LSTM remembers of them at the word's end, and one that reads from the end at its start,
 * side by side [R, 2 H] (Ling et al., Finding Function in Form, 2015; Lample et al., Neural Architectures for Named Entity
 * Recognition, 2016).
 */
export class CharacterLstm implements WordPart {
  readonly size: number;
  readonly parameters: readonly ParameterSpec[];
  readonly inputs: readonly InputSpec[];
  readonly fileInputs = characterFileInputs;
  /** That which reads a word from its start, and that from its end. */
  readonly recurrences: readonly Recurrence[];
  readonly #hiddenSize: number;

  constructor(configuration: CharacterConfiguration) {
    const { embeddingSize, hiddenSize } = configuration;
    this.#hiddenSize = hiddenSize;
    this.size = 2 * hiddenSize;
    const cell = new LstmCell(hiddenSize, 'tanh');
    this.recurrences = directions.map((direction) => {
      const name = (parameter: string) => `characters.${parameter}.${direction}`;
      const names = {
        inputWeight: name('inputWeight'),
        recurrentWeight: name('recurrentWeight'),
        bias: name('bias'),
      };
      return new Recurrence(cell, direction, names, embeddingSize);
    });
    this.parameters = [
      characterTable(configuration),
      ...this.recurrences.flatMap(({ parameters }) => parameters),
    ];
    this.inputs = [
      ...directions.map(
        (direction): InputSpec => ({
          name: laidName(direction),
          type: 'int32',
          axes: ['characters', 'words'],
          read: ({ words }) => layCharacters(words, direction),
        }),
      ),
      { name: 'characters.last', type: 'int32', axes: ['words'], read: findLast },
      { name: 'characters.isLast', type: 'float32', axes: ['characters', 'words', 1], read: markLast },
      {
        name: 'characters.zeros',
        type: 'float32',
        axes: ['words', hiddenSize],
        read: ({ words }) => new Float32Array(words.length * hiddenSize),
      },
    ];
  }

  forward<T>(ops: Ops<T>, environment: Environment<T>): SourcePass<T> {
    const { parameters, inputs } = environment;
    const zeros_RH = take(inputs, 'characters.zeros');
    const passes = this.recurrences.map((recurrence) => {
      const characters_LR = take(inputs, laidName(recurrence.direction));
      // (1) U x + b of each character that there is, looked up
      const table = recurrence.project(ops, environment, take(parameters, 'characters.embedding'));
      const projected_LRG = ops.gather(table.output, characters_LR);
      // (2) the recurrence
      const initial = { hidden: zeros_RH, cell: zeros_RH };
      return { characters_LR, table, run: recurrence.recur(ops, environment, projected_LRG, initial) };
    });
    // (3) what is remembered at the end
    const last_R = take(inputs, 'characters.last');
    const encoded = passes.map(({ run }) => ops.takeSteps(run.output, last_R));
    return {
      output: ops.concat(encoded),
      backward: (dOutput_RS) => {
        const H = this.#hiddenSize;
        const parts = ops.split(dOutput_RS, [H, H]);
        const gradients = passes.flatMap(({ characters_LR, table, run }, side) => {
          // (3) the output counts at the last character alone
          const dHidden_LRH = ops.multiply(take(inputs, 'characters.isLast'), parts[side] as T);
          // (2)
          const back = run.backward(dHidden_LRH);
          // (1)
          const rows = table.backward(ops.scatterAdd(back.dProjected, characters_LR, table.output));
          return [{ 'characters.embedding': rows.dInput }, rows.gradients, back.gradients];
        });
        return sumGradients(ops, gradients);
      },
    };
  }

  /** All words of the batch are one batch of characters. */
  export(file: FileGraph): string {
    const { graph } = file;
    const { rows_LNC, counts_N, restore } = declareCharacters(file);
    const { last } = buildRecurrence(file, this.recurrences, rows_LNC, counts_N);
    const last_NSH = graph.node('Transpose', [last], { perm: [1, 0, 2] });
    return restore(graph.node('Flatten', [last_NSH], { axis: 1 }), this.size);
  }
}

const laidName = (direction: string) => `characters.${direction}`;

/** The last character of each word, as a position l · R + r [R]. */
function findLast({ words }: BatchView): Int32Array {
  return characterLengths(words).map((length, r) => (length - 1) * words.length + r);
}

/** [L, R, 1] 1 at the last character of each word, 0 elsewhere. */
function markLast(view: BatchView): Float32Array {
  const { words } = view;
  const isLast = new Float32Array(countCharacters(words) * words.length);
  for (const at of findLast(view)) isLast[at] = 1;
  return isLast;
}
