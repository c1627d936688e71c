import { composeWord } from '../text/normal-form';

/*
 * Multiword tokens, such as French `du`, which is `de le`. A form that the corpus had is divided as it was most often there; another one
 * by its beginning or its end: of `Elena's`, the end `'s` tells that it is `Elena 's`.
 */

/** A form in lower case and its words. */
export type MultiwordForm = readonly [form: string, ...words: string[]];

/**
 * How forms with one beginning or end are divided. Of an end the first word is what is left of the form and the first of `words`; of a
 * beginning the last word is the last of `words` and what is left.
 */
export type MultiwordRule = readonly [context: string, dropped: number, ...words: string[]];

/** What a corpus teaches of multiword tokens. */
export interface MultiwordParts {
  readonly forms: readonly MultiwordForm[];
  /** Forms that are multiword tokens at some places and words at others, such as French `des`. */
  readonly ambiguous: readonly string[];
  readonly beginnings: readonly MultiwordRule[];
  readonly endings: readonly MultiwordRule[];
}

/** Characters next to a beginning or an end that a rule may depend on. */
const longestContext = 4;

/** Divides multiword tokens. */
export class MultiwordSplitter {
  readonly #ambiguous: ReadonlySet<string>;
  readonly #forms: ReadonlyMap<string, readonly string[]>;
  readonly #beginnings: ReadonlyMap<string, MultiwordRule>;
  readonly #endings: ReadonlyMap<string, MultiwordRule>;
  readonly #longest: number;
  readonly #isEmpty: boolean;

  constructor({ forms, ambiguous, beginnings, endings }: MultiwordParts) {
    this.#ambiguous = new Set(ambiguous);
    this.#forms = new Map(forms.map(([form, ...words]) => [form, words]));
    this.#beginnings = new Map(beginnings.map((rule) => [rule[0], rule]));
    this.#endings = new Map(endings.map((rule) => [rule[0], rule]));
    this.#isEmpty = forms.length + beginnings.length + endings.length === 0;
    this.#longest = [...beginnings, ...endings].reduce((most, [{ length }]) => Math.max(most, length), 0);
  }

