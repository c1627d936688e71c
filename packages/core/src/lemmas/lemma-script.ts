import { lowerCase } from '../text/case-forms';
import { lettersOf } from '../text/letters';
import { cleanWord, composeWord } from '../text/normal-form';
import { alignLetters } from './align-letters';

/*
 * A lemma as an edit of its form, so that a class of a network stands for the lemmas of many forms (Straka 2018, UDPipe 2.0, "Lemmatization"). Letters are
 * code points of the composed form (NFC). There are three kinds of scripts:
 *
 * One run of letters is kept: the longest that form and lemma share. The script has the case of the lemma, the number of letters before and behind the run, and the
 * text that takes their place, of which the first so many UTF-16 units come before the run: case before,behind,units,text
 *   l0,4,0,        running → run           l: in lower case
 *   l2,3,2,gehn    gegangen → gehen
 *   t0,1,0,        Londons → London        t: with an initial capital; u: in capitals
 *   k0,1,0,        McDonalds → McDonald    k: in the case of the form
 *
 * Letters are kept at several places: corpora whose lemmas have marks between morphemes have fewer of these. The first run that is kept (C) has any length, so that places
 * are counted from the end; then come letters that are kept (c1) or dropped (d1), and texts that are put in, with their units (i1:+).
 *   l*Ci1:+c1      발전을 → 발전+을, 경제를 → 경제+를
 *
 * Nothing is shared: the script is the lemma.
 *   abe            is → be
 */

const edit = /^([ltuk])(\d{1,4}),(\d{1,4}),(\d{1,4}),(.*)$/s;

/** Whether scripts keep one run of letters, or letters at several places. */
export type LemmaScriptKind = 'run' | 'places';

const placeEdits = /^([ltuk])\*/;
const placeEdit = /C|([cd])(\d{1,4})|i(\d{1,4}):/y;

/** Lower case, an initial capital, capitals, or the case of the form. */
export type LetterCase = 'l' | 't' | 'u' | 'k';

/** The script that makes the lemma of the form. @param caseLanguage as `findCaseLanguage` gives it */
export function findLemmaScript(
  form: string,
  lemma: string,
  caseLanguage?: string,
  kind: LemmaScriptKind = 'run',
): string {
  const [own, goal] = [cleanWord(form), composeWord(lemma)];
  for (const letterCase of listCases(goal, caseLanguage)) {
    const fold = (text: string) => (letterCase === 'k' ? text : lowerCase(text, caseLanguage));
    const script = writeEdit(fold(own), fold(goal), letterCase, kind);
    if (script !== undefined && applyLemmaScript(own, script, caseLanguage) === goal) return script;
  }
  return `a${goal}`;
}

/** What makes a lemma of a form. */
export type Lemmatize = (form: string) => string;

/** The lemma that a script makes of a form: see `compileLemmaScript`. */
export function applyLemmaScript(form: string, script: string, caseLanguage?: string): string {
  return compileLemmaScript(script, caseLanguage)(form);
}

/**
 * What makes the lemma of a form by a script: the form in the script's case if it has fewer letters than the script drops.
 * Any text is a script: one that is none of the above leaves the form as it is.
 *
 * @param caseLanguage as `findCaseLanguage` gives it
 * @param clean `cleanWord`, unless all forms are clean
 */
export function compileLemmaScript(
  script: string,
  caseLanguage?: string,
  clean: (form: string) => string = cleanWord,
): Lemmatize {
  // What most words have.
  if (script === 'l0,0,0,') return (form) => lowerCase(clean(form), caseLanguage);
  const read = readLemmaScript(script);
  if ('lemma' in read) return () => read.lemma;
  const { letterCase, edits } = read;
  const fixed = edits.reduce((sum, { kind, count }) => (kind === 'c' || kind === 'd' ? sum + count : sum), 0);
  return (form) => {
    const own = clean(form);
    const base = letterCase === 'k' ? own : lowerCase(own, caseLanguage);
    const letters = lettersOf(base);
    if (fixed >= letters.length) return setCase(base, letterCase, caseLanguage);
    let lemma = '';
    let at = 0;
    for (const { kind, count, text } of edits) {
      if (kind === 'i') {
        lemma += text;
        continue;
      }
      const start = at;
      at += kind === 'C' ? letters.length - fixed : count;
      if (kind !== 'd') lemma += letters.slice(start, at);
    }
    return setCase(lemma, letterCase, caseLanguage);
  };
}

/** An edit at the place that the edits before it have reached: letters that are kept (of any number: C), dropped, or put in. */
export interface PlaceEdit {
  readonly kind: 'C' | 'c' | 'd' | 'i';
  readonly count: number;
  readonly text: string;
}

/** What a script does: the lemma whatever the form, or edits of the form and the case of what they make. */
export type LemmaEdits =
  | { readonly lemma: string }
  | { readonly letterCase: LetterCase; readonly edits: readonly PlaceEdit[] };

/**
 * Reads a script as edits, for what applies scripts elsewhere. Exactly one edit is `C`. A form of no more letters than the edits keep and drop
 * by number stays as it is, in the case of the script.
 */
