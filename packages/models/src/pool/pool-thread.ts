import { DeviceError } from '../errors';
import { firstLine } from '../runtime/first-line';
import type { Connection } from './connection';
import type {
  AnswerMessage,
  CallMessage,
  CallRequest,
  FromWorker,
  PoolCalls,
  SharedModel,
  ToWorker,
} from './messages';
import { Outbox } from './outbox';
import { unpackError } from './pack-error';

type Kind = keyof PoolCalls;

interface PendingCall {
  resolve(answer: never): void;
  reject(reason: unknown): void;
}

/** Messages of short calls that a worker has, at most: the second is there when it is done with the first, if it has so many calls. */
const batchesAtOnce = 2;
const callsOfSecond = 8;

/** A worker that has a model and takes calls. */
export class PoolThread {
  readonly #pending = new Map<number, PendingCall>();
  #nextId = 0;
  #end: DeviceError | undefined;

  /** What runs the model there. */
  runtimeName = '';

  readonly #outbox: Outbox<CallMessage>;
  /** Short calls. Those that come while the worker has enough to do wait, to be sent and computed together. */
  readonly #shortOutbox: Outbox<CallRequest>;
  /** How many short calls the worker has of each message that is not answered. */
  readonly #batches = new Set<{ left: number }>();
  /** Their messages, by their ids. */
  readonly #batchOf = new Map<number, { left: number }>();

  private constructor(private readonly connection: Connection) {
    this.#outbox = new Outbox((calls) => post(connection, { calls }));
    this.#shortOutbox = new Outbox(
      (calls) => this.#postShort(calls),
      (count) => this.#batches.size < (count < callsOfSecond ? 1 : batchesAtOnce),
    );
  }

  /**
   * @param onDeath called if the worker ends by itself
   * @throws DeviceError if the worker cannot be started
   */
  static async start(connection: Connection, model: SharedModel, onDeath: () => void): Promise<PoolThread> {
    const thread = new PoolThread(connection);
    let isReady = false;
    thread.runtimeName = await new Promise<string>((resolve, reject) => {
      connection.listen(
        (message: FromWorker) => {
          if ('ready' in message) resolve(message.ready);
          else if ('failed' in message) reject(unpackError(message.failed));
          else thread.#takeAnswers(message.answers);
        },
        (reason) => {
          reject(new DeviceError(`a worker cannot be started: ${firstLine(reason)}`));
          if (thread.#die(reason) && isReady) onDeath();
        },
      );
      post(connection, { start: model });
    }).catch(async (error) => {
      await connection.end();
      throw error;
    });
    isReady = true;
    connection.hold(false);
    return thread;
  }

  /**
   * @param isShort whether the call takes so little time that it is sent together with others, and not worth being cancelled
   * @throws DeviceError if the worker ends before it has answered; the reason of the signal once that is aborted
   */
  call<Own extends Kind>(
    kind: Own,
    request: PoolCalls[Own]['request'],
    {
      signal,
      isShort = false,
    }: { readonly signal?: AbortSignal | undefined; readonly isShort?: boolean } = {},
  ): Promise<PoolCalls[Own]['answer']> {
    return new Promise((resolve, reject) => {
      if (this.#end) return reject(this.#end);
      if (signal?.aborted) return reject(signal.reason);
      const id = this.#nextId++;
      const settle = (finish: () => void) => {
        signal?.removeEventListener('abort', abort);
        this.#pending.delete(id);
        if (this.#pending.size === 0) this.connection.hold(false);
        finish();
      };
      const abort = () => {
        if (!isShort) this.#outbox.add({ cancel: id });
        settle(() => reject(signal!.reason));
      };
      signal?.addEventListener('abort', abort);
      this.#pending.set(id, {
        resolve: (answer) => settle(() => resolve(answer)),
        reject: (reason) => settle(() => reject(reason)),
      });
      this.connection.hold(true);
      const message = { id, call: { kind, ...request } as never, isShort };
      if (isShort) this.#shortOutbox.add(message);
      else this.#outbox.add(message);
    });
  }

  end(): Promise<void> {
    this.#end ??= new DeviceError('the pool has ended');
    return this.connection.end();
  }

  /** Sends short calls for which somebody still waits. */
  #postShort(calls: readonly CallRequest[]): void {
    const own = calls.filter(({ id }) => this.#pending.has(id));
    if (own.length === 0) return;
    const batch = { left: own.length };
    this.#batches.add(batch);
    for (const { id } of own) this.#batchOf.set(id, batch);
    post(this.connection, { calls: own });
  }

  #takeAnswers(answers: readonly AnswerMessage[]): void {
    // The worker has its next calls while these answers are handed on.
    for (const { id } of answers) {
      const batch = this.#batchOf.get(id);
      if (!batch) continue;
      this.#batchOf.delete(id);
      if (--batch.left === 0) this.#batches.delete(batch);
    }
    this.#shortOutbox.flush();
    for (const answer of answers) this.#answer(answer);
  }

  #answer(message: AnswerMessage): void {
    const call = this.#pending.get(message.id);
    if ('error' in message) call?.reject(unpackError(message.error));
    else call?.resolve(message.answer as never);
  }

  /** @returns whether it was alive */
  #die(reason: string): boolean {
    if (this.#end) return false;
    this.#end = new DeviceError(`a worker has ended: ${firstLine(reason)}`, {
      hint: 'call again: another takes its place',
    });
    for (const { reject } of [...this.#pending.values()]) reject(this.#end);
    void this.connection.end();
    return true;
  }
}

function post(connection: Connection, message: ToWorker): void {
  connection.post(message);
}
