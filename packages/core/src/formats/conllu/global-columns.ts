import { CorpusError, type ErrorLocation } from '../../errors';

const mark = /^#\s*global\.columns\s*=/;

/**
 * The names of the columns that the first line of a CoNLL-U Plus file gives; undefined if the comment gives none.
 * https://universaldependencies.org/ext-format.html
 *
 * @throws CorpusError if there is no column FORM, or a column is named twice.
 */
export function parseGlobalColumns(comment: string, location: ErrorLocation): readonly string[] | undefined {
  if (!isGlobalColumns(comment)) return undefined;
  const names = comment
    .replace(mark, '')
    .split(/\s+/)
    .filter((name) => name !== '');
  const seen = new Set<string>();
  for (const name of names.map((name) => name.toLowerCase())) {
    if (seen.has(name)) throw new CorpusError(`global.columns names ${name} twice`, { location });
    seen.add(name);
  }
  if (seen.has('form')) return names;
  throw new CorpusError('global.columns has no FORM, the column of the words', {
    location,
    hint: 'for files with other columns, use the format columns',
  });
}

export function isGlobalColumns(comment: string): boolean {
  return mark.test(comment);
}
