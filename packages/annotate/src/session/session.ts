import type { Answer, Verdict } from '../answers/answer';
import type { AnswerFile } from '../answers/answer-file';
import type { LabelKind, LabelledSpan } from '../labels';
import type { Suggester } from '../learning/suggester';
import type { Item } from '../texts/item';
import { type CurvePoint, LearningCurve } from './learning-curve';
import type { TaskOrder } from './task-order';
import type { Teaching, TeachingState } from './teaching';

/** A text as the page shows it. */
export interface Task {
  readonly item: Item;
  /** The labels to start from, and where they come from. */
  readonly spans: readonly LabelledSpan[];
  readonly origin: 'answer' | 'texts' | 'model' | 'none';
  /** What was answered before. */
  readonly answer?: Answer | undefined;
}

/** How far one is. */
export interface Progress {
  readonly total: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly curve: readonly CurvePoint[];
  readonly teaching: TeachingState;
}

/** What was answered to a text. */
export interface GivenAnswer extends Pick<Answer, 'spans' | 'verdict' | 'note'> {
  readonly id: string;
}

/** The parts of a session. */
export interface SessionParts {
  readonly kind: LabelKind;
  readonly items: readonly Item[];
  readonly file: AnswerFile;
  readonly order: TaskOrder;
  readonly teaching: Teaching;
}

/** One person's work on the texts: which comes next, what is suggested, and what was answered. */
export class Session {
  readonly #places: ReadonlyMap<string, number>;
  /** The place of the text that is on the page. */
  #current: number | undefined;
  /** What was suggested for texts that are not answered yet. */
  readonly #suggested = new Map<string, readonly LabelledSpan[]>();

  constructor(private readonly parts: SessionParts) {
    this.#places = new Map(parts.items.map(({ id }, place) => [id, place]));
    this.#teach();
  }

  get kind(): LabelKind {
    return this.parts.kind;
  }

  /** The text to answer next; undefined if all are answered. */
  async next(): Promise<Task | undefined> {
    const { items, order, teaching } = this.parts;
    if (this.#current === undefined || !this.#isOpen(this.#current))
      this.#current = order.next((place) => this.#isOpen(place), this.#answered.length, teaching.uncertainty);
    if (this.#current === undefined) return undefined;
    const item = items[this.#current]!;
    const suggested = await this.#suggest(item, teaching.suggester);
    if (item.given) return { item, spans: item.given, origin: 'texts' };
    return { item, spans: suggested ?? [], origin: suggested ? 'model' : 'none' };
  }

  /** The text that was answered before another one, or last; undefined if there is none. */
  before(id: string | undefined): Task | undefined {
    const answered = this.#answered;
    const place = answered.findIndex((answer) => answer.id === id);
    const answer = answered.at(place === -1 ? -1 : place - 1);
    if (!answer || place === 0) return undefined;
    const item = this.find(answer.id)!;
    return { item, spans: answer.spans, origin: 'answer', answer };
  }

  find(id: string): Item | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.parts.items[place];
  }

  isAnswered(id: string): boolean {
    return this.parts.file.answers.has(id);
  }

  /** Writes an answer to a text that {@link find} knows. @throws FileError if it cannot be written */
  async answer({ id, ...answer }: GivenAnswer): Promise<void> {
    const item = this.find(id)!;
    const suggested = this.parts.file.answers.get(id)?.suggested ?? this.#suggested.get(id);
    await this.parts.file.write(item, { ...answer, suggested });
    this.#suggested.delete(id);
    this.#teach();
  }

  progress(): Progress {
    const counts = { accept: 0, reject: 0, ignore: 0 };
    const curve = new LearningCurve();
    for (const answer of this.#answered) {
      counts[answer.verdict] += 1;
      curve.add(answer);
    }
    const { items, teaching } = this.parts;
    return { total: items.length, counts, curve: curve.points(), teaching: teaching.state };
  }

  /** Ends the training that is running, and closes the file. */
  async close(): Promise<void> {
    await this.parts.teaching.close();
    await this.parts.file.close();
  }

  get #answered(): Answer[] {
    return [...this.parts.file.answers.values()].filter(({ id }) => this.#places.has(id));
  }

  #isOpen(place: number): boolean {
    return !this.isAnswered(this.parts.items[place]!.id);
  }

  async #suggest(item: Item, suggester: Suggester | undefined): Promise<readonly LabelledSpan[] | undefined> {
    if (!suggester) return undefined;
    const suggested = this.#suggested.get(item.id) ?? (await suggester.suggest(item.words));
    this.#suggested.set(item.id, suggested);
    return suggested;
  }

  #teach(): void {
    const { file, items, order, teaching } = this.parts;
    const accepted = [...file.answers.values()].filter(({ verdict }) => verdict === 'accept');
    teaching.offer({
      accepted,
      items,
      listOpen: (most) => order.listOpen((place) => this.#isOpen(place), most),
    });
  }
}