export function readLemmaScript(script: string): LemmaEdits {
  if (script.startsWith('a') && script.length > 1) return { lemma: script.slice(1) };
  const open: PlaceEdit = { kind: 'C', count: 0, text: '' };
  const places = placeEdits.exec(script);
  if (places) {
    const edits = readPlaces(script);
    const isOpen = edits.filter(({ kind }) => kind === 'C').length === 1;
    return { letterCase: places[1] as LetterCase, edits: isOpen ? edits : [open] };
  }
  const match = edit.exec(script);
  if (!match) return { letterCase: 'k', edits: [open] };
  const [start, end, split] = [Number(match[2]), Number(match[3]), Number(match[4])];
  const added = match[5]!;
  const put = (text: string): PlaceEdit => ({ kind: 'i', count: 0, text });
  const drop = (count: number): PlaceEdit => ({ kind: 'd', count, text: '' });
  return {
    letterCase: match[1] as LetterCase,
    edits: [drop(start), put(added.slice(0, split)), open, drop(end), put(added.slice(split))],
  };
}

/** The edits of a script up to where it is none. */
function readPlaces(script: string): PlaceEdit[] {
  const edits: PlaceEdit[] = [];
  placeEdit.lastIndex = 2;
  for (let match = placeEdit.exec(script); match; match = placeEdit.exec(script)) {
    const [, kind, count, units] = match;
    const start = placeEdit.lastIndex;
    if (units !== undefined) {
      const end = start + Number(units);
      edits.push({ kind: 'i', count: 0, text: script.slice(start, end) });
      placeEdit.lastIndex = end;
    } else edits.push({ kind: (kind ?? 'C') as PlaceEdit['kind'], count: Number(count ?? 0), text: '' });
  }
  return edits;
}

/** The cases that a lemma may be in, the most common one first. */
function listCases(lemma: string, caseLanguage: string | undefined): LetterCase[] {
  const lower = lowerCase(lemma, caseLanguage);
  if (lower === lemma) return ['l'];
  const cases = (['t', 'u'] as const).filter((each) => setCase(lower, each, caseLanguage) === lemma);
  return [...cases, 'k'];
}

/** Letters of form times letters of lemma that are compared, at most; longer words are addresses and the like. */
const mostComparisons = 1e5;

/** @returns nothing where no letter is kept */
function writeEdit(
  form: string,
  lemma: string,
  letterCase: LetterCase,
  kind: LemmaScriptKind,
): string | undefined {
  if (form === lemma) return `${letterCase}0,0,0,`;
  if (form.length * lemma.length > mostComparisons) return undefined;
  return (kind === 'run' ? writeRun : writePlaces)([...form], [...lemma], letterCase);
}

/** @returns nothing where no letter is kept */
function writePlaces(
  from: readonly string[],
  to: readonly string[],
  letterCase: LetterCase,
): string | undefined {
  let isFirst = true;
  const edits = alignLetters(from, to).map(({ kind, letters }) => {
    const text = letters.join('');
    if (kind === 'add') return `i${text.length}:${text}`;
    if (kind === 'drop') return `d${letters.length}`;
    const isOpen = isFirst;
    isFirst = false;
    return isOpen ? 'C' : `c${letters.length}`;
  });
  return isFirst ? undefined : `${letterCase}*${edits.join('')}`;
}

/** @returns nothing where no letter is kept */
function writeRun(
  from: readonly string[],
  to: readonly string[],
  letterCase: LetterCase,
): string | undefined {
  const { fromStart, toStart, length } = findLongestRun(from, to);
  if (length === 0) return undefined;
  const before = to.slice(0, toStart).join('');
  const after = to.slice(toStart + length).join('');
  return `${letterCase}${fromStart},${from.length - fromStart - length},${before.length},${before}${after}`;
}

/** The longest run of letters that both have; of equally long ones the first in the form. */
function findLongestRun(from: readonly string[], to: readonly string[]) {
  let best = { fromStart: 0, toStart: 0, length: 0 };
  // lengths[t]: of the run that ends at the letter before, and at t − 1
  let lengths = new Int32Array(to.length + 1);
  for (let f = 0; f < from.length; f++) {
    const next = new Int32Array(to.length + 1);
    for (let t = 0; t < to.length; t++) {
      if (from[f] !== to[t]) continue;
      const length = lengths[t]! + 1;
      next[t + 1] = length;
      if (length > best.length) best = { fromStart: f + 1 - length, toStart: t + 1 - length, length };
    }
    lengths = next;
  }
  return best;
}

function setCase(text: string, letterCase: LetterCase, caseLanguage: string | undefined): string {
  if (letterCase === 'l' || letterCase === 'k') return text;
  const raise = (part: string) =>
    caseLanguage === undefined ? part.toUpperCase() : part.toLocaleUpperCase(caseLanguage);
  if (letterCase === 'u') return raise(text);
  const first = lettersOf(text).slice(0, 1);
  return raise(first) + text.slice(first.length);
}
