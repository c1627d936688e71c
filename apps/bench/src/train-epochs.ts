import { parseArgs } from 'node:util';
import { type Device, loadRuntime } from '@tagger/models';
import { importWebRuntime } from '@tagger/models/internal';
import { type Engine, OnnxEngine, train, WgslEngine } from '@tagger/trainer';
import { loadTfjsBackend, type TfjsBackendName, TfjsEngine } from '@tagger/trainer/tfjs';
import { readSentences } from './corpora';

/*
 * Trains in a process of its own, as the peers do, and prints one JSON line an epoch:
 * {"epoch", "seconds", "tokens_per_second", "accuracy", "memory_mb"}, with the accuracy on the test corpus, if
 * there is one.
 */
const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'lstm' },
    train: { type: 'string' },
    test: { type: 'string' },
    epochs: { type: 'string', default: '1' },
    batch: { type: 'string', default: '16' },
    /** Words in a batch, in the place of sentences. */
    'batch-tokens': { type: 'string' },
    /** So many sentences of the corpus alone. */
    sentences: { type: 'string' },
    /** `onnx`, `wgsl`, or a backend of TensorFlow.js. */
    engine: { type: 'string', default: 'onnx' },
    threads: { type: 'string', default: '1' },
    device: { type: 'string', default: 'cpu' },
    /** `web` is onnxruntime-web, also where onnxruntime-node is installed. */
    runtime: { type: 'string', default: 'native' },
  },
});

async function createEngine(): Promise<Engine> {
  if (values.engine === 'wgsl') return WgslEngine.create();
  if (values.engine !== 'onnx')
    return new TfjsEngine(await loadTfjsBackend(values.engine as TfjsBackendName));
  const options = { device: values.device as Device, threads: Number(values.threads) };
  const runtime = await (values.runtime === 'native' ? loadRuntime() : importWebRuntime());
  return new OnnxEngine(runtime, options);
}

const read = async (name: string, count?: number) => ({
  name,
  sentences: (await readSentences(name)).slice(0, count),
});
const batchTokens = values['batch-tokens'];

let started = 0;
let ended = 0;
let tokens = 0;
await train({
  train: await read(values.train!, values.sentences === undefined ? undefined : Number(values.sentences)),
  ...(values.test ? { dev: await read(values.test) } : {}),
  engine: await createEngine(),
  settings: {
    model: values.model === 'rnn' ? 'rnn' : 'lstm',
    epochs: Number(values.epochs),
    ...(batchTokens === undefined
      ? { batchSize: Number(values.batch) }
      : { batchSize: 65_536, batchTokens: Number(batchTokens) }),
  },
  onEvent: (event) => {
    const now = performance.now();
    if (event.type === 'start') started = now;
    else if (event.type === 'step') {
      ended = now;
      tokens = event.epochTokens;
    } else if (event.type === 'epoch') {
      const seconds = (ended - started) / 1000;
      const line = {
        epoch: event.epoch,
        seconds,
        tokens_per_second: Math.round(tokens / seconds),
        accuracy: event.dev?.accuracy,
        memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
      };
      console.log(JSON.stringify(line));
      started = performance.now();
    }
  },
});
