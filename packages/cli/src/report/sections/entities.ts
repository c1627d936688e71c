import type { Span } from '@tagger/core';
import { type Html, html } from '@tagger/core/internal';
import {
  type EntityErrorReport,
  type EntityExample,
  type EntityGroup,
  entityErrorKinds,
} from '@tagger/trainer/internal';
import { formatCount } from '../../display/format';
import { countOf, percent, table } from '../parts';

type Kind = (typeof entityErrorKinds)[number];

const names: Readonly<Record<Kind, string>> = {
  missed: 'Missed',
  type: 'Wrong label',
  boundary: 'Wrong boundary',
  both: 'Wrong label and boundary',
  invented: 'Invented',
};

/** How entities are wrong: in groups, and with examples in their sentences. */
export function writeEntities({ byLabel, byLength, byWords, examples }: EntityErrorReport): Html {
  return html`<p class="note">Found: of the entities of the corpus, those with the right label and boundaries. Missed: nothing was found there. Invented: the corpus has nothing there. The others overlap an entity of the corpus. In the examples, entities of the corpus are marked, and what was found is underlined.</p>
${writeGroups('Label', byLabel)}
${writeGroups('Words', byLength)}
${writeGroups('Words in training', byWords)}
<div class="errors">
${entityErrorKinds.filter((kind) => examples[kind].length > 0).map((kind) => writeExamples(kind, examples[kind], byLabel))}</div>`;
}

function writeGroups(head: string, groups: readonly EntityGroup[]): Html {
  return table(
    `Errors of entities by ${head.toLowerCase()}`,
    [
      { head, kind: 'text' },
      { head: 'In corpus', kind: 'number' },
      { head: 'Found, %', kind: 'number' },
      ...entityErrorKinds.map((kind) => ({ head: names[kind], kind: 'number' as const })),
    ],
    groups.map(({ name, gold, correct, errors }) => [
      name,
      formatCount(gold),
      html`<strong>${gold === 0 ? '–' : percent(correct / gold)}</strong>`,
      ...entityErrorKinds.map((kind) => formatCount(errors[kind])),
    ]),
  );
}

function writeExamples(kind: Kind, examples: readonly EntityExample[], groups: readonly EntityGroup[]): Html {
  const count = groups.reduce((sum, { errors }) => sum + errors[kind], 0);
  return html`<article>
<h3><span>${names[kind]}</span> <small>${countOf(count, 'time')}</small></h3>
<ol>
${examples.map((example) => html`<li><bdi>${writeSentence(example)}</bdi> <small>${describe(example)}</small></li>\n`)}</ol>
</article>
`;
}

/** The words, with the entity of the corpus marked and that which was found underlined. */
function writeSentence({ words, gold, found }: EntityExample): Html {
  const has = (span: Span | undefined, word: number) =>
    span !== undefined && word >= span.start && word < span.end;
  const pieces: { isGold: boolean; isFound: boolean; words: string[] }[] = [];
  for (const [at, word] of words.entries()) {
    const [isGold, isFound] = [has(gold, at), has(found, at)];
    const last = pieces.at(-1);
    if (last?.isGold === isGold && last.isFound === isFound) last.words.push(word);
    else pieces.push({ isGold, isFound, words: [word] });
  }
  return html`${pieces.map(({ isGold, isFound, words: own }, index) => {
    const text = isFound ? html`<u>${own.join(' ')}</u>` : own.join(' ');
    return html`${index > 0 ? ' ' : ''}${isGold ? html`<mark>${text}</mark>` : text}`;
  })}`;
}

/** Its label in the corpus, and that which was found with its score. */
function describe({ gold, found }: EntityExample): Html {
  const given = found && html`<code>${found.type}</code> ${percent(found.score, 0)}&nbsp;%`;
  if (!gold) return html`${given}`;
  return found ? html`<code>${gold.type}</code> → ${given}` : html`<code>${gold.type}</code>`;
}
