import type { TrainingEvent } from '@tagger/trainer';
import type { SingleBar } from 'cli-progress';
import type { Io } from '../io/io';
import { formatCombination } from '../sweep/format-command';
import { isFinished, type RunRecord } from '../sweep/run-record';
import type { SweepListener } from '../sweep/sweep';
import type { SweepRun } from '../sweep/sweep-run';
import { createBar } from './bar';
import { formatDuration, formatPercent } from './format';

/** Shows a sweep: a bar while a run goes on, and a line for each that is done. Without a terminal, the lines alone. */
export class SweepDisplay implements SweepListener {
  readonly #bar: SingleBar | undefined;
  #done = 0;
  #epochs = 0;

  constructor(
    private readonly io: Io,
    private readonly runs: number,
    private readonly isQuiet: boolean,
  ) {
    if (!isQuiet)
      this.#bar = createBar(io, 'run {run} {bar} {percentage}% | epoch {value_epoch} | loss {loss}');
  }

  start(known: number): void {
    this.#done = known;
    if (known > 0) this.#print(`${known} of ${this.runs} runs are done already`);
  }

  startRun(_: SweepRun, isAgain: boolean): void {
    if (isAgain) this.#print('the best model was not kept: training it again');
    this.#bar?.start(1, 0, { run: this.#count(isAgain ? 0 : 1), value_epoch: '', loss: '' });
  }

  step(event: TrainingEvent): void {
    if (event.type === 'start') this.#epochs = event.epochs;
    if (event.type !== 'step') return;
    this.#bar?.update((event.epoch - 1 + event.batch / event.batches) / this.#epochs, {
      value_epoch: `${event.epoch}/${this.#epochs}`,
      loss: event.loss.toFixed(3),
    });
  }

  endRun({ combination, seed }: SweepRun, record: RunRecord): void {
    this.stop();
    this.#done = Math.min(this.#done + 1, this.runs);
    const what = [formatCombination(combination), `seed ${seed}`].filter((part) => part !== '').join(', ');
    const result = isFinished(record)
      ? `${formatPercent(record.score)} in ${formatDuration(record.seconds)}`
      : record.diverged;
    this.#print(`run ${this.#count(0)}: ${what}: ${result}`);
  }

  /** Takes the bar away. */
  stop(): void {
    this.#bar?.stop();
  }

  /** Runs that are done. */
  get done(): number {
    return this.#done;
  }

  #count(more: number): string {
    return `${this.#done + more}/${this.runs}`;
  }

  #print(line: string): void {
    if (!this.isQuiet) this.io.stderr.write(`${line}\n`);
  }
}
