import type { NetworkParameters } from '@tagger/models';
import { evaluateSession } from './evaluate';
import type { TrainingRun } from './training-run';
import { type EpochResult, pickScores, selectionScore, type TrainingState } from './training-state';

/** Scores the epoch, keeps its parameters if they are the best, and goes on to the next. */
export async function finishEpoch(run: TrainingRun): Promise<void> {
  const { session, data, state, options } = run;
  const { dev, onEvent = () => {} } = options;
  const parameters = await chooseParameters(run);
  const metrics = dev && (await evaluateSession(session, run.preparer, dev.sentences, data));
  const scores = metrics && pickScores(metrics);
  const bestScore = state.history.find(({ epoch }) => epoch === state.best?.epoch)?.dev;
  const isBest = !scores || !bestScore || selectionScore(scores) > selectionScore(bestScore);
  const { epoch } = state;
  if (isBest) state.best = { epoch, parameters: copyParameters(parameters) };
  // Training goes on from where it was, not from the mean.
  if (parameters === state.average?.parameters) await session.writeParameters(state.parameters);
  const result: EpochResult = {
    epoch,
    loss: state.lossSum / data.train.length,
    ...(scores ? { dev: scores } : {}),
  };
  state.history = [...state.history, result];
  state.epoch++;
  state.batch = 0;
  state.lossSum = 0;
  onEvent({ type: 'epoch', ...result, isBest });
}

/** The session's parameters, or in the last epochs the mean of all of these, which the session then has. */
async function chooseParameters({
  session,
  settings,
  state,
}: TrainingRun): Promise<NetworkParameters<Float32Array>> {
  const now = await session.readParameters();
  if (state.epoch <= settings.epochs - settings.averageEpochs) return now;
  state.parameters = copyParameters(now);
  state.average = addToMean(state.average, now);
  await session.writeParameters(copyParameters(state.average.parameters));
  return state.average.parameters;
}

/** The mean of one more. */
function addToMean(
  mean: TrainingState['average'],
  parameters: NetworkParameters<Float32Array>,
): NonNullable<TrainingState['average']> {
  if (!mean) return { epochs: 1, parameters: copyParameters(parameters) };
  const epochs = mean.epochs + 1;
  const blended = Object.entries(parameters).map(([name, values]) => {
    const old = mean.parameters[name]!;
    return [name, values.map((value, index) => old[index]! + (value - old[index]!) / epochs)];
  });
  return { epochs, parameters: Object.fromEntries(blended) as NetworkParameters<Float32Array> };
}

function copyParameters(parameters: NetworkParameters<Float32Array>): NetworkParameters<Float32Array> {
  const entries = Object.entries(parameters).map(([name, values]) => [name, values.slice()]);
  return Object.fromEntries(entries) as NetworkParameters<Float32Array>;
}
