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
  return html`<p class="note">Found: of the entities of the corpus, those with the right label and boundaries. Missed: nothing was found there. Invented: the corpus has nothing there. The others overlap an entity of the corpus.</p>
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

/** The words, with the entity of the corpus marked, or else that which was found. */
function writeSentence({ words, gold, found }: EntityExample): Html {
  const { start, end } = (gold ?? found)!;
  const join = (part: readonly string[]) => part.join(' ');
  const [before, after] = [join(words.slice(0, start)), join(words.slice(end))];
  return html`${before}${before && ' '}<mark>${join(words.slice(start, end))}</mark>${after && ' '}${after}`;
}

function describe({ words, gold, found }: EntityExample): Html {
  const score = found && html` ${percent(found.score, 0)}&nbsp;%`;
  if (!gold) return html`<code>${found!.type}</code>${score}`;
  if (!found) return html`<code>${gold.type}</code>`;
  const text = words.slice(found.start, found.end).join(' ');
  return html`<code>${gold.type}</code>, found: ${text} <code>${found.type}</code>${score}`;
}
