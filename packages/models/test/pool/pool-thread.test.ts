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
  const thread = await PoolThread.start(connection, {} as SharedModel, () => {});
  const answer = (...ids: number[]) =>
    receive({ answers: ids.map((id) => ({ id, answer: [`answer ${id}`] as never })) });
  const call = (isShort: boolean, signal?: AbortSignal) =>
    thread.call('spans', { sentences: [], output: 0 }, { isShort, signal });
  return { messages, answer, call };
}

it('sends short calls of a turn together, and those that come while the worker has two messages once one is answered', async () => {
  const { messages, answer, call } = await startThread();
  const calls = [call(true), call(true)];
  await turn();
  calls.push(call(true));
  await turn();
  calls.push(call(true));
  await turn();
  calls.push(call(true));
  await turn();
  expect(messages).toEqual([[0, 1], [2]]);
  answer(0);
  expect(messages).toHaveLength(2);
  answer(1);
  expect(messages.slice(2)).toEqual([[3, 4]]);
  answer(2, 3, 4);
  expect(await Promise.all(calls)).toEqual([0, 1, 2, 3, 4].map((id) => [`answer ${id}`]));
});

it('sends long calls at once, and cancels them alone', async () => {
  const { messages, answer, call } = await startThread();
  const controller = new AbortController();
  const [first, second] = [call(true), call(true)];
  await turn();
  const third = call(true);
  await turn();
  const short = call(true, controller.signal);
  const long = call(false, controller.signal);
  await turn();
  expect(messages).toEqual([[0, 1], [2], [4]]);
  controller.abort(new Error('left'));
  await expect(short).rejects.toThrow('left');
  await expect(long).rejects.toThrow('left');
  await turn();
  expect(messages.slice(3)).toEqual([['cancel 4']]);
  // Nobody waits for the short one any more: it is not sent.
  answer(0, 1, 2);
  await Promise.all([first, second, third]);
  await turn();
  expect(messages).toHaveLength(4);
});
