import { type Html, html } from '@tagger/core/internal';
import type { ModelDescription, TaggedSentence, TaggedWord } from '@tagger/models';
import { listModelSpans } from '@tagger/models/internal';
import { hueCount } from './style';

/** Probability below which a tag is shown as one that may be wrong. */
const unsureBelow = 0.7;

/** Writes the sentences that a model tagged as HTML: the words with their tags, lemmas and entities. */
export class SentenceView {
  readonly #hues: ReadonlyMap<string, number>;
  readonly #spans: ReturnType<typeof listModelSpans>[number] | undefined;

  constructor(model: ModelDescription) {
    this.#spans = listModelSpans(model)[0];
    const names = this.#spans?.index === 0 ? [] : model.tags;
    const labels = [...names, ...(this.#spans?.grammar.types ?? [])];
    this.#hues = new Map(labels.map((label, index) => [label, index % hueCount]));
  }

  /** A paragraph; its text is escaped. */
  write({ sentence, words }: TaggedSentence): string {
    const continues = listContinued({ sentence, words });
    const tokens = words.map((word, index) => this.#writeToken(word, continues[index]));
    const pieces: Html[] = [];
    let next = 0;
    for (const { start, end, type } of this.#readSpans(words)) {
      pieces.push(...tokens.slice(next, start));
      const own = tokens.slice(start, end);
      pieces.push(
        html`<span class="entity ${this.#hue(type)}">${own}<small>${type || 'entity'}</small></span>`,
      );
      next = end;
    }
    pieces.push(...tokens.slice(next));
    return html`<p class="sentence" dir="auto">${pieces}</p>\n`.text;
  }

  #writeToken(word: TaggedWord, continues = false): Html {
    const { text, tag, score, lemma } = word;
    // The tags of entities are shown as entities.
    const isShown = this.#spans?.index !== 0;
    const classes = [
      'token',
      isShown ? this.#hue(tag) : '',
      score < unsureBelow ? 'unsure' : '',
      continues ? 'continues' : '',
    ];
    return html`<span class="${classes.filter(Boolean).join(' ')}" tabindex="0"><b>${text}</b>${
      isShown ? html`<small>${tag}</small>` : ''
    }${lemma === undefined ? '' : html`<i>${lemma}</i>`}<span class="tip">${describe(word)}</span></span>`;
  }

  #hue(label: string): string {
    const hue = this.#hues.get(label);
    return hue === undefined ? '' : `h${hue}`;
  }

  #readSpans(words: readonly TaggedWord[]) {
    if (!this.#spans) return [];
    const { index, column, grammar } = this.#spans;
    const ids = words.map(({ tag, tags }) =>
      grammar.tags.indexOf(index === 0 ? tag : (tags?.[column] ?? '')),
    );
    return ids.includes(-1) ? [] : grammar.read(ids);
  }
}

/** Which words are parts of the orthographic word before them. */
function listContinued({ sentence: { source } }: TaggedSentence): boolean[] {
  if (source?.format !== 'text') return [];
  return source.tokens.flatMap(({ words, continues }) =>
    words ? words.map((_, index) => index > 0) : [continues ?? false],
  );
}

/** What is shown of a word at the pointer or the focus. */
function describe({ text, tag, score, alternatives, lemma, features = {} }: TaggedWord): string {
  const tags = alternatives ?? [{ tag, score }];
  const parts = [
    tags.map((each) => `${each.tag} ${formatPercent(each.score)}`).join(' · '),
    ...(lemma === undefined ? [] : [`lemma ${lemma}`]),
    ...Object.entries(features).map(([name, value]) => `${name}=${value}`),
  ];
  return `${text}: ${parts.join(', ')}`;
}

function formatPercent(score: number): string {
  return `${(score * 100).toFixed(1)} %`;
}
