import { type Corpus, repositoryAddress } from './corpus';

/** What lies beside a corpus as `SOURCE.md`: where it is from, its licence, and how each file was made. */
export function renderSourceNote(corpus: Corpus): string {
  const { name, title, repository, commit, licence, note, files } = corpus;
  const rows = files.map(({ name, sha256, recipe }) => `| ${name} | ${recipe.description} | ${sha256} |`);
  return `# ${title}

Fetched by \`tagger data get ${name}\`.

- source: ${repository}, commit ${commit}: ${repositoryAddress(corpus)}
- licence: ${licence.name}, ${licence.text}
- the licence asks you to: ${licence.duty}
${note ? `- note: ${note}\n` : ''}
| file | made of upstream's | SHA-256 |
| --- | --- | --- |
${rows.join('\n')}
`;
}
