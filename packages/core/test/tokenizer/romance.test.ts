import { describe, expect, it } from 'vitest';
import { check } from '../../src/tokenizer/check-tokens';
import { tokenize } from '../../src/tokenizer/tokenize';

/** The sentences of a text with bars for the blanks between them. */
const split = (text: string, locale: string) =>
  tokenize(text, { locale })
    .map(({ source }) => (source?.format === 'text' ? source.text : ''))
    .join('|');

describe('French', () => {
  it.each([
    "J'|aime l'|eau d'|ici|, J’|aime l’|eau|, QU'|IL L'|A|, jusqu'|à lorsqu'|on d'|aujourd'hui",
    "aujourd'hui quelqu'un prud'homme entr'ouvrir presqu'île O'Brien McDonald's",
    "l'|80|% et l'|«|ami|» et '|l'|eau|' et '|c|'",
    "a|-t-il|, donne|-moi|, donne|-le|-moi|, vas|-y|, est|-ce qu'|il|, va|-t'|en|, parlez|-en|, ce jour|-là|, dit|-on",
    "peut-être rendez-vous là-bas celui-là celles-ci moi-même c'est-à-dire Aix-en-Provence Bar-le-Duc Pont-l'Évêque COVID-19",
    'la\u0300-bas celui-la\u0300|, e\u0301crit|-il',
    'n°|5 p. ex|. ici',
    'M. Lenoir et Mme Roy vont p. 5|, J.-C. et etc. sont là|, 2,5 h|, -3 °C|, 20:15h',
  ])('cuts elisions and pronouns, and keeps compounds: %s', (text) => check(text, 'fr'));

  it.each([
    'M. Roy et Mme Lenoir arrivent.|Ils sont venus, etc.|Puis rien.',
    "C'est le plan B.|L'eau monte.|Voir art. 3 et p. 5 aussi.|où est-il ?|ici.",
  ])('knows abbreviations: %s', (text) => {
    expect(split(text.replaceAll('|', ' '), 'fr')).toBe(text);
  });

  it('does not mark elisions as parts of a word', () => {
    const { source } = tokenize("l'eau", { locale: 'fr' })[0]!;
    expect(source).toMatchObject({ tokens: [{ text: "l'" }, { text: 'eau' }] });
    expect(JSON.stringify(source)).not.toContain('continues');
  });
});

it('cuts Italian behind apostrophes', () => {
  check("L'|acqua dell'|anno c'|è un'|altra|, un po' di pane|, all'|80|%|, perche' no|, l’|amico", 'it');
  check("'sto po' di 'ndrangheta|, dell'|«|anno|»", 'it');
  check("O'Brien e McDonald's negli anni '80", 'it');
});

it('cuts Catalan behind articles and pronouns', () => {
  check("L'|home s'|ha menjat col·laborar dona'm", 'ca');
});

it('divides Japanese particles that its dictionary joins', () => {
  check('それ|に|つい|て|見|て|いる|。', 'ja');
});
