import { DeviceError } from '../errors';
import { firstLine } from '../runtime/first-line';
import { CallSlots } from './call-slots';
import type { Connection } from './connection';
import { listBuffers } from './list-buffers';
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

/** A call until the worker has answered it. */
interface PendingCall {
  /** Whether nobody waits for the answer any more. */
  isOver: boolean;
  /** How many calls of the message that it was sent in are not answered, if it is a short one. */
  batch: { left: number } | undefined;
  resolve(answer: never): void;
  reject(reason: unknown): void;
}

/** Messages of short calls that a worker has, at most: the second is there when it is done with the first, if it has so many calls. */
const batchesAtOnce = 2;
const callsOfSecond = 8;

/** What a worker is started with. */
export interface ThreadOptions {
  readonly model: SharedModel;
  readonly lowPriority: boolean;
  /** Called if the worker ends by itself. */
  readonly onDeath: () => void;
}

/** A worker that has a model and takes calls. */
export class PoolThread {
  readonly #calls = new CallSlots<PendingCall>();
  /** Calls that somebody waits for. */
  #waiting = 0;
  #end: DeviceError | undefined;

  /** What runs the model there. */
  runtimeName = '';

  readonly #outbox: Outbox<CallMessage>;
  /** Short calls. Those that come while the worker has enough to do wait, to be sent and computed together. */
  readonly #shortOutbox: Outbox<CallRequest>;
  /** Messages of short calls that are not answered. */
  #batches = 0;

  private constructor(private readonly connection: Connection) {
    this.#outbox = new Outbox((calls) => post(connection, { calls }, calls.flatMap(listCallBuffers)));
    this.#shortOutbox = new Outbox(
      (calls) => this.#postShort(calls),
      (count) => this.#batches < (count < callsOfSecond ? 1 : batchesAtOnce),
    );
  }

  /** @throws DeviceError if the worker cannot be started */
  static async start(
    connection: Connection,
    { model, lowPriority, onDeath }: ThreadOptions,
  ): Promise<PoolThread> {
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
      post(connection, { start: model, lowPriority });
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
      const settle = (finish: () => void) => {
        if (call.isOver) return;
        call.isOver = true;
        signal?.removeEventListener('abort', abort);
        this.#waiting--;
        if (this.#waiting === 0) this.connection.hold(false);
        finish();
      };
      const abort = () => {
        if (!isShort) this.#outbox.add({ cancel: id });
        settle(() => reject(signal!.reason));
      };
      const call: PendingCall = {
        isOver: false,
        batch: undefined,
        resolve: (answer) => settle(() => resolve(answer)),
        reject: (reason) => settle(() => reject(reason)),
      };
      const id = this.#calls.add(call);
      signal?.addEventListener('abort', abort);
      if (this.#waiting === 0) this.connection.hold(true);
      this.#waiting++;
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
    const batch = { left: 0 };
    const own = calls.filter(({ id }) => {
      const call = this.#calls.find(id)!;
      if (call.isOver) this.#calls.free(id);
      else call.batch = batch;
      return !call.isOver;
    });
    if (own.length === 0) return;
    batch.left = own.length;
    this.#batches++;
    post(this.connection, { calls: own });
  }

  #takeAnswers(answers: readonly AnswerMessage[]): void {
    // The worker has its next calls while these answers are handed on.
    for (const { id } of answers) {
      const batch = this.#calls.find(id)?.batch;
      if (batch && --batch.left === 0) this.#batches--;
    }
    this.#shortOutbox.flush();
    for (const answer of answers) this.#answer(answer);
  }

  #answer(message: AnswerMessage): void {
    const call = this.#calls.find(message.id);
    if (!call) return;
    this.#calls.free(message.id);
    if ('error' in message) call.reject(unpackError(message.error));
    else call.resolve(message.answer as never);
  }

  /** @returns whether it was alive */
  #die(reason: string): boolean {
    if (this.#end) return false;
    this.#end = new DeviceError(`a worker has ended: ${firstLine(reason)}`, {
      hint: 'call again: another takes its place',
    });
    for (const call of this.#calls.list()) call.reject(this.#end);
    void this.connection.end();
    return true;
  }
}

function post(connection: Connection, message: ToWorker, buffers: readonly ArrayBuffer[] = []): void {
  connection.post(message, buffers);
}

function listCallBuffers(message: CallMessage): ArrayBuffer[] {
  return 'call' in message && 'pieces' in message.call ? listBuffers(message.call.pieces) : [];
}
