import { presetNames } from '@tagger/trainer';
import { findGraphicsCard } from '@tagger/trainer/internal';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { findCorpus, readSentences } from '../corpora';
import { growBatches, nameSize, type SizedMeasure } from '../epoch-time/grow-batches';
import { type BatchSize, trainEpoch } from '../epoch-time/run-program';
import { recordSteps } from '../gpu/record-steps';
import { describeMachine } from '../machine';
import { reasonOf } from '../reason-of';

interface GpuOptions {
  readonly onlyRecord?: boolean;
  readonly data?: string;
  readonly sentences?: string;
  readonly batchTokens?: string;
  readonly devices: string;
}

/** Engines on a device, by what `train-epochs` calls them. */
const programs: Readonly<Record<string, readonly { readonly name: string; readonly flags: object }[]>> = {
  cpu: [{ name: 'ONNX Runtime, cpu', flags: { device: 'cpu', threads: 1 } }],
  cuda: [
    { name: 'ONNX Runtime, cuda', flags: { device: 'cuda' } },
    { name: 'TensorFlow.js, cuda', flags: { engine: 'tensorflow' } },
  ],
  webgpu: [
    { name: 'kernels in WGSL', flags: { engine: 'wgsl' } },
    { name: 'ONNX Runtime, webgpu', flags: { device: 'webgpu' } },
    { name: 'TensorFlow.js, webgpu', flags: { engine: 'webgpu' } },
  ],
};

export function addGpuCommand(program: Command): void {
  program
    .command('gpu')
    .description('an epoch on the graphics card beside the CPU, at growing batches')
    .option('--data <folder>', 'folder with ewt/; by default $TAGGER_DATA')
    .option('--devices <list>', 'what to measure, beside the CPU', 'cuda,webgpu')
    .option('--only-record', 'only the kernels of a step, and the time to record them, which needs no card')
    .option('--sentences <n>', 'so many sentences of the corpus alone, to see it work')
    .option('--batch-tokens <list>', 'words in a batch, growing; by default until it is no faster')
    .action(measureCards);
}

async function measureCards(options: GpuOptions): Promise<void> {
  const { data, sentences, batchTokens, devices, onlyRecord } = options;
  const corpus = findCorpus(data ?? process.env.TAGGER_DATA);
  await showRecording(corpus.train);
  if (onlyRecord) return;
  const { processor } = await describeMachine();
  const card = await findGraphicsCard().then(
    ({ name, isSoftware }) => `${name}${isSoftware ? ' (software, no card)' : ''}`,
    reasonOf,
  );
  const part = sentences === undefined ? {} : { sentences: Number(sentences) };
  const log = (line: string) => console.error(line);
  log(`${corpus.name}${sentences ? `, ${sentences} sentences` : ''}; ${processor}; WebGPU: ${card}`);

  const notMeasured: string[] = [];
  const head = ['engine and device', 'batch', 'minutes', 'tokens/s', "of the CPU's best"];
  const table = new Table({ head, style: { head: [], border: [] } });
  let cpuSpeed = 0;
  for (const { name, flags } of ['cpu', ...devices.split(',')].flatMap((device) => programs[device] ?? [])) {
    // The second epoch: in the first one a card's programs are compiled.
    const create = (size: BatchSize) =>
      trainEpoch(name, { model: 'lstm', train: corpus.train, epochs: 2, ...flags, ...part, ...size });
    try {
      const sizes = batchTokens?.split(',').map(Number);
      const measures = await growBatches(create, sizes);
      cpuSpeed ||= Math.max(...measures.map(({ measure }) => measure.tokens_per_second));
      table.push(...measures.map((measure) => describe(name, measure, cpuSpeed)));
    } catch (error) {
      notMeasured.push(`${name}: not measured: ${reasonOf(error)}`);
    }
    log(`${name}: done`);
  }
  console.log([table.toString(), ...notMeasured].join('\n'));
}

/** A step of each preset on Dawn's null backend, which computes nothing. */
async function showRecording(train: string): Promise<void> {
  const sentences = await readSentences(train);
  const table = new Table({
    head: ['network', 'kernels a step', 'ms to record and submit them: median', 'least'],
    style: { head: [], border: [] },
  });
  try {
    for (const preset of presetNames) {
      const { kernels, median, least } = await recordSteps(preset, sentences);
      table.push([preset, kernels, median.toFixed(2), least.toFixed(2)]);
    }
    console.log(table.toString());
  } catch (error) {
    console.log(`recording: not measured: ${reasonOf(error)}`);
  }
}

function describe(name: string, { size, measure }: SizedMeasure, cpuSpeed: number): (string | number)[] {
  const { seconds, tokens_per_second: speed } = measure;
  const minutes = (seconds / 60).toFixed(seconds < 6 ? 4 : 2);
  return [name, nameSize(size), minutes, speed.toLocaleString('en'), (speed / cpuSpeed).toPrecision(2)];
}
