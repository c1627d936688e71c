import type { Span } from '@tagger/core';
import type { ScoredSpan } from '@tagger/models';
import type { TestedSentence } from '../test-tagger';
import { isSame } from '../tested-spans';

/**
 * How an entity is wrong. `missed`: nothing was found at its place. `type`: found with another label. `boundary`: found longer or shorter.
 * `both`: with another label and other boundaries. `invented`: found where the corpus has none.
 */
export const entityErrorKinds = ['missed', 'type', 'boundary', 'both', 'invented'] as const;
export type EntityErrorKind = (typeof entityErrorKinds)[number];

/** Entities that have something in common, and how they were found. */
export interface EntityGroup {
  readonly name: string;
  /** Entities of the corpus. */
  readonly gold: number;
  readonly correct: number;
  /** Errors of each kind; an entity that was invented is in the group that it would be in. */
  readonly errors: Readonly<Record<EntityErrorKind, number>>;
}

/** An error, with the words of its sentence. */
export interface EntityExample {
  readonly words: readonly string[];
  /** Absent for one that was invented. */
  readonly gold?: Span | undefined;
  /** Absent for one that was missed. */
  readonly found?: ScoredSpan | undefined;
}

/** What is wrong with the entities that were found. Plain data. */
export interface EntityErrorReport {
  readonly byLabel: readonly EntityGroup[];
  /** By number of words. */
  readonly byLength: readonly EntityGroup[];
  /** By whether training taught all words of an entity. */
  readonly byWords: readonly EntityGroup[];
  /** The first errors of each kind. */
  readonly examples: Readonly<Record<EntityErrorKind, readonly EntityExample[]>>;
}

interface Outcome {
  readonly kind: EntityErrorKind | 'correct';
  readonly gold?: Span | undefined;
  readonly found?: ScoredSpan | undefined;
}

const examplesOfKind = 8;
/** Words of a sentence that an example keeps, around its entity. */
const context = 12;
/** Entities of more words are a group. */
const longest = 4;

/** Sorts the errors of entities, in memory that does not grow with the corpus. */
export class EntityErrors {
  readonly #byLabel = new Map<string, Counts>();
  readonly #byLength = new Map<string, Counts>();
  readonly #byWords = new Map<string, Counts>();
  readonly #examples = Object.fromEntries(
    entityErrorKinds.map((kind) => [kind, [] as EntityExample[]]),
  ) as Record<EntityErrorKind, EntityExample[]>;

  add({ words, known, spans }: TestedSentence): void {
    if (!spans) return;
    for (const outcome of compareSpans(spans.gold, spans.found)) {
      const { start, end, type } = (outcome.gold ?? outcome.found)!;
      const isKnown = known.slice(start, end).every(Boolean);
      const length = end - start > longest ? `more than ${longest}` : String(end - start);
      countsOf(this.#byLabel, type).add(outcome);
      countsOf(this.#byLength, length).add(outcome);
      countsOf(this.#byWords, isKnown ? 'all words known' : 'a word unknown').add(outcome);
      if (outcome.kind === 'correct') continue;
      const examples = this.#examples[outcome.kind];
      if (examples.length < examplesOfKind) examples.push(cutExample(words, outcome));
    }
  }

  /** @returns nothing where there are no entities */
  result(): EntityErrorReport | undefined {
    if (this.#byLabel.size === 0) return undefined;
    const list = (groups: ReadonlyMap<string, Counts>) =>
      [...groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, counts]) => ({ name, ...counts.result() }));
    return {
      byLabel: list(this.#byLabel),
      byLength: list(this.#byLength),
      byWords: list(this.#byWords),
      examples: this.#examples,
    };
  }
}

class Counts {
  #gold = 0;
  #correct = 0;
  readonly #errors = { missed: 0, type: 0, boundary: 0, both: 0, invented: 0 };

  add({ kind, gold }: Outcome): void {
    if (gold) this.#gold++;
    if (kind === 'correct') this.#correct++;
    else this.#errors[kind]++;
  }

  result() {
    return { gold: this.#gold, correct: this.#correct, errors: this.#errors };
  }
}

function countsOf(groups: Map<string, Counts>, name: string): Counts {
  let counts = groups.get(name);
  if (!counts) {
    counts = new Counts();
    groups.set(name, counts);
  }
  return counts;
}

/** What became of each entity of the corpus, and which others were found: each that overlaps one of the corpus is a part of its error. */
function compareSpans(gold: readonly Span[], found: readonly ScoredSpan[]): Outcome[] {
  const outcomes = gold.map((own): Outcome => {
    const touching = found.filter((span) => overlaps(span, own));
    const exact = touching.find((span) => isSame(span, own));
    if (exact) return { kind: 'correct', gold: own, found: exact };
    const sameType = touching.find(({ type }) => type === own.type);
    const [first] = touching;
    if (!first) return { kind: 'missed', gold: own };
    if (sameType) return { kind: 'boundary', gold: own, found: sameType };
    const isInPlace = first.start === own.start && first.end === own.end;
    return { kind: isInPlace ? 'type' : 'both', gold: own, found: first };
  });
  const invented = found.filter((span) => !gold.some((own) => overlaps(span, own)));
  return [...outcomes, ...invented.map((span): Outcome => ({ kind: 'invented', found: span }))];
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The words around an error, and its spans among these. */
function cutExample(words: readonly string[], { gold, found }: Outcome): EntityExample {
  const spans = [gold, found].filter((span) => span !== undefined);
  const first = Math.max(0, Math.min(...spans.map(({ start }) => start)) - context);
  const last = Math.max(...spans.map(({ end }) => end)) + context;
  const move = <Own extends Span>(span: Own | undefined) =>
    span && { ...span, start: span.start - first, end: span.end - first };
  return { words: words.slice(first, last), gold: move(gold), found: move(found) };
}
