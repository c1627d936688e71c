import { stoppingError } from '../limits/admission';
import type { Piece } from '../writing/write-json';

/** The answer to a line. */
export type LineAnswer = Iterable<Piece> | AsyncIterable<Piece>;

/** How a stream of lines is answered. */
export interface LineOptions {
  /** Answers a line. Never rejects. */
  readonly answer: (line: string) => Promise<LineAnswer>;
  /** The last line of the answer if lines can no longer be read. */
  readonly fail: (error: unknown) => string;
  /** Lines that are computed at the same time, at most, and their characters: no more are read before the first of them is answered. */
  readonly window: { readonly lines: number; readonly characters: number };
  /** Once it is aborted, no more lines are read. */
  readonly stopping: AbortSignal;
}

type Event = { readonly line: IteratorResult<string> } | { readonly failure: unknown } | 'answered';

/** Answers lines in their order, each as soon as it and those before it are ready. */
export async function* answerLines(
  lines: AsyncIterator<string>,
  { answer, fail, window, stopping }: LineOptions,
): AsyncGenerator<Piece> {
  const pending: { readonly answer: Promise<LineAnswer>; readonly length: number }[] = [];
  let characters = 0;
  const stopped = new Promise<Event>((resolve) => {
    const stop = () => resolve({ failure: stoppingError });
    if (stopping.aborted) stop();
    else stopping.addEventListener('abort', stop, { once: true });
  });
  const read = (): Promise<Event> =>
    lines.next().then(
      (line) => ({ line }),
      (failure: unknown) => ({ failure }),
    );
  let next: Promise<Event> | undefined = read();
  let failure: { readonly failure: unknown } | undefined;
  while (next || pending.length > 0) {
    const hasRoom = pending.length < window.lines && characters < window.characters;
    const waiting: Promise<Event>[] = next && hasRoom ? [next, stopped] : [];
    if (pending.length > 0) waiting.unshift(pending[0]!.answer.then(() => 'answered'));
    const event = await Promise.race(waiting);
    if (event === 'answered') {
      const { answer, length } = pending.shift()!;
      characters -= length;
      yield* await answer;
    } else if ('failure' in event) {
      failure = event;
      next = undefined;
    } else if (event.line.done) next = undefined;
    else {
      const { value } = event.line;
      characters += value.length;
      pending.push({ answer: answer(value), length: value.length });
      next = read();
    }
  }
  if (failure) yield fail(failure.failure);
}
