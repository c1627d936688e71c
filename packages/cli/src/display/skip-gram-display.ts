import type { SkipGramProgress } from '@tagger/embeddings/node';
import type { SingleBar } from 'cli-progress';
import type { Io } from '../io/io';
import { createBar } from './bar';
import { formatCount, formatDuration } from './format';

/** Shows how word vectors are learnt: a bar while words are counted, and one while vectors are trained. */
export class SkipGramDisplay {
  #bar: SingleBar | undefined;
  #phase: SkipGramProgress['phase'] | undefined;
  #started = 0;
  #speed = 0;

  constructor(
    private readonly io: Io,
    private readonly isQuiet: boolean,
  ) {}

  handle(progress: SkipGramProgress): void {
    const now = this.io.now();
    if (progress.phase !== this.#phase) {
      this.#phase = progress.phase;
      this.#started = now;
      this.#startBar(progress);
    }
    if (progress.phase === 'count')
      this.#bar?.update(progress.share ?? 0, { words: formatCount(progress.words) });
    else {
      const seconds = (now - this.#started) / 1000;
      this.#speed = seconds > 0 ? progress.words / seconds : 0;
      this.#bar?.update(progress.words / progress.totalWords, {
        value_epoch: progress.epoch,
        speed: formatCount(this.#speed),
        loss: progress.loss.toFixed(3),
        left: formatDuration(this.#speed > 0 ? (progress.totalWords - progress.words) / this.#speed : 0),
      });
    }
  }

  /** Words per second of training. */
  get wordsPerSecond(): number {
    return this.#speed;
  }

  /** Takes the bar away. */
  stop(): void {
    this.#bar?.stop();
  }

  #startBar({ phase }: SkipGramProgress): void {
    this.stop();
    if (this.isQuiet) return;
    const format =
      phase === 'count'
        ? 'counting words {bar} {percentage}% | {words} words'
        : 'skip-gram epoch {value_epoch} {bar} {percentage}% | {speed} words/s | loss {loss} | {left} left';
    this.#bar = createBar(this.io, format);
    this.#bar?.start(1, 0, { words: '', value_epoch: 1, speed: '', loss: '', left: '' });
  }
}
