import { median } from '../report/statistics';
import type { PeerProcess } from './run-peers';

interface TorchOptions {
  /** The training protocol in PyTorch. */
  readonly script: string;
  readonly train: string;
  readonly test: string;
  readonly epochs?: number;
}

/*
 * Runs the script's `main` and takes the time of each of its passes over the test corpus, which it tags after every epoch
 * in batches that are not shuffled.
 */
const driver = `
import importlib.util, json, sys, time, torch
spec = importlib.util.spec_from_file_location("torch_tagger", sys.argv[1])
script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(script)
batches = script.batches
def timed_batches(data, size, shuffle):
    start = time.time()
    yield from batches(data, size, shuffle)
    if not shuffle:
        print(json.dumps({"taggingSeconds": time.time() - start, "tokens": sum(len(d[0]) for d in data)}))
script.batches = timed_batches
sys.argv = sys.argv[1:]
print(json.dumps({"version": torch.__version__}))
script.main()
`;

/** The same LSTM at the same settings in PyTorch, trained on the same corpus, on one thread. */
export function torchProcess({ script, train, test, epochs = 7 }: TorchOptions): PeerProcess {
  const flags = { model: 'lstm', train, test, epochs, threads: 1 };
  return {
    name: 'PyTorch',
    version: '-',
    mapping: `Learns from the same corpus for ${epochs} epochs, takes the tokens as they are, in batches of 64, on one thread. The time is that of the network alone, without looking words up.`,
    command: '/usr/bin/python3',
    arguments: [
      '-c',
      driver,
      script,
      ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, `${value}`]),
    ],
    environment: { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    readMeasure(lines) {
      const all = lines as readonly Line[];
      const { version } = all.find((line) => 'version' in line) as VersionLine;
      const passes = all.filter((line) => 'taggingSeconds' in line);
      const epochs = all.filter((line) => 'accuracy' in line);
      const { tokens } = passes[0]!;
      const seconds = median(passes.map(({ taggingSeconds }) => taggingSeconds));
      const { accuracy } = epochs.at(-1)!;
      return { version, tokens, accuracy, tokensPerSecond: Math.round(tokens / seconds) };
    },
  };
}

interface VersionLine {
  readonly version: string;
}

type Line =
  | VersionLine
  | { readonly taggingSeconds: number; readonly tokens: number }
  | { readonly accuracy: number };
