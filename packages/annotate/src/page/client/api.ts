import type { TaskAnswer } from '../../http/create-annotation-app';
import type { AnswerRequest } from '../../http/schemas';

/** What the server answers, after JSON. */
export type { TaskAnswer };
export type Task = NonNullable<TaskAnswer['task']>;
export type Progress = TaskAnswer['progress'];

/** Asks the server of the page. @throws Error with one line for people */
export class Api {
  /** The key at the end of the page's address, if the server needs one. */
  readonly #key = new URLSearchParams(location.hash.slice(1)).get('key');

  /** The next text, or the one that was answered before another. */
  task(before?: string): Promise<TaskAnswer> {
    return this.#ask(`v1/task${before === undefined ? '' : `?before=${encodeURIComponent(before)}`}`);
  }

  answer(body: AnswerRequest): Promise<TaskAnswer> {
    return this.#ask('v1/answers', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  progress(): Promise<Progress> {
    return this.#ask('v1/progress');
  }

  async #ask<Answer>(path: string, options: RequestInit = {}): Promise<Answer> {
    const headers = { ...options.headers, ...(this.#key && { authorization: `Bearer ${this.#key}` }) };
    const response = await fetch(path, { ...options, headers }).catch(() => {
      throw new Error('the server cannot be reached; the answer was not saved');
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer as Answer;
    throw new Error(answer.error?.message ?? `the server answered with ${response.status}`);
  }
}
