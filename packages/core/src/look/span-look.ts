import type { ErrorLocation } from '../errors';
import type { Sentence, SpanProblem } from '../sentence';
import { type CorpusFinding, type FindingKind, listTexts } from './corpus-finding';

type Kind = SpanProblem['kind'];

/** Examples that are shown of each kind. */
const mostExamples = 3;

const descriptions: Readonly<Record<Kind, { readonly problem: string; readonly hint: string }>> = {
  widened: {
    problem: 'that do not start and end where tokens do',
    hint: 'widened to whole tokens; --strict refuses such spans',
  },
  overlapping: { problem: 'that overlap a longer one', hint: 'left out; --strict refuses such spans' },
  empty: { problem: 'without a token', hint: 'left out; --strict refuses such spans' },
  discontinuous: { problem: 'of several parts', hint: 'left out; --strict refuses such spans' },
  'no-span': {
    problem: 'are not the only annotations',
    hint: 'relations, events, attributes and notes are passed over',
  },
};

/** Counts the spans of annotated texts that could not be kept as they were. */
export class SpanLook {
  readonly #found = new Map<Kind, { count: number; location: ErrorLocation; examples: string[] }>();

  add({ problems = [], line }: Sentence): void {
    for (const { kind, text, location = { line } } of problems) {
      const found = this.#found.get(kind) ?? { count: 0, location, examples: [] };
      found.count += 1;
      if (found.examples.length < mostExamples) found.examples.push(text);
      this.#found.set(kind, found);
    }
  }

  findings(file: string | undefined): CorpusFinding[] {
    const kind: FindingKind = 'spans';
    return Array.from(this.#found, ([key, { count, location, examples }]) => ({
      kind,
      problem: `spans ${descriptions[key].problem}: ${count}, ${count > mostExamples ? 'such as ' : ''}${listTexts(examples)}`,
      location: { file, ...location },
      hint: descriptions[key].hint,
    }));
  }
}
