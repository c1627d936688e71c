import type { Metrics } from '@tagger/core';
import { benchModels } from '../accuracy/models';
import type { BenchResults } from './results';
import { deviation, mean } from './statistics';

/** A table as text, for every kind of output. */
export interface ReportTable {
  readonly title: string;
  readonly head: readonly string[];
  /** The first column is text, the others are numbers. */
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

export function makeTables(results: BenchResults): ReportTable[] {
  return [tabulateAccuracy(results), tabulateEpochTimes(results), tabulatePeers(results)];
}

/** The report's table 1. */
function tabulateAccuracy({ runs, seeds, epochs, corpus, testTokens }: BenchResults): ReportTable {
  const rows = benchModels.map(({ name, reported }) => {
    const tests = runs.filter(({ model }) => model === name).map(({ test }) => test);
    if (tests.length === 0) return [name, 'not measured: no raw text', '', '', '', '', reported];
    const percent = (score: (test: Scores) => number | null) => formatSpread(tests.map(score), 100, 2);
    return [
      name,
      percent(({ accuracy }) => accuracy),
      percent(({ sentenceAccuracy }) => sentenceAccuracy),
      percent(({ macroF1 }) => macroF1),
      percent(({ unknownAccuracy }) => unknownAccuracy),
      formatSpread(
        tests.map(({ loss }) => loss),
        1,
        3,
      ),
      reported,
    ];
  });
  const spread = seeds.length > 1 ? `mean ± standard deviation of ${seeds.length} seeds` : 'one seed';
  return {
    title: 'Table 1: accuracy by model',
    head: ['model', 'token acc. %', 'sentence acc. %', 'macro-F1 %', 'unknown words %', 'loss', 'the report'],
    rows,
    notes: [
      `UPOS on the test set of ${corpus} (${testTokens.toLocaleString('en')} gold tokens), ${epochs} epochs, hidden size 200, learning rate 0.1, batches of 16, plain SGD; the epoch that is best on dev; ${spread}.`,
      'Unknown words occur less than twice in the training set. The loss is the cross-entropy in nats, summed over a sentence, mean over sentences.',
      "The report's figures are of a file called tagged-test; neither the file nor the unit of the figures is stated.",
    ],
  };
}

type Scores = Pick<Metrics, 'accuracy' | 'sentenceAccuracy' | 'macroF1' | 'unknownAccuracy' | 'loss'>;

/** The report's table 2. */
function tabulateEpochTimes({ epochTimes, trainingTokens }: BenchResults): ReportTable {
  const minutes = (seconds: number) => (seconds / 60).toFixed(2);
  const rows = epochTimes.map(({ name, seconds, tokensPerSecond, largest, notMeasured }) => {
    if (seconds === undefined || tokensPerSecond === undefined)
      return [name, `not measured: ${withoutHint(notMeasured!)}`, '', '', '', ''];
    const rest = largest
      ? [largest.size, minutes(largest.seconds), formatCount(largest.tokensPerSecond)]
      : ['-', '-', '-'];
    return [name, minutes(seconds), formatCount(tokensPerSecond), ...rest];
  });
  return {
    title: 'Table 2: minutes for one epoch',
    head: [
      'engine and device',
      'minutes',
      'tokens/s',
      'fastest batch',
      'minutes with it',
      'tokens/s with it',
    ],
    rows: [
      ...rows,
      ['the report, cpu', 'could not be measured (too slow)', '', '', '', ''],
      ['the report, gpu', '26 to 30', '', '', '', ''],
    ],
    notes: [
      `LSTM at the report's settings (batches of 16 sentences), ${trainingTokens.toLocaleString('en')} training tokens; then with batches of so many words as are fastest, by which the same epoch makes fewer steps.`,
    ],
  };
}

function tabulatePeers({ peers }: BenchResults): ReportTable {
  const rows = peers.map((peer) => {
    const { name, version } = peer;
    if ('notMeasured' in peer) return [name, version, `not measured: ${peer.notMeasured}`, ''];
    return [name, version, (100 * peer.accuracy).toFixed(2), formatCount(peer.tokensPerSecond)];
  });
  const mappings = [...new Set(peers.map(({ mapping }) => mapping))].map((mapping) => {
    const names = peers.filter((peer) => peer.mapping === mapping).map(({ name }) => name);
    return `${names.join(', ')}: ${mapping}`;
  });
  return {
    title: 'Beside other programs',
    head: ['program', 'version', 'token acc. %', 'tokens/s'],
    rows,
    notes: [
      'UPOS of the same test set, gold tokens in, tags out, one thread, each program in a process of its own.',
      ...mappings,
    ],
  };
}

/** '89.02 ± 0.14'; one value alone has no spread, and what is not there is '-'. */
export function formatSpread(values: readonly (number | null)[], factor: number, digits: number): string {
  const numbers = values.filter((value) => value !== null).map((value) => value * factor);
  if (numbers.length === 0) return '-';
  const centre = mean(numbers).toFixed(digits);
  return numbers.length === 1 ? centre : `${centre} ± ${deviation(numbers).toFixed(digits)}`;
}

/** What to do about it is for who is at the machine. */
function withoutHint(reason: string): string {
  return reason.replace(/ \([^()]*\)$/, '');
}

function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en');
}
