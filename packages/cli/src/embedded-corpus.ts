import { fileURLToPath } from 'node:url';

/** The demonstration corpus that comes with the command. The path is the same from `src` and from `dist`. */
export function embeddedCorpus(part: 'train' | 'dev' | 'test'): string {
  return fileURLToPath(new URL(`../corpus/${part}.conllu`, import.meta.url));
}
