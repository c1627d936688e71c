import type { Named } from '@tagger/models/internal';
import { evaluateSession } from '../evaluation/evaluate';
import { countDrawn } from '../further/rehearse';
import { copyParameters } from './copy-parameters';
import { checkDevLoss, checkValues } from './divergence';
import type { TrainingRun } from './training-run';
import { type EpochResult, pickScores, selectionScore, type TrainingState } from './training-state';

/**
 * Scores the epoch, keeps its parameters if they are the best, and goes on to the next. The state changes at the end, all
 * at once: if anything fails before, the epoch is one whose batches are done and which is not scored yet.
 *
 * @throws DivergenceError if a parameter, or the loss on dev, is no finite number
 */
export async function finishEpoch(run: TrainingRun) {
  const { session, data, state, options, settings, spans } = run;
  const { onEvent = () => {} } = options;
  const { dev } = data;
  const { epoch } = state;
  const trained = await session.readParameters();
  checkValues(trained, epoch);
  const average =
    epoch > settings.epochs - settings.averageEpochs ? addToMean(state.average, trained) : undefined;
  const score = async () => dev && (await evaluateSession(session, dev, run));
  // Training goes on from where it was, not from the mean.
  const scored = average?.parameters ?? trained;
  const constrained = spans.constrain(scored);
  const isOther = average !== undefined || Object.keys(constrained).length > 0;
  const metrics = await (isOther && dev ? session.scoreWith({ ...scored, ...constrained }, score) : score());
  if (metrics) checkDevLoss(metrics.loss, epoch);
  const scores = metrics && pickScores(metrics);
  const bestScore = state.history.find((result) => result.epoch === state.best?.epoch)?.dev;
  const isBest = !scores || !bestScore || selectionScore(scores) > selectionScore(bestScore);
  const result: EpochResult = {
    epoch,
    loss: state.lossSum / countDrawn(data.train),
    ...(scores ? { dev: scores } : {}),
  };
  if (isBest) state.best = { epoch, parameters: average?.parameters ?? copyParameters(trained) };
  if (average) state.average = average;
  state.history = [...state.history, result];
  state.epoch++;
  state.batch = 0;
  state.lossSum = 0;
  onEvent({ type: 'epoch', ...result, isBest });
}

/** The mean of one more; those that it is made of stay as they are. */
export function addToMean(
  mean: TrainingState['average'],
  parameters: Named<Float32Array>,
): NonNullable<TrainingState['average']> {
  if (!mean) return { epochs: 1, parameters: copyParameters(parameters) };
  const epochs = mean.epochs + 1;
  const blended = Object.entries(parameters).map(([name, values]) => {
    const old = mean.parameters[name]!;
    return [name, values.map((value, index) => old[index]! + (value - old[index]!) / epochs)];
  });
  return { epochs, parameters: Object.fromEntries(blended) };
}
