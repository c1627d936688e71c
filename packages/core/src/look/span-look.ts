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
};

/** Counts the spans of annotated texts that could not be kept as they were. */
export class SpanLook {
  readonly #found = new Map<Kind, { count: number; line: number | undefined; examples: string[] }>();

  add({ problems = [], line }: Sentence): void {
    for (const { kind, text } of problems) {
      const found = this.#found.get(kind) ?? { count: 0, line, examples: [] };
      found.count += 1;
      if (found.examples.length < mostExamples) found.examples.push(text);
      this.#found.set(kind, found);
    }
  }

  findings(file: string | undefined): CorpusFinding[] {
    const kind: FindingKind = 'spans';
    return Array.from(this.#found, ([key, { count, line, examples }]) => ({
      kind,
      problem: `spans ${descriptions[key].problem}: ${count}, ${count > mostExamples ? 'such as ' : ''}${listTexts(examples)}`,
      location: { file, line },
      hint: descriptions[key].hint,
    }));
  }
}
