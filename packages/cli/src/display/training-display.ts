import type { EpochEvent, RehearsalEvent, StartEvent, StepEvent, TrainingEvent } from '@tagger/trainer';
import { selectionScore } from '@tagger/trainer/internal';
import type { SingleBar } from 'cli-progress';
import type { Io } from '../io/io';
import { createBar } from './bar';
import { formatCount, formatDuration, formatPercent } from './format';

const columns = { epoch: 7, loss: 10, accuracy: 14, speed: 12 };

/**
 * Shows a training run: a bar while an epoch runs, and a line for each that is done. Where there is no terminal, the
 * lines alone.
 */
export class TrainingDisplay {
  readonly #bar: SingleBar | undefined;
  #start: StartEvent | undefined;
  /** Of the run, for the time that is left, and of the epoch, for its speed. */
  #runStart = { time: 0, tokens: 0 };
  #epochStart: { readonly time: number; readonly tokens: number } | undefined;
  #lastStep: StepEvent | undefined;
  #stepEnd = 0;
  /** Tokens and seconds of all training steps. */
  #trained = { tokens: 0, seconds: 0 };

  /** @param notes lines that come first @param isQuiet shows nothing, and still measures */
  constructor(
    private readonly io: Io,
    private readonly notes: readonly string[] = [],
    private readonly isQuiet = false,
  ) {
    if (isQuiet) return;
    this.#bar = createBar(
      io,
      'epoch {value_epoch} {bar} {percentage}% | {speed} tokens/s | loss {loss} | {left} left',
    );
  }

  handle(event: TrainingEvent): void {
    if (event.type === 'rehearsal') this.#showRehearsal(event);
    else if (event.type === 'start') this.#showStart(event);
    else if (event.type === 'step') this.#showStep(event);
    else this.#showEpoch(event);
  }

  /** Tokens per second over all training steps so far. */
  get tokensPerSecond(): number {
    return this.#trained.seconds > 0 ? this.#trained.tokens / this.#trained.seconds : 0;
  }

  /** Takes the bar away. */
  stop(): void {
    this.#bar?.stop();
  }

  #showRehearsal({ sentences, missingTags }: RehearsalEvent): void {
    this.#print(`rehearsing ${formatCount(sentences)} sentences of the earlier corpus in each epoch`);
    if (missingTags.length > 0)
      this.#print(`which lacks ${missingTags.slice(0, 5).join(', ')}: a word with O there may have them`);
  }

  #showStart(event: StartEvent): void {
    this.#start = event;
    for (const note of this.notes) this.#print(note);
    const { sentences, tokens, vocabularySize, parameterCount, engine, resumedFrom } = event;
    this.#print(
      `${formatCount(sentences)} sentences, ${formatCount(tokens)} tokens, ${listTagCounts(event)}`,
    );
    this.#print(
      `${formatCount(vocabularySize)} words in the vocabulary, ${formatCount(parameterCount)} parameters`,
    );
    this.#print(engine);
    if (resumedFrom.length > 0) this.#print(`resumed after epoch ${resumedFrom.length}`);
    const { epoch, loss, accuracy, speed } = columns;
    const score = event.otherTagCounts ? 'dev mean' : event.marksSpans ? 'dev span F1' : 'dev accuracy';
    const head = ['epoch'.padEnd(epoch), 'loss'.padStart(loss), score.padStart(accuracy)];
    this.#print(`\n${head.join('')}${'tokens/s'.padStart(speed)}`);
    this.#runStart.time = this.io.now();
  }

  #showStep(event: StepEvent): void {
    const now = this.io.now();
    const before = event.epochTokens - event.tokens;
    const total = this.#start!.tokens * this.#start!.epochs;
    if (!this.#lastStep) this.#runStart.tokens = (event.epoch - 1) * this.#start!.tokens + before;
    if (!this.#epochStart) {
      this.#epochStart = { time: this.#lastStep ? this.#stepEnd : this.#runStart.time, tokens: before };
      this.#bar?.start(event.batches, event.batch, { value_epoch: '', speed: '', loss: '', left: '' });
    }
    this.#lastStep = event;
    this.#stepEnd = now;
    const done = (event.epoch - 1) * this.#start!.tokens + event.epochTokens;
    const secondsPerToken = (now - this.#runStart.time) / 1000 / (done - this.#runStart.tokens);
    this.#bar?.update(event.batch, {
      value_epoch: `${event.epoch}/${this.#start!.epochs}`,
      speed: formatCount(this.#epochSpeed()),
      loss: event.loss.toFixed(3),
      left: formatDuration(Math.max(total - done, 0) * secondsPerToken),
    });
  }

  #showEpoch({ epoch, loss, dev, isBest }: EpochEvent): void {
    this.stop();
    // A resumed run may have an epoch of which only the scoring was left to do.
    if (this.#epochStart) {
      this.#trained.tokens += this.#lastStep!.epochTokens - this.#epochStart.tokens;
      this.#trained.seconds += (this.#stepEnd - this.#epochStart.time) / 1000;
    }
    const cells = [
      String(epoch).padEnd(columns.epoch),
      loss.toFixed(4).padStart(columns.loss),
      formatPercent(dev && selectionScore(dev)).padStart(columns.accuracy),
      (this.#epochStart ? formatCount(this.#epochSpeed()) : '-').padStart(columns.speed),
      dev && isBest ? '  best' : '',
    ];
    this.#print(cells.join(''));
    this.#epochStart = undefined;
    // Scoring the dev corpus is not part of the next epoch.
    this.#stepEnd = this.io.now();
  }

  #epochSpeed(): number {
    const { time, tokens } = this.#epochStart!;
    return ((this.#lastStep!.epochTokens - tokens) / (this.#stepEnd - time)) * 1000;
  }

  #print(line: string): void {
    if (!this.isQuiet) this.io.stderr.write(`${line}\n`);
  }
}

/** `17 tags`, and of several columns `17 tags, 49 of xpos, 623 of lemma` */
function listTagCounts({ tagCount, otherTagCounts, auxiliaryTagCounts }: StartEvent): string {
  const others = Object.entries({ ...otherTagCounts, ...auxiliaryTagCounts }).map(
    ([name, count]) => `${count} of ${name}`,
  );
  return [`${tagCount} tags`, ...others].join(', ');
}
