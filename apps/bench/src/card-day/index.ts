import { parseArgs } from 'node:util';
import type { PresetName } from '@tagger/trainer';
import type { DayOptions } from './day-options';
import { runDay } from './run-day';
import { runPart } from './run-part';

/*
 * A day with a card: everything that is to be measured on one, by one command, on a machine that has neither packages nor a network.
 */
const { values } = parseArgs({
  options: {
    /** Folder with train.conllu. */
    corpus: { type: 'string' },
    /** Where results go. */
    output: { type: 'string', default: 'card-day-results' },
    /** That tags. */
    model: { type: 'string' },
    torch: { type: 'string' },
    /** All together, at most. */
    minutes: { type: 'string', default: '8' },
    /** Of each measurement. */
    seconds: { type: 'string', default: '6' },
    /** So many sentences alone. */
    sentences: { type: 'string' },
    presets: { type: 'string', default: 'report,fast,accurate,entities' },
    /** Sentences up to 64, words above. */
    batches: { type: 'string', default: '16,1024,4096' },
    parts: { type: 'string', default: 'contract,training,kernels,tagging,torch,cpu' },
    /** One part, in a process of its own. */
    part: { type: 'string' },
    preset: { type: 'string' },
    device: { type: 'string' },
    batch: { type: 'string' },
    threads: { type: 'string', default: '1' },
  },
});

const options: DayOptions = {
  corpus: values.corpus!,
  output: values.output,
  model: values.model,
  torch: values.torch,
  minutes: Number(values.minutes),
  seconds: Number(values.seconds),
  sentences: values.sentences === undefined ? undefined : Number(values.sentences),
  presets: values.presets.split(',') as PresetName[],
  batches: values.batches.split(',').map(Number),
  parts: values.parts.split(','),
};

try {
  if (values.part === undefined) await runDay(options);
  else
    await runPart({
      ...options,
      part: values.part,
      preset: values.preset as PresetName,
      device: values.device ?? 'webgpu',
      batch: Number(values.batch ?? 16),
      threads: Number(values.threads),
    });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
// A card's threads would keep the process.
process.exit();
