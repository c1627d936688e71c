import type { Redis } from 'ioredis';
import { nameModels, nameTagQueue } from './queue-names';

/** A model for which chunks wait. */
export interface WaitingModel {
  readonly name: string;
  readonly sha256: string;
  readonly chunks: number;
}

/** The models other than one's own for which chunks wait. */
export async function findOtherModels(client: Redis, prefix: string, own: string): Promise<WaitingModel[]> {
  const models = Object.entries(await client.hgetall(nameModels(prefix)));
  const others = models.filter(([sha256]) => sha256 !== own);
  const waiting = await Promise.all(
    others.map(async ([sha256, name]) => {
      const { name: queue } = nameTagQueue(prefix, sha256);
      return { name, sha256, chunks: await client.llen(`${prefix}:${queue}:wait`) };
    }),
  );
  return waiting.filter(({ chunks }) => chunks > 0);
}
