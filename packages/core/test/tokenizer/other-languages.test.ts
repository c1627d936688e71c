import { describe, expect, it } from 'vitest';
import { check } from '../../src/tokenizer/check-tokens';
import { tokenize } from '../../src/tokenizer/tokenize';

/** Expects the sentences of a text, which bars are between. */
function checkSentences(expected: string, locale: string): void {
  const found = tokenize(expected.replaceAll('|', ' '), { locale }).map(({ source }) =>
    source?.format === 'text' ? source.text : '',
  );
  expect(found.join('|')).toBe(expected);
}

it.each([
  ['de', 'Baden-Württemberg|, E-Mail-Adresse|, 5-jährig und A-Z|, 1990|-|1995 -5'],
  ['es', 'franco-alemán y ex-presidente'],
  ['it', "e-mail l'|ex-presidente"],
  ['pt', 'dá-lhe o guarda-chuva'],
  ['id', 'anak-anak'],
  ['ru', 'из-за по-русски 18-летний'],
  ['sv', 'e-post COVID-19 -5'],
  // Their treebanks divide compounds.
  ['cs', 'česko|-|německý'],
  ['tr', 'Ankara|-|İstanbul'],
])('a compound is one token, or is divided, as in the treebanks of the language: %s', (locale, text) =>
  check(text, locale),
);

describe('German', () => {
  it.each([
    'am 3. Mai|, im 20. Jahrhundert|, der 2. und 3. Platz|; 3|. Danach 10.30 Uhr',
    'z.B. Nord- und Ostsee|, ca. 5 Mio. bzw. mehr',
  ])('knows ordinal numbers and short forms: %s', (text) => check(text, 'de'));

  it.each([
    'Das ist Dr. Roth, Nr. 5, vgl. S. 3.|Er kam am 3. Mai.|Es waren 35.|Alle gingen.',
    'Äpfel, Birnen usw. sind reif.|Äpfel usw.|Die Birnen sind reif.',
  ])('knows where sentences end: %s', (text) => checkSentences(text, 'de'));
});

it.each([
  ['es', 'El Sr. Ríos llegó a EE.UU.|Luego se fue.|Ud. y la Dra. Paz, p.ej. hoy, art. 5, etc.|Y ya.'],
  ['pt', 'O Sr. Rosa e a Dra. Luz, p.ex. hoje.|Ver pág. 5 e etc.|E fim.'],
  ['nl', 'Dhr. Smit en mevr. Bos, bijv. nu.|Zie nr. 5 enz.|Dat was het.'],
])('knows abbreviations: %s', (locale, text) => checkSentences(text, locale));

it('keeps ordinal numbers of Spanish and Portuguese whole', () => {
  check('el 3.º|, la 1ª y n.º 5', 'es');
  check('o 3.º|, a 1ª e nº 5', 'pt');
});

it.each([
  ['tr', "NATO'nun 5. maddesi|; 3|. Sonra 20. yüzyıl|; yıl 1992|."],
  ['fi', 'maan 3. suurin kaupunki'],
  ['hr', 'u 19. stoljeću'],
  ['nb', 'den 17. mai'],
])('an ordinal number has its full stop before a small letter: %s', (locale, text) => check(text, locale));

it('a full stop behind a number is a token where ordinal numbers have none', () => {
  check('в 5|. часть', 'ru');
});
