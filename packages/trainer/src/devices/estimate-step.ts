import type { TrainingSettings } from '../settings/settings';

/** Words of a usual sentence. */
const sentenceLength = 20;
/** What a core does in a second: ONNX Runtime in training steps (docs/results.md). */
const coreOperations = 50e9;
/** What a card does in a second, at least: that of a small laptop. */
const cardOperations = 0.5e12;
/** Seconds that a card takes to begin a kernel, and a step of a loop, in addition to reading the weights. */
const [kernelStart, loopStep] = [10e-6, 3e-6];
/** Bytes of weights that a workgroup reads in a second. */
const weightBytes = 150e9;

/** Seconds of a training step, about. The cards that were measured, an H100 and an H200, take less: the numbers are of small ones. */
export interface StepEstimate {
  readonly cpu: number;
  readonly card: number;
}

/** Reckons what a step of `WgslEngine` takes, and one on the CPU. */
export function estimateStep(settings: TrainingSettings, threads: number): StepEstimate {
  const {
    model,
    hiddenSize: H,
    layers,
    embeddingSize,
    batchSize,
    batchTokens,
    crf,
    characterSize,
  } = settings;
  const directions = model.startsWith('bi') ? 2 : 1;
  const gates = model.endsWith('lstm') ? 4 : model.endsWith('gru') ? 3 : 1;
  const below = embeddingSize + (layers - 1) * directions * H;
  const weights = directions * gates * H * (below + layers * H);
  const tokens = Math.min(batchSize * sentenceLength, batchTokens);
  // A product forwards and two backwards, each a multiplication and an addition for each weight and word.
  const operations = 6 * weights * tokens;
  const loops = 2 * directions * (layers + (characterSize > 0 ? 1 : 0));
  const kernels = 15 + 7 * loops + (crf ? 28 : 0);
  const step = loopStep + (4 * gates * H * H) / weightBytes;
  return {
    // In such small products, four cores are about twice as fast as one.
    cpu: operations / (coreOperations * Math.sqrt(threads)),
    card: kernels * kernelStart + loops * sentenceLength * step + operations / cardOperations,
  };
}
