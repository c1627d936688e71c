import type { FormatName } from '@tagger/core';
import type { ModelDescription } from '../model-file/model-description';
import { findOtherColumns, findWriteColumn } from './model-columns';
import type { TagContents } from './with-tags';

/** Formats and columns of a corpus before and after it is tagged. */
export interface TagOutputOptions {
  readonly inputFormat: FormatName;
  readonly outputFormat: FormatName;
  /** Which column the tags go to; by default that of the model. */
  readonly column?: string | number | undefined;
  /** Which column of the input has the words. */
  readonly wordColumn?: string | number | undefined;
  readonly withScores: boolean;
}

/** How tagged sentences are written: options for `formatSentence`, and contents for `withTags`. */
export interface TagOutputPlan {
  readonly write: {
    readonly format: FormatName;
    readonly column: string | number | undefined;
    readonly wordColumn: string | number | undefined;
  };
  readonly contents: TagContents;
}

/** Plans the columns of tagged sentences. */
export function planTagOutput(model: ModelDescription, options: TagOutputOptions): TagOutputPlan {
  const { inputFormat, outputFormat, withScores } = options;
  const column = options.column ?? findWriteColumn(model, outputFormat);
  const isScored = withScores && outputFormat === 'columns';
  // Other formats, and rows that are made anew, have the words where they always are.
  const wordColumn = inputFormat === outputFormat && !isScored ? options.wordColumn : undefined;
  return {
    write: { format: outputFormat, column: isScored ? 2 : column, wordColumn },
    contents: { withScores, columns: isScored ? [] : findOtherColumns(model, outputFormat) },
  };
}
