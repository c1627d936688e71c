import type { AnalogyQuestion, AnalogySection } from './parse-analogies';
import type { Vectors } from './vectors';

/** The accuracy on a set of questions. */
export interface AnalogyScore {
  /** Questions answered rightly. */
  readonly correct: number;
  /** Questions whose four words are all known; the others are left out. */
  readonly answered: number;
  readonly questions: number;
  /** correct / answered; 0 if none is answered. */
  readonly accuracy: number;
}

/** The accuracy on all questions, and on each section. */
export interface AnalogyEvaluation extends AnalogyScore {
  readonly sections: readonly (AnalogyScore & { readonly name: string })[];
}

/** Options of `evaluateAnalogies`. */
export interface EvaluateAnalogiesOptions {
  /** Only the first so many words are known and may be answers; the program of word2vec takes 30 000. Default all. */
  readonly among?: number | undefined;
}

/** Rows of a question's words. */
type QuestionRows = readonly [a: number, b: number, c: number, d: number];

/** Words whose similarities to all the words of the questions are computed at once. */
const block = 512;

/**
 * Answers each question with the word nearest to b - a + c but for a, b and c (see `Vectors.analogy`). Since
 * cos(w, b - a + c) is proportional to cos(w, b) - cos(w, a) + cos(w, c), only the few words of the questions
 * are compared with all words.
 */
export function evaluateAnalogies(
  vectors: Vectors,
  sections: readonly AnalogySection[],
  options: EvaluateAnalogiesOptions = {},
): AnalogyEvaluation {
  const size = Math.min(vectors.words.length, options.among ?? Infinity);
  const known = sections.map(({ questions }) => findKnown(vectors, questions, size));
  const answers = answerAll(vectors, known.flat(), size);
  let next = 0;
  const scores = sections.map(({ name, questions }, section) => {
    const correct = known[section]!.filter(([, , , d]) => answers[next++] === d).length;
    return { name, ...createScore(correct, known[section]!.length, questions.length) };
  });
  const total = (key: 'correct' | 'answered' | 'questions') =>
    scores.reduce((sum, score) => sum + score[key], 0);
  return { ...createScore(total('correct'), total('answered'), total('questions')), sections: scores };
}

function createScore(correct: number, answered: number, questions: number): AnalogyScore {
  return { correct, answered, questions, accuracy: answered > 0 ? correct / answered : 0 };
}

function findKnown(vectors: Vectors, questions: readonly AnalogyQuestion[], size: number): QuestionRows[] {
  const rows = questions.map(([a, b, c, d]) => [a, b, c, d].map((word) => vectors.indexOf(word) ?? Infinity));
  return rows.filter((row): row is [number, number, number, number] => row.every((index) => index < size));
}

/** The row of the best answer to each question. */
function answerAll(vectors: Vectors, questions: readonly QuestionRows[], size: number): Int32Array {
  const asked = [...new Set(questions.flatMap((rows) => rows.slice(0, 3)))];
  const places = new Map(asked.map((row, place) => [row, place]));
  const starts = questions.map(([a, b, c]) => [a, b, c].map((row) => places.get(row)! * block));
  const cosines = new Float32Array(asked.length * block);
  const best = new Float64Array(questions.length).fill(-Infinity);
  const answers = new Int32Array(questions.length).fill(-1);
  for (let start = 0; start < size; start += block) {
    const end = Math.min(size, start + block);
    compare(vectors, asked, start, end, cosines);
    for (const [question, [a, b, c]] of questions.entries()) {
      const [fromA, fromB, fromC] = starts[question]!;
      for (let row = start, at = 0; row < end; row += 1, at += 1) {
        const score = cosines[fromB! + at]! - cosines[fromA! + at]! + cosines[fromC! + at]!;
        if (score <= best[question]! || row === a || row === b || row === c) continue;
        best[question] = score;
        answers[question] = row;
      }
    }
  }
  return answers;
}

/** cosines[i · block + k]: between the row asked[i] and the row start + k. Four rows at a time share each number read. */
function compare(
  { matrix, dimension, inverseLengths }: Vectors,
  asked: readonly number[],
  start: number,
  end: number,
  cosines: Float32Array,
): void {
  for (const [place, row] of asked.entries()) {
    const at = row * dimension;
    for (let first = start; first < end; first += 4) {
      const [p, q, r, s] = [0, 1, 2, 3].map((step) => Math.min(first + step, end - 1) * dimension);
      let [sumP, sumQ, sumR, sumS] = [0, 0, 0, 0];
      for (let column = 0; column < dimension; column += 1) {
        const value = matrix[at + column]!;
        sumP += value * matrix[p! + column]!;
        sumQ += value * matrix[q! + column]!;
        sumR += value * matrix[r! + column]!;
        sumS += value * matrix[s! + column]!;
      }
      for (const [step, sum] of [sumP, sumQ, sumR, sumS].entries()) {
        if (first + step < end) {
          cosines[place * block + first + step - start] =
            sum * inverseLengths[row]! * inverseLengths[first + step]!;
        }
      }
    }
  }
}
