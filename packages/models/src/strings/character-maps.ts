import { capitalised, lowerCase, removeAccents } from '@tagger/core/internal';

/*
 * What Unicode says of characters, as tables: an ONNX runtime has operators that look strings up, and none for case or accents. Only
 * characters that change have an entry.
 */

/** Characters with case, and those that decompose, are below this code point; all from U+D800 to U+DFFF are halves of others. */
const endOfTables = 0x20000;

const tables = new Map<string, ReadonlyMap<string, string>>();

/** A table, made when it is first asked for. @param name that tells it from others */
function mapCharacters(
  name: string,
  change: (character: string) => string | undefined,
): ReadonlyMap<string, string> {
  const known = tables.get(name);
  if (known) return known;
  const map = new Map<string, string>();
  tables.set(name, map);
  for (let code = 0; code < endOfTables; code++) {
    if (code === 0xd800) code = 0xe000;
    const character = String.fromCodePoint(code);
    const changed = change(character);
    if (changed !== undefined && changed !== character) map.set(character, changed);
  }
  return map;
}

/** In lower case. @param locale of the rules of case; by default Unicode's common ones */
export function lowerCharacters(locale?: string): ReadonlyMap<string, string> {
  return mapCharacters(`lower ${locale}`, (character) =>
    locale === undefined ? character.toLowerCase() : character.toLocaleLowerCase(locale),
  );
}

/** In lower case, and digits as 0: as features of words read them. */
export function plainCharacters(caseLanguage?: string): ReadonlyMap<string, string> {
  return mapCharacters(`plain ${caseLanguage}`, (character) =>
    lowerCase(character, caseLanguage).replace(/\p{Nd}/gu, '0'),
  );
}

/** Small first letters of words as capitals. @param locale of the rules of case; by default Unicode's common ones */
export function capitalCharacters(locale?: string): ReadonlyMap<string, string> {
  return mapCharacters(`capital ${locale}`, (character) => capitalised(character, locale)[1]);
}

/** Without accents. */
export function plainLetters(): ReadonlyMap<string, string> {
  return mapCharacters('letters', removeAccents);
}

/** In parts: accents, and the consonants and vowels of Korean syllables. */
export function characterParts(): ReadonlyMap<string, string> {
  return mapCharacters('parts', (character) => character.normalize('NFD'));
}

/** In capitals. @param locale of the rules of case; by default Unicode's common ones */
export function upperCharacters(locale?: string): ReadonlyMap<string, string> {
  return mapCharacters(`upper ${locale}`, (character) =>
    locale === undefined ? character.toUpperCase() : character.toLocaleUpperCase(locale),
  );
}
