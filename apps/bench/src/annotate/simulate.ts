import { readTags, type TaskOrder, teach } from '@tagger/annotate/internal';
import type { Sentence } from '@tagger/core';
import { Tagger } from '@tagger/models';
import { type Engine, testTagger } from '@tagger/trainer';

/** Labels that were revealed, and what a model of them scores. */
export interface SimulationPoint {
  readonly sentences: number;
  readonly words: number;
  readonly f1: number;
  /** Seconds from the last answer to the better suggestion: training, loading, and asking the model for the open texts. */
  readonly seconds: number;
}

/** What a simulation is made of. */
export interface Simulation {
  readonly train: readonly Sentence[];
  readonly test: readonly Sentence[];
  readonly engine: Engine;
  readonly order: TaskOrder;
  /** Sentences before the first model, and between two models at least. */
  readonly step: number;
  /** How many times as many sentences the next model has, at least. */
  readonly growth: number;
  /** F1 at which it ends. */
  readonly goal: number;
  onPoint(point: SimulationPoint): void;
}

/** Annotates as one does on the page, with the labels of a corpus as the answers. */
export async function simulate(simulation: Simulation): Promise<SimulationPoint[]> {
  const { train, engine, order, step, growth, goal, onPoint } = simulation;
  const examples = train.map(({ words, tags }) => ({ words, spans: readTags('spans', tags!) }));
  const answered: number[] = [];
  const isAnswered = new Set<number>();
  const points: SimulationPoint[] = [];
  let uncertainty: Float64Array | undefined;
  for (let next = step; ; next = Math.max(next + step, Math.round(next * growth))) {
    while (answered.length < Math.min(next, train.length)) {
      const place = order.next((each) => !isAnswered.has(each), answered.length, uncertainty)!;
      isAnswered.add(place);
      answered.push(place);
    }
    const started = performance.now();
    const open = examples.flatMap((_, place) => (isAnswered.has(place) ? [] : [place]));
    const { model, uncertainty: values } = await teach(
      {
        kind: 'spans',
        examples: answered.map((place) => examples[place]!),
        pool: open.map((place) => train[place]!.words),
      },
      engine,
    );
    uncertainty = new Float64Array(train.length).fill(Number.NaN);
    for (const [index, place] of open.entries()) uncertainty[place] = values[index]!;
    const seconds = (performance.now() - started) / 1000;
    const words = answered.reduce((sum, place) => sum + train[place]!.words.length, 0);
    const point = { sentences: answered.length, words, f1: await score(model, simulation.test), seconds };
    points.push(point);
    onPoint(point);
    if (answered.length === train.length || point.f1 >= goal) return points;
  }
}

/** F1 of the spans that a model finds. */
export async function score(model: Uint8Array, test: readonly Sentence[]): Promise<number> {
  const tagger = await Tagger.load(model);
  const stream = async function* () {
    yield* test;
  };
  const { spanF1 } = await testTagger(tagger, stream());
  await tagger.release();
  return spanF1 ?? 0;
}
