import type { ReadAnswer } from '../answers/answer';
import { areSame, isSame, type LabelKind, type LabelledSpan } from '../labels';
import { groupAnswers, listLabels, readSeveral } from './pair-up';

/** How well two people agree. */
export interface Comparison {
  readonly kind: LabelKind;
  /** Texts that both have answered, and that one alone has; skipped ones are not answered. */
  readonly texts: { readonly both: number; readonly firstOnly: number; readonly secondOnly: number };
  /** Of the texts of both: those that both accept, both reject, and one rejects. */
  readonly verdicts: { readonly accepted: number; readonly rejected: number; readonly different: number };
  /** Share of the texts that both accept in which all labels are the same; null if there are none. */
  readonly sameTexts: number | null;
  /** F1 of the labels of the one against those of the other, which is the same in both directions; null if there are none. */
  readonly f1: number | null;
  /** Words that both have accepted, and the share of them with the same label, or with none. */
  readonly words: number;
  readonly wordAgreement: number | null;
  /**
   * Cohen's kappa of the words' labels, a word without one being a label of its own: (p_o − p_e) / (1 − p_e), with p_o the agreement and p_e the one of
   * chance (Cohen, A coefficient of agreement for nominal scales, 1960). Null if only one label was ever given.
   */
  readonly kappa: number | null;
  readonly perLabel: readonly LabelAgreement[];
}

/** How well two people agree on a label. */
export interface LabelAgreement {
  readonly label: string;
  readonly first: number;
  readonly second: number;
  /** Labels that both have given at the same place. */
  readonly same: number;
  readonly f1: number | null;
}

/**
 * Compares the answers of two people.
 *
 * @throws FileError, CorpusError, SettingsError if a file cannot be read, is none of answers, or has answers of another kind
 */
export async function compareAnswers(first: string, second: string): Promise<Comparison> {
  const { kind, lists } = await readSeveral([first, second]);
  const groups = [...groupAnswers(lists).values()];
  const both = groups.filter((group): group is [ReadAnswer, ReadAnswer] => !group.includes(undefined));
  const accepted = both.filter((group) => group.every(({ verdict }) => verdict === 'accept'));
  const rejected = both.filter((group) => group.every(({ verdict }) => verdict === 'reject'));
  const same = accepted.filter(([a, b]) => areSame(a.spans, b.spans));
  const perLabel = listLabels(lists).map((label) => countLabel(label, accepted));
  const total = (read: (label: LabelAgreement) => number) =>
    perLabel.reduce((sum, label) => sum + read(label), 0);
  return {
    kind,
    texts: {
      both: both.length,
      firstOnly: groups.filter(([, b]) => !b).length,
      secondOnly: groups.filter(([a]) => !a).length,
    },
    verdicts: {
      accepted: accepted.length,
      rejected: rejected.length,
      different: both.length - accepted.length - rejected.length,
    },
    sameTexts: accepted.length === 0 ? null : same.length / accepted.length,
    f1: f1Of(
      total(({ first: a }) => a),
      total(({ second: b }) => b),
      total((label) => label.same),
    ),
    ...compareWords(accepted),
    perLabel,
  };
}

function countLabel(label: string, pairs: readonly (readonly [ReadAnswer, ReadAnswer])[]): LabelAgreement {
  let [first, second, same] = [0, 0, 0];
  const own = ({ spans }: ReadAnswer) => spans.filter((span) => span.label === label);
  for (const [a, b] of pairs) {
    const others = own(b);
    first += own(a).length;
    second += others.length;
    same += own(a).filter((span) => others.some((other) => isSame(span, other))).length;
  }
  return { label, first, second, same, f1: f1Of(first, second, same) };
}

function f1Of(first: number, second: number, same: number): number | null {
  return first + second === 0 ? null : (2 * same) / (first + second);
}

function compareWords(pairs: readonly (readonly [ReadAnswer, ReadAnswer])[]) {
  const counts = [new Map<string, number>(), new Map<string, number>()] as const;
  let [words, agreed] = [0, 0];
  for (const [a, b] of pairs)
    for (const [at] of a.words.entries()) {
      const labels = [labelAt(a.spans, at), labelAt(b.spans, at)] as const;
      words += 1;
      if (labels[0] === labels[1]) agreed += 1;
      for (const side of [0, 1] as const)
        counts[side].set(labels[side], (counts[side].get(labels[side]) ?? 0) + 1);
    }
  if (words === 0) return { words, wordAgreement: null, kappa: null };
  const observed = agreed / words;
  let expected = 0;
  for (const [label, count] of counts[0]) expected += (count / words) * ((counts[1].get(label) ?? 0) / words);
  return {
    words,
    wordAgreement: observed,
    kappa: expected === 1 ? null : (observed - expected) / (1 - expected),
  };
}

/** The label of a word; empty where it has none. */
function labelAt(spans: readonly LabelledSpan[], word: number): string {
  return spans.find(({ start, end }) => start <= word && word < end)?.label ?? '';
}
