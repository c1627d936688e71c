import { parseArgs } from 'node:util';
import type { PresetName } from '@tagger/trainer';
import { runDay } from './run-day';
import { runPart } from './run-part';

/*
 * A day with a card: everything that is to be measured on one, by one command, on a machine that has neither packages nor a network.
 */
const { values } = parseArgs({
  options: {
    /** Folder with train.conllu and dev.conllu. */
    corpus: { type: 'string' },
    /** Where results go. */
    output: { type: 'string', default: 'card-day-results' },
    /** Models that tag. */
    models: { type: 'string', default: '' },
    torch: { type: 'string' },
    /** All together, at most. */
    minutes: { type: 'string', default: '8' },
    /** Of each measurement. */
    seconds: { type: 'string', default: '6' },
    /** So many sentences alone. */
    sentences: { type: 'string' },
    presets: { type: 'string', default: 'report,fast,accurate,entities' },
    batches: { type: 'string', default: '16,1024,4096' },
    /** One part, in a process of its own. */
    part: { type: 'string' },
    preset: { type: 'string' },
    device: { type: 'string' },
    batch: { type: 'string' },
    threads: { type: 'string', default: '1' },
  },
});

const options = {
  corpus: values.corpus!,
  output: values.output,
  models: values.models.split(',').filter((path) => path !== ''),
  torch: values.torch,
  minutes: Number(values.minutes),
  seconds: Number(values.seconds),
  sentences: values.sentences === undefined ? undefined : Number(values.sentences),
  presets: values.presets.split(',') as PresetName[],
  batches: values.batches.split(',').map(Number),
};
export type DayOptions = typeof options;

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