  /**
   * The words of a multiword token; undefined for a word, and where nothing tells them.
   * @param isMultiword whether it looks like one where it stands, which decides unless the form always is one
   */
  split(form: string, isMultiword: boolean): readonly string[] | undefined {
    if (this.#isEmpty) return undefined;
    const words = this.#find(form, isMultiword);
    return words?.every((word) => word !== '') ? words : undefined;
  }

  #find(form: string, isMultiword: boolean): readonly string[] | undefined {
    const lower = lowerForm(form);
    const known = this.#forms.get(lower);
    if (!isMultiword && (!known || this.#ambiguous.has(lower))) return undefined;
    const isAligned = lower.length === form.length;
    if (known) return isAligned && known.join('') === lower ? cutLike(form, known) : copyCase(form, known);
    for (let length = Math.min(this.#longest, form.length - 1); length > 0; length--) {
      const ending = this.#endings.get(lower.slice(-length));
      if (ending) return applyEnding(form, ending);
      const beginning = this.#beginnings.get(lower.slice(0, length));
      if (beginning) return applyBeginning(form, beginning);
    }
    return undefined;
  }
}

/** A form as it is looked up: in lower case, composed. */
function lowerForm(form: string): string {
  return composeWord(form.toLowerCase());
}

/** The parts of a form that are as long as the words. */
function cutLike(form: string, words: readonly string[]): string[] {
  let end = 0;
  return words.map(({ length }) => {
    end += length;
    return form.slice(end - length, end);
  });
}

/** Words in the case of their form: all in capitals, or with an initial capital. */
function copyCase(form: string, words: readonly string[]): readonly string[] {
  if (isUpper(form)) return words.map((word) => word.toUpperCase());
  const [first = '', ...rest] = words;
  return form[0] === form[0]!.toLowerCase() ? words : [first[0]!.toUpperCase() + first.slice(1), ...rest];
}

function isUpper(form: string): boolean {
  return form.length > 1 && form === form.toUpperCase() && form !== form.toLowerCase();
}

function applyEnding(form: string, [, dropped, ...words]: MultiwordRule): readonly string[] {
  const end = form.slice(form.length - dropped);
  if (words.join('') === end.toLowerCase()) {
    const [first = '', ...rest] = cutLike(end, words);
    return [form.slice(0, form.length - dropped) + first, ...rest];
  }
  const [first = '', ...rest] = isUpper(form) ? words.map((word) => word.toUpperCase()) : words;
  return [form.slice(0, form.length - dropped) + first, ...rest];
}

function applyBeginning(form: string, [, dropped, ...words]: MultiwordRule): readonly string[] {
  const start = form.slice(0, dropped);
  const own = words.join('') === start.toLowerCase() ? cutLike(start, words) : copyCase(start, words);
  return [...own.slice(0, -1), own.at(-1)! + form.slice(dropped)];
}

/**
 * Learns how multiword tokens are divided.
 * @param tokens of a corpus, the multiword tokens with their words
 */
export function learnMultiwords(
  tokens: Iterable<{ readonly form: string; readonly words?: readonly string[] | undefined }>,
): MultiwordParts {
  const counts = new Map<string, number>();
  const single = new Set<string>();
  for (const { form, words } of tokens) {
    if (!words) {
      single.add(lowerForm(form));
      continue;
    }
    const key = JSON.stringify([form, ...words].map(lowerForm));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const divisions = [...counts].map(([key, count]) => ({ key: JSON.parse(key) as MultiwordForm, count }));
  const forms = pickMostFrequent(divisions.map(({ key, count }) => ({ context: key[0], key, count })));
  const [beginnings, endings]: [Candidate<MultiwordRule>[], Candidate<MultiwordRule>[]] = [[], []];
  // A form counts once: frequent ones are in the list of forms.
  for (const key of forms.values()) {
    const rule = findRule(key);
    const list = rule?.isEnding ? endings : beginnings;
    for (const candidate of rule?.candidates ?? [])
      list.push({ context: candidate[0], key: candidate, count: 1 });
  }
  return {
    forms: [...forms.values()],
    ambiguous: [...forms.keys()].filter((form) => single.has(form)),
    beginnings: prune(pickMostFrequent(beginnings), (context) => context.slice(0, -1)),
    endings: prune(pickMostFrequent(endings), (context) => context.slice(1)),
  };
}

interface Candidate<Key> {
  readonly context: string;
  readonly key: Key;
  readonly count: number;
}

/** Of each context the key with the highest count; of several, the first in the order of their text. */
function pickMostFrequent<Key>(candidates: readonly Candidate<Key>[]): Map<string, Key> {
  const groups = new Map<string, Map<string, number>>();
  for (const { context, key, count } of candidates) {
    const group = groups.get(context) ?? new Map<string, number>();
    const text = JSON.stringify(key);
    group.set(text, (group.get(text) ?? 0) + count);
    groups.set(context, group);
  }
  const best = new Map<string, Key>();
  for (const [context, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [[text]] = [...group].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)) as [[string, number]];
    best.set(context, JSON.parse(text) as Key);
  }
  return best;
}

/** Leaves out rules that a shorter context gives as well. */
function prune(
  rules: ReadonlyMap<string, MultiwordRule>,
  shorten: (context: string) => string,
): MultiwordRule[] {
  const actionOf = ([, ...action]: MultiwordRule) => JSON.stringify(action);
  return [...rules.values()].filter((rule) => {
    for (let context = shorten(rule[0]); context !== ''; context = shorten(context)) {
      const other = rules.get(context);
      if (other) return actionOf(other) !== actionOf(rule);
    }
    return true;
  });
}

/** What the longer of two is: the beginning of the form that its first word shares, or the end that its last word shares. */
function findRule([form, ...words]: MultiwordForm) {
  const [first = '', last = ''] = [words[0], words.at(-1)];
  const start = countShared((at) => form[at] === first[at], Math.min(form.length, first.length));
  const end = countShared((at) => form.at(-1 - at) === last.at(-1 - at), Math.min(form.length, last.length));
  if (start === 0 && end === 0) return undefined;
  const contexts = Array.from({ length: longestContext + 1 }, (_, more) => more);
  if (start >= end) {
    const dropped = form.length - start;
    if (dropped === 0) return undefined;
    const candidates = contexts
      .filter((more) => more < start)
      .map(
        (more): MultiwordRule => [form.slice(start - more), dropped, first.slice(start), ...words.slice(1)],
      );
    return { isEnding: true, candidates };
  }
  const dropped = form.length - end;
  if (dropped === 0) return undefined;
  const candidates = contexts
    .filter((more) => more < end)
    .map(
      (more): MultiwordRule => [
        form.slice(0, dropped + more),
        dropped,
        ...words.slice(0, -1),
        last.slice(0, last.length - end),
      ],
    );
  return { isEnding: false, candidates };
}

function countShared(isShared: (at: number) => boolean, most: number): number {
  let count = 0;
  while (count < most && isShared(count)) count++;
  return count;
}
