import type { Command } from 'commander';
import type { Io } from './io/io';

/** Gives the command of a verb its arguments, options and action, which sets the exit status. */
type DefineVerb = (command: Command, io: Io, exit: (status: number) => void) => void;

export interface Verb {
  readonly name: string;
  readonly description: string;
  /** Loads the verb's module and all that it needs. */
  load(): Promise<DefineVerb>;
}

/** The verbs of `tagger` in the order of its help. */
export const verbs: readonly Verb[] = [
  {
    name: 'train',
    description: 'train a tagger on a corpus and write it as one ONNX file',
    load: async () => (await import('./commands/train')).defineTrain,
  },
  {
    name: 'sweep',
    description: 'train with several settings and seeds, and compare them on dev',
    load: async () => (await import('./commands/sweep')).defineSweep,
  },
  {
    name: 'test',
    description: 'score a model on a tagged corpus',
    load: async () => (await import('./commands/test')).defineTest,
  },
  {
    name: 'tag',
    description: 'tag text or a tokenized corpus',
    load: async () => (await import('./commands/tag')).defineTag,
  },
  {
    name: 'submit',
    description: 'have a corpus tagged by workers on many machines',
    load: async () => (await import('./commands/submit')).defineSubmit,
  },
  {
    name: 'work',
    description: 'tag what others submit, from a queue in Redis',
    load: async () => (await import('./commands/work')).defineWork,
  },
  {
    name: 'check',
    description: 'look for mistakes in corpora before training on them',
    load: async () => (await import('./commands/check')).defineCheck,
  },
  {
    name: 'serve',
    description: 'answer requests over HTTP, and show a page that tags',
    load: async () => (await import('./commands/serve')).defineServe,
  },
  {
    name: 'annotate',
    description: 'label texts on a page, with a tagger that learns meanwhile',
    load: async () => (await import('./commands/annotate')).defineAnnotate,
  },
  {
    name: 'convert',
    description: 'write a corpus in another format, or split it into parts',
    load: async () => (await import('./commands/convert')).defineConvert,
  },
  {
    name: 'card',
    description: 'print the model card: task, training data, scores, limits',
    load: async () => (await import('./commands/card')).defineCard,
  },
  {
    name: 'export',
    description: 'write a model as a file that other programs run without Tagger',
    load: async () => (await import('./commands/export')).defineExport,
  },
  {
    name: 'embed',
    description: 'learn word vectors from text by skip-gram',
    load: async () => (await import('./commands/embed')).defineEmbed,
  },
  {
    name: 'neighbours',
    description: 'find the words with the most similar vectors',
    load: async () => (await import('./commands/neighbours')).defineNeighbours,
  },
  {
    name: 'data',
    description: 'download public corpora',
    load: async () => (await import('./commands/data')).defineData,
  },
  {
    name: 'doctor',
    description: 'show which devices work here, and what is missing',
    load: async () => (await import('./commands/doctor')).defineDoctor,
  },
  {
    name: 'gradcheck',
    description: "compare a network's gradients with finite differences",
    load: async () => (await import('./commands/gradcheck')).defineGradcheck,
  },
];
