import { expect, it } from 'vitest';
import type { Connection } from '../../src/pool/connection';
import type { CallMessage, FromWorker, SharedModel, ToWorker } from '../../src/pool/messages';
import { PoolThread } from '../../src/pool/pool-thread';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A thread whose worker answers when it is told to, and the ids of the calls of each message that it got. */
async function startThread() {
  const messages: (number | string)[][] = [];
  let receive: (message: FromWorker) => void = () => {};
  const connection: Connection = {
    post(message) {
      if ('start' in (message as ToWorker)) receive({ ready: 'test' });
      else
        messages.push(
          (message as { calls: CallMessage[] }).calls.map((call) =>
            'cancel' in call ? `cancel ${call.cancel}` : call.id,
          ),
        );
    },
    listen(onMessage) {
      receive = onMessage as typeof receive;
    },
    async end() {},
    hold() {},
  };
  const thread = await PoolThread.start(connection, {
    model: {} as SharedModel,
    lowPriority: false,
    onDeath() {},
  });
  const answer = (...ids: number[]) =>
    receive({ answers: ids.map((id) => ({ id, answer: [`answer ${id}`] as never })) });
  const call = (isShort: boolean, signal?: AbortSignal) =>
    thread.call('spans', { sentences: [], output: 0 }, { isShort, signal });
  return { messages, answer, call };
}

/** The whole numbers from `first` up to `last`. */
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

it('sends short calls of a turn together, those that come meanwhile once there are eight, and all others after an answer', async () => {
  const { messages, answer, call } = await startThread();
  const calls = [call(true), call(true)];
  await turn();
  for (const _ of range(2, 8)) calls.push(call(true));
  await turn();
  expect(messages).toEqual([[0, 1]]);
  calls.push(call(true));
  await turn();
  expect(messages.slice(1)).toEqual([range(2, 9)]);
  for (const _ of range(10, 19)) calls.push(call(true));
  await turn();
  expect(messages).toHaveLength(2);
  answer(0);
  expect(messages).toHaveLength(2);
  answer(1);
  expect(messages.slice(2)).toEqual([range(10, 19)]);
  answer(...range(2, 19));
  expect(await Promise.all(calls)).toEqual(range(0, 19).map((id) => [`answer ${id}`]));
});

it('sends long calls at once, and cancels them alone', async () => {
  const { messages, answer, call } = await startThread();
  const controller = new AbortController();
  const first = call(true);
  await turn();
  const short = call(true, controller.signal);
  const long = call(false, controller.signal);
  await turn();
  expect(messages).toEqual([[0], [2]]);
  controller.abort(new Error('left'));
  await expect(short).rejects.toThrow('left');
  await expect(long).rejects.toThrow('left');
  await turn();
  expect(messages.slice(2)).toEqual([['cancel 2']]);
  // Nobody waits for the short one any more: it is not sent.
  answer(0);
  await first;
  await turn();
  expect(messages).toHaveLength(3);
});
