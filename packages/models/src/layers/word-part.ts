import type { FileGraph, FileInputSpec } from '../model-file/file-graph';
import type { Source } from './layer';

/** One part of a word's vector: it depends on the word alone, and is computed once for each distinct word [R, size]. */
export interface WordPart extends Source {
  /** What a model file reads of each word. */
  readonly fileInputs: readonly FileInputSpec[];
  /** Writes it into a model file, for each step [T, B, size], by operators of ONNX. */
  export(file: FileGraph): string;
}
