import * as v from 'valibot';
import { settingsSchema } from '../settings/settings';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const fromOne = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const finite = v.pipe(v.number(), v.finite());

const scoresSchema = v.strictObject({
  accuracy: finite,
  sentenceAccuracy: finite,
  macroF1: finite,
  unknownAccuracy: v.nullable(finite),
  loss: v.nullable(finite),
  spanF1: v.exactOptional(finite),
  columns: v.exactOptional(
    v.record(
      v.string(),
      v.strictObject({
        tokens: count,
        accuracy: finite,
        unknownAccuracy: v.nullable(finite),
        spanF1: v.exactOptional(finite),
        dictionaryAccuracy: v.exactOptional(finite),
      }),
    ),
  ),
});

const { batchTokens, accumulate } = settingsSchema.entries;

/** What a checkpoint has as JSON, beside its tensors. */
export const checkpointSchema = v.pipe(
  v.strictObject({
    identity: v.strictObject({
      // Most have to be those of the run, which are known to be in their ranges.
      settings: v.objectWithRest({ batchTokens, accumulate }, v.union([v.string(), v.number(), v.boolean()])),
      inputs: v.record(v.string(), v.string()),
    }),
    progress: v.strictObject({
      epoch: fromOne,
      batch: count,
      step: count,
      lossSum: finite,
      history: v.array(v.strictObject({ epoch: fromOne, loss: finite, dev: v.exactOptional(scoresSchema) })),
    }),
    bestEpoch: v.exactOptional(fromOne),
    averageEpochs: v.exactOptional(fromOne),
  }),
  v.check(({ progress: { epoch, batch, step, history } }) => {
    const isNew = step === 0 && (epoch > 1 || batch > 0);
    return history.length === epoch - 1 && history.every((each, index) => each.epoch === index + 1) && !isNew;
  }, 'each epoch that is done has its result'),
  v.check(
    // The first epoch that is done is the best until another is.
    ({ progress: { epoch }, bestEpoch = 0 }) => bestEpoch < epoch && (epoch === 1 || bestEpoch > 0),
    'the best epoch is one of those that are done',
  ),
  v.check(
    ({ progress: { epoch }, averageEpochs = 0 }) => averageEpochs < epoch,
    'the average is over epochs that are done',
  ),
);

export type SavedCheckpoint = v.InferOutput<typeof checkpointSchema>;
