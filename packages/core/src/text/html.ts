import { escapeControlsInLines } from './escape-controls';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A piece of HTML; only `html` makes one, so that no text of a corpus or a model gets on the page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

type Content = string | number | Html | undefined | readonly Content[];

/** HTML with values in it: text is escaped, also in an attribute within quotes; pieces of HTML and lists of them stay. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(toText)));
}

function toText(value: Content): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(toText).join('');
  // Controls are no characters of HTML, and what turns a line would turn the text of the page around it.
  return escapeControlsInLines(String(value)).replace(/[&<>"']/g, (character) => entities[character]!);
}
