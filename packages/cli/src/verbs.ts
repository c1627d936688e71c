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
    description: 'tag text, or a corpus that is cut into words already',
    load: async () => (await import('./commands/tag')).defineTag,
  },
  {
    name: 'card',
    description: 'print the model card: what a model is, made of what, how good',
    load: async () => (await import('./commands/card')).defineCard,
  },
  {
    name: 'embed',
    description: 'learn word vectors from text by skip-gram',
    load: async () => (await import('./commands/embed')).defineEmbed,
  },
  {
    name: 'neighbours',
    description: 'the words whose vectors are nearest to those of others',
    load: async () => (await import('./commands/neighbours')).defineNeighbours,
  },
  {
    name: 'data',
    description: 'get public corpora from their upstream',
    load: async () => (await import('./commands/data')).defineData,
  },
  {
    name: 'doctor',
    description: 'what this machine can train and tag on, and what is missing',
    load: async () => (await import('./commands/doctor')).defineDoctor,
  },
  {
    name: 'gradcheck',
    description: "hold a network's gradients to finite differences",
    load: async () => (await import('./commands/gradcheck')).defineGradcheck,
  },
];
