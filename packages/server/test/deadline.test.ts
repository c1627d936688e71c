import { EventEmitter } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import { Deadline } from '../src/limits/deadline';

/** A request that has come, and its answer, which has not begun. */
function startDeadline(milliseconds: number) {
  const raw = Object.assign(new EventEmitter(), { headersSent: false, writableEnded: false });
  const request = { raw: { complete: true } } as FastifyRequest;
  return { raw, deadline: new Deadline(request, { raw } as never as FastifyReply, milliseconds) };
}

const never = new Promise<void>(() => {});

it('ends what is waited for without a signal when the time is over, and a signal that is asked for later', async () => {
  const { deadline } = startDeadline(1);
  await expect(deadline.guard(never)).rejects.toMatchObject({ code: 'timeout' });
  expect(deadline.signal.aborted).toBe(true);
  await expect(deadline.guard(never)).rejects.toMatchObject({ code: 'timeout' });
});

it('ends both when the connection is closed before the answer', async () => {
  const { deadline, raw } = startDeadline(60_000);
  const { signal } = deadline;
  const waiting = deadline.guard(never);
  raw.emit('close');
  await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
  expect(signal.reason).toMatchObject({ code: 'aborted' });
});
