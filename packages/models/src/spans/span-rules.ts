import type { Sentence } from '@tagger/core';
import { SettingsError } from '@tagger/core';
import * as v from 'valibot';
import { compilePatterns, type LinearPattern } from './linear-pattern';
import { dropOverlaps, overlapsAny } from './overlaps';
import { PhraseIndex } from './phrase-index';
import type { ScoredSpan } from './scored-span';
import { listSurface, widen } from './surface';

/** Whether what a rule finds takes the place of the model's spans that it overlaps (`win`), or gives way to them (`fill`). */
export type RulePriority = 'win' | 'fill';

/** A rule for spans with a label: phrases, a pattern, or both. */
export interface SpanRule {
  readonly label: string;
  /**
   * Phrases that are found where their words are whole tokens. White space in a phrase is a gap of any length between tokens. Phrases and
   * text are compared in Unicode's form NFC.
   */
  readonly phrases?: readonly string[] | undefined;
  /**
   * A regular expression in the syntax of RE2, which is that of JavaScript without lookarounds and back references. It is matched within
   * sentences, in the text as it is written, and what it finds is widened to whole tokens. No pattern goes back in the text: the search for
   * a match takes a time in proportion to the length of the sentence, and a sentence has at most as many matches as characters.
   */
  readonly pattern?: string | undefined;
  /** Whether small letters and capitals are alike; default: false. */
  readonly ignoreCase?: boolean | undefined;
  /** Default: that of all rules. */
  readonly priority?: RulePriority | undefined;
}

/** Rules of an application's own, as a JSON file has them. */
export interface SpanRulesDefinition {
  readonly rules: readonly SpanRule[];
  /** Default: `win`. */
  readonly priority?: RulePriority | undefined;
}

/** A definition of rules that is invalid. */
export class SpanRulesError extends SettingsError {
  constructor(
    problem: string,
    /** Where in the definition it is: `['rules', 2, 'pattern']`. */
    readonly path: readonly (string | number)[],
    hint?: string,
  ) {
    super(`${formatPath(path)} ${problem}`, { hint });
  }
}

const prioritySchema = v.pipe(
  v.picklist(['win', 'fill'], "must be 'win' or 'fill'"),
  v.description('whether rules win over the model, or fill what it leaves'),
);
const textSchema = v.pipe(
  v.string('must be a string'),
  v.check((text) => text.trim() !== '', 'must not be empty'),
);
const ruleSchema = v.pipe(
  v.strictObject(
    {
      label: textSchema,
      phrases: v.optional(
        v.pipe(
          v.array(textSchema, 'must be a list of strings'),
          v.description('found where they are whole tokens'),
        ),
      ),
      pattern: v.optional(v.pipe(textSchema, v.description('regular expression of RE2'))),
      ignoreCase: v.optional(v.boolean('must be true or false')),
      priority: v.optional(prioritySchema),
    },
    describeKey('label, phrases, pattern, ignoreCase, priority'),
  ),
  v.check(
    ({ phrases, pattern }) => phrases !== undefined || pattern !== undefined,
    'must have phrases or a pattern',
  ),
);

/** The schema of a `SpanRulesDefinition`. */
export const spanRulesSchema = v.strictObject(
  {
    $schema: v.optional(v.pipe(v.string(), v.description('the schema of this file, for editors'))),
    rules: v.array(ruleSchema, 'must be a list of rules'),
    priority: v.optional(prioritySchema),
  },
  describeKey('rules, priority'),
);

/** A gazetteer and patterns of an application's own, for `entities` and the methods that tag. */
export class SpanRules {
  readonly #phrases: PhraseIndex;

  private constructor(
    private readonly rules: readonly (SpanRule & { readonly priority: RulePriority })[],
    private readonly patterns: readonly { readonly rule: number; readonly pattern: LinearPattern }[],
  ) {
    this.#phrases = new PhraseIndex(rules);
  }

  /** @throws SpanRulesError that says what is invalid, and where */
  static async create(definition: SpanRulesDefinition): Promise<SpanRules> {
    const parsed = v.safeParse(spanRulesSchema, definition, { abortEarly: true });
    if (!parsed.success) {
      const { message, path = [] } = parsed.issues[0];
      throw new SpanRulesError(
        message,
        path.map(({ key }) => key as string | number),
      );
    }
    const { rules, priority = 'win' } = parsed.output;
    const patterns = await compilePatterns(rules, (rule, problem, hint) => {
      throw new SpanRulesError(problem, ['rules', rule, 'pattern'], hint);
    });
    return new SpanRules(
      rules.map((rule) => ({ ...rule, priority: rule.priority ?? priority })),
      patterns,
    );
  }

  /** The labels of all rules. */
  get labels(): string[] {
    return this.rules.map(({ label }) => label);
  }

  /**
   * The spans of a sentence by the model and by the rules, none of which overlaps another, in their order. Of two that overlap, rules that
   * win come before the model, and the model before rules that fill; of rules, the longer one is taken, and then the first.
   */
  apply(sentence: Sentence, spans: readonly ScoredSpan[]): ScoredSpan[] {
    const found = this.#find(sentence);
    if (found.length === 0) return [...spans];
    const take = (priority: RulePriority, others: readonly ScoredSpan[]) =>
      dropOverlaps(
        found.filter((span) => this.rules[span.rule]!.priority === priority && !overlapsAny(span, others)),
      ).map(({ rule: _, ...span }): ScoredSpan => span);
    const winning = take('win', []);
    const kept = spans.filter((span) => !overlapsAny(span, winning));
    const filling = take('fill', [...winning, ...kept]);
    return [...winning, ...kept, ...filling].sort((a, b) => a.start - b.start);
  }

  #find(sentence: Sentence) {
    const surface = listSurface(sentence);
    const places = [
      ...this.#phrases.find(surface),
      ...this.patterns.flatMap(({ rule, pattern }) =>
        pattern.findAll(surface.text).flatMap(([start, end]) => {
          const place = widen(surface, start, end);
          return place ? [{ ...place, rule }] : [];
        }),
      ),
    ];
    return places.map(({ first, last, rule }) => ({
      start: surface.tokens[first]!.firstWord,
      end: surface.tokens[last]!.endWord,
      type: this.rules[rule]!.label,
      score: 1,
      rule,
    }));
  }
}

function formatPath(path: readonly (string | number)[]): string {
  const text = path.reduce<string>(
    (all, part) => (typeof part === 'number' ? `${all}[${part}]` : `${all}${all ? '.' : ''}${part}`),
    '',
  );
  return text || 'the definition of rules';
}

function describeKey(keys: string) {
  return ({ expected, received }: { readonly expected: string | null; readonly received: string }) => {
    if (expected === 'never') return `is not a key: the keys are ${keys}`;
    return received === 'undefined' ? 'is missing' : 'must be an object';
  };
}
