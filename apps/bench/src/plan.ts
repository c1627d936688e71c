import { join } from 'node:path';
import { type BenchModel, benchModels } from './accuracy/models';
import { trainModel } from './accuracy/train-model';
import type { BenchCorpus } from './corpora';
import { listPrograms, measureEpoch } from './epoch-time/measure-epochs';
import { measureGradients } from './gradients/measure-gradients';
import { listPeers } from './peers/list-peers';
import { runPeers } from './peers/run-peers';
import { runTagger } from './run-tagger';
import type { Task } from './tasks/run-tasks';

/** What a run of the bench measures. */
export interface Plan {
  readonly corpus: BenchCorpus;
  readonly trainingTokens: number;
  readonly trainingSentences: number;
  readonly seeds: readonly number[];
  readonly epochs: number;
  /** Folder of results and models. */
  readonly output: string;
  /** File of word vectors of raw text; learnt if it is not given. */
  readonly vectors?: string | undefined;
  /** Whether it is a try on a small corpus. */
  readonly isQuick: boolean;
  /** The same protocol in PyTorch. */
  readonly torch?: string | undefined;
}

/** Words of raw text that skip-gram takes in the time of one training token of an LSTM, roughly. */
const wordsPerToken = 10;

/** The vectors of far more text than the training set: `tagger embed`, repeatable on one thread. */
export function planVectors({ corpus, output, vectors }: Plan): Task[] {
  if (vectors || !corpus.rawText) return [];
  const file = vectorsFile({ output, vectors });
  const rawText = corpus.rawText;
  return [
    {
      id: 'vectors',
      title: 'word vectors of raw text',
      cost: (6 * 18e6) / wordsPerToken,
      run: () => runTagger(['embed', rawText, corpus.train, '--tokenize', '-o', file, '--quiet']),
    },
  ];
}

/** A model that needs vectors of raw text is left out where there are none. */
function listModels({ corpus, vectors }: Plan): BenchModel[] {
  const hasVectors = vectors !== undefined || corpus.rawText !== undefined;
  return benchModels.filter((model) => model.vectors !== 'raw text' || hasVectors);
}

/** Each model with each seed. */
export function planTrainings(plan: Plan): Task[] {
  const { corpus, seeds, epochs, trainingTokens } = plan;
  return seeds.flatMap((seed) =>
    listModels(plan).map((model) => ({
      id: `training ${model.name} ${seed}`,
      title: `${model.name}, seed ${seed}`,
      cost: trainingTokens * epochs * (model.cell === 'rnn' ? 0.5 : 1),
      run: () =>
        trainModel({
          model,
          seed,
          corpus,
          epochs,
          output: modelFile(plan, model, seed),
          vectors: vectorsFile(plan),
        }),
    })),
  );
}

/** One epoch on each engine and device. */
export function planEpochs({ corpus, trainingTokens, trainingSentences, torch }: Plan): Task[] {
  return listPrograms(corpus, trainingSentences, torch).map((program) => ({
    id: `epoch ${program.name}`,
    title: `one epoch: ${program.name}`,
    cost: 4 * trainingTokens,
    run: () => measureEpoch(program, trainingTokens),
  }));
}

function modelFile({ output }: Pick<Plan, 'output'>, { name }: BenchModel, seed: number): string {
  return join(output, `${name.toLowerCase()}-${seed}.onnx`);
}

function vectorsFile({ output, vectors }: Pick<Plan, 'output' | 'vectors'>): string {
  return vectors ?? join(output, 'vectors.bin');
}

/** How gradients vanish and explode. */
export function planGradients({ corpus, isQuick }: Plan): Task {
  return {
    id: 'gradients',
    title: 'vanishing and exploding gradients',
    cost: isQuick ? 6e4 : 9e5,
    run: () => measureGradients(corpus, isQuick),
  };
}

/** Other programs on the test set, beside models of ours. */
export function planPeers(plan: Plan): Task {
  const { corpus, trainingTokens, torch, seeds } = plan;
  const models = listModels(plan).map((model) => ({
    name: `Tagger ${model.name}`,
    file: modelFile(plan, model, seeds[0]!),
  }));
  return {
    id: 'peers',
    title: 'other programs',
    cost: trainingTokens * (torch ? 20 : 4),
    run: () => runPeers(listPeers({ train: corpus.train, test: corpus.test, models, torch })),
  };
}
