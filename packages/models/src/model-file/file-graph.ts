import type { WordIds } from '@tagger/core/internal';
import type { GraphBuilder } from '../onnx/graph-builder';
import type { OnnxOps } from '../ops/onnx-ops';

/** A model file's graph while layers write themselves into it. */
export interface FileGraph {
  readonly graph: GraphBuilder;
  readonly ops: OnnxOps;
  /** The parameters as values of the graph, float32. */
  readonly weights: Readonly<Record<string, string>>;
  /** Number of words of each sentence, int32 [batch]. */
  readonly lengths: string;
  /** Inputs that the graph computes, by their names [batch, time, …]; what is not among them is an input of the file. */
  readonly computed?: Readonly<Record<string, string>>;
}

/** An input of a model file [batch, time, …axes]; what is behind a sentence's last word does not matter. */
export interface FileInputSpec {
  readonly name: string;
  readonly type: 'int64' | 'int32';
  readonly axes: readonly (number | 'characters')[];
  /** Its values for a word. */
  read(word: WordIds): ArrayLike<number>;
  /** The value in the padding; by default 0. */
  readonly padding?: number;
}

/** Declares an input that layers read of each word. @returns its value [batch, time, …] */
export function declareFileInput(
  { graph, computed }: FileGraph,
  { name, type, axes }: FileInputSpec,
): string {
  return computed?.[name] ?? graph.input(name, type, ['batch', 'time', ...axes]);
}

/** Ids [batch, time] as they are looked up [T, B]. */
export function timeMajor({ graph }: FileGraph, value: string, ...rest: number[]): string {
  return graph.node('Transpose', [value], { perm: [1, 0, ...rest] });
}
