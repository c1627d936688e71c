import type { LabelKind, LabelledSpan } from '../../labels';
import type { Task } from './api';
import type { Editor } from './editor';
import { create } from './elements';

/** Probability below which a suggestion is shown as one that may be wrong. */
const unsureBelow = 0.7;

/** What a text is drawn from. */
export interface TextState {
  readonly task: Task;
  readonly editor: Editor;
  readonly kind: LabelKind;
  /** The class of the colour of a label. */
  hueOf(label: string): string;
}

/** Draws the words with their labels. @returns the element of each word */
export function drawText(container: HTMLElement, state: TextState): HTMLElement[] {
  const { task, editor, kind, hueOf } = state;
  const words = task.words.map((_, index) => drawWord(index, state));
  if (kind === 'tokens') {
    container.replaceChildren(...words);
    return words;
  }
  const pieces: HTMLElement[] = [];
  let next = 0;
  for (const span of editor.spans) {
    pieces.push(...words.slice(next, span.start));
    pieces.push(drawSpan(span, words.slice(span.start, span.end), hueOf(span.label)));
    next = span.end;
  }
  container.replaceChildren(...pieces, ...words.slice(next));
  return words;
}

function drawWord(index: number, { task, editor, kind, hueOf }: TextState): HTMLElement {
  const { text, isJoined } = task.words[index]!;
  const [start, end] = editor.chosen ?? [0, 0];
  const isChosen = index >= start && index < end;
  const span = editor.spanAt(index);
  const isTag = kind === 'tokens' && span !== undefined;
  const classes = [
    'token',
    isJoined && 'continues',
    isTag && hueOf(span.label),
    isTag && isUnsure(span) && 'unsure',
  ];
  const word = create(
    'button',
    {
      type: 'button',
      class: classes.filter(Boolean).join(' '),
      'data-word': index,
      tabindex: index === editor.cursor ? 0 : -1,
      'aria-pressed': String(isChosen),
      'aria-label': kind === 'spans' && span ? `${text}, ${span.label}` : undefined,
      title: span?.score === undefined ? undefined : `${span.label} ${(span.score * 100).toFixed(0)} %`,
    },
    create('b', {}, text),
  );
  if (kind === 'tokens') word.append(' ', create('small', {}, span?.label ?? '\u00a0'));
  return word;
}

function drawSpan(span: LabelledSpan, words: readonly HTMLElement[], hue: string): HTMLElement {
  const { start, label } = span;
  const text = words.map((word) => word.querySelector('b')!.textContent).join(' ');
  return create(
    'span',
    { class: `entity ${hue}${isUnsure(span) ? ' unsure' : ''}` },
    ...words,
    create('small', {}, label),
    create(
      'button',
      {
        type: 'button',
        class: 'remove',
        'data-remove': start,
        tabindex: -1,
        'aria-label': `Remove ${label} from ${text}`,
      },
      '×',
    ),
  );
}

function isUnsure({ score }: LabelledSpan): boolean {
  return score !== undefined && score < unsureBelow;
}
