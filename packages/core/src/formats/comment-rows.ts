/** `# sent_id = 12`, as in Universal Dependencies and in the corpora made from them. */
const keyAndValue = /^# ?[\w.:[\]-]+ =(?: |$)/;

/** Comments that have no `=`: those of OntoNotes, MultiCoNER and Universal Dependencies. */
const knownComment = /^#(?:begin document|end document| (?:newdoc|newpar)(?: |$)| id \S+[ \t]+domain=)/;

/** What the rows of a corpus in columns look like. */
export interface RowShape {
  /** Number of columns. */
  readonly width: number;
  /** Whether tabs stand between the columns. */
  readonly isTabbed: boolean;
}

/**
 * Whether a line can only be a comment. A token `#` is a line like the others, so a line of the same width is a comment only if
 * it says so: `# id = 7`. A line of another width could be no row, but may be a row that lost a column: it must
 * begin with `# ` and not end with one of the tags around it.
 *
 * @param width of the line itself, split as the rows are
 */
export function isCommentRow(
  text: string,
  width: number,
  shape: RowShape,
  isTag: (cell: string) => boolean,
): boolean {
  if (!text.startsWith('#')) return false;
  if (saysComment(text)) return true;
  const isAlike = text.includes('\t') === shape.isTabbed;
  if (!text.startsWith('# ') || (isAlike && (shape.isTabbed || width === shape.width))) return false;
  return !isTag(lastCell(text));
}

/** Whether a line is a comment by its own text, whatever the rows around it. */
export function saysComment(text: string): boolean {
  return keyAndValue.test(text) || knownComment.test(text);
}

/** What stands behind the last blank or tab of a line. */
export function lastCell(text: string): string {
  return text.trimEnd().split(/[ \t]/).at(-1)!;
}
