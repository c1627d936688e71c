import { DeviceError } from '@tagger/models';

/**
 * What the first candidate gives whose device works.
 * @throws DeviceError with what was tried, and why it does not work
 */
export async function firstThatWorks<Candidate, Result>(
  candidates: readonly Candidate[],
  create: (candidate: Candidate) => Promise<Result>,
  problem: string,
): Promise<Result> {
  const reasons: string[] = [];
  for (const candidate of candidates) {
    try {
      return await create(candidate);
    } catch (error) {
      if (!(error instanceof DeviceError) || candidates.length === 1) throw error;
      reasons.push(error.message);
    }
  }
  throw new DeviceError(`${problem}: ${reasons.join('; ')}`);
}
