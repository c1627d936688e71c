import { detectSpanScheme, fitsSpanScheme, spanSchemes } from '../metrics/spans';
import { type CorpusFinding, countOf, listTexts } from './corpus-finding';
import type { TagCounts } from './tag-counts';

interface TagLookOptions {
  readonly file: string | undefined;
  /** Whether a network is to learn them. */
  readonly isTraining: boolean;
  /** Whether `_` can be a value like any other, as in the column feats of CoNLL-U. */
  readonly allowsUnderscore: boolean;
  /** Different words of the corpus, and tokens whose tag is the word itself. */
  readonly words: { readonly distinct: number; readonly equal: number };
  /** Two of the tags, if they are ids that rise within each sentence. */
  readonly ids: readonly string[] | undefined;
}

/** What corpora write where they have no tag. */
const placeholders = ['_', '-', 'None', 'none', 'null', 'NULL', 'nan', 'NaN', 'N/A'];

/** What is suspicious about the tags of a corpus. */
export function lookAtTags(counts: TagCounts, options: TagLookOptions): CorpusFinding[] {
  const { file, isTraining, allowsUnderscore, words, ids } = options;
  const found: CorpusFinding[] = [];
  const [first] = counts.list();
  if (isTraining && first && counts.size === 1 && counts.tokens > 1)
    found.push({
      kind: 'single-tag',
      problem: `every word has the tag ${listTexts([first.tag])}: there is nothing to learn`,
      location: { file, line: first.line },
      hint: 'choose another column with --column',
    });
  if (ids && counts.size > 1)
    found.push({
      kind: 'ids',
      problem: `the tags are numbers that rise, ${listTexts(ids)}, …`,
      location: { file, line: first?.line },
      hint: 'choose another column with --column',
    });
  else if (looksLikeWords(counts, words))
    found.push({
      kind: 'tags-like-words',
      problem: `${countOf(counts.size, 'different tag')} on ${countOf(counts.tokens, 'token')} look like words: ${listTexts(counts.tags(), 3)}`,
      location: { file, line: first?.line },
      hint: 'choose another column with --column',
    });
  else {
    const similar = findSimilar(counts);
    if (similar)
      found.push({
        kind: 'similar-tags',
        problem: `the tags ${similar.map((tag) => `${JSON.stringify(tag)} (${countOf(counts.of(tag), 'token')})`).join(' and ')} differ only in case or blanks`,
        location: { file, line: counts.lineOf(similar.at(-1)!) },
        hint: 'they are learnt as different tags',
      });
  }
  const placeholder = placeholders.find((tag) => counts.of(tag) > 0 && !(allowsUnderscore && tag === '_'));
  if (placeholder !== undefined && counts.size > 1)
    found.push({
      kind: 'placeholder',
      problem: `${JSON.stringify(placeholder)} is a tag like any other, of ${countOf(counts.of(placeholder), 'token')}`,
      location: { file, line: counts.lineOf(placeholder) },
      hint: 'words whose tag is not known have "_" in CoNLL-U, and null in JSON Lines',
    });
  if (counts.unlabelled.tokens > 0)
    found.push({
      kind: 'unlabelled',
      problem: `${countOf(counts.unlabelled.tokens, 'token')} without a tag among others that have one: left out of loss and scores`,
      location: { file, line: counts.unlabelled.line },
    });
  const reason = explainMissingSpans(counts);
  if (reason)
    found.push({ kind: 'no-spans', problem: `no span F1: ${reason}`, location: { file, line: undefined } });
  return found;
}

/** As many tags as a column of words or lemmas has. A tag set of a language with rich morphology has far fewer. */
function looksLikeWords({ size, tokens }: TagCounts, words: TagLookOptions['words']): boolean {
  // Words and tags have changed places.
  if (size >= 10 && size > words.distinct) return true;
  if (size < 20) return false;
  return size > tokens / 2 || size > words.distinct / 2 || words.equal > tokens / 2;
}

/** Tags that are one but for case and blanks, the most frequent first. */
function findSimilar(counts: TagCounts): string[] | undefined {
  const groups = new Map<string, string[]>();
  for (const tag of counts.tags()) {
    const key = tag.normalize('NFKC').toLowerCase().replace(/\s/gu, '');
    groups.set(key, [...(groups.get(key) ?? []), tag]);
  }
  const group = [...groups.values()].find(({ length }) => length > 1);
  return group?.sort((a, b) => counts.of(b) - counts.of(a));
}

/** B-PER in lower case, or with another mark than a hyphen: b-per, B.PER, B:PER */
const spelledOtherwise = /^[bimeslu][-_.:/|~ ]\S/i;

/** Why there is no span F1 for tags that seem to mark spans; undefined if they do mark them, or seem not to. */
function explainMissingSpans(counts: TagCounts): string | undefined {
  const tags = counts.tags();
  if (detectSpanScheme(tags)) return undefined;
  const marks = tags.filter((tag) => tag !== 'O');
  const hasOutside = marks.length < tags.length;
  if (marks.length === 0) return undefined;
  const fitting = spanSchemes
    .filter(({ place }) => place !== 'alone')
    .map((scheme) => marks.filter((tag) => fitsSpanScheme(tag, scheme)))
    .reduce((best, list) => (list.length > best.length ? list : best));
  const others = marks.filter((tag) => !fitting.includes(tag));
  if (fitting.length > 0 && (hasOutside || fitting.length > marks.length / 2))
    return others.length > 0
      ? `${listTexts(others, 3)} ${others.length === 1 ? 'does' : 'do'} not fit ${listTexts(fitting, 2)}`
      : `no tag begins a span, as B-… does`;
  const otherSpelling = marks.filter((tag) => !/^(?:[o0_]|other|outside)$/i.test(tag));
  if (
    otherSpelling.some((tag) => /^b/i.test(tag)) &&
    otherSpelling.every((tag) => spelledOtherwise.test(tag))
  )
    return `${listTexts(otherSpelling, 3)} are spelled in another way than tags of spans (write B-…, I-… and O)`;
  const isMostlyOutside = counts.of('O') > counts.tokens / 2;
  return isMostlyOutside
    ? `${listTexts(marks, 3)} do not say where a span begins (write BIO, BIOES or BMES: B-…, I-…)`
    : undefined;
}
