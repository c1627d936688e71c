import { expect, it } from 'vitest';
import { check, cut } from '../../src/tokenizer/check-tokens';
import { tokenize } from '../../src/tokenizer/tokenize';

it.each([
  'it costs $|5 or 1,000.50|€ or US$|4|, about 3.5|% more',
  "at 10:30 or 10:30|pm or 7|am in the 1990s|, the '90s or the 1960's",
  'from 2010-05-03 to 5/3/10 and on 9/11|, but 1|/|2 of it',
  '5|km|, 3.5|GB|, .5|kg|, 4th|, 3D|, 12|-|15 and 1990|-|1995',
  'call 555-0100 or 1-800-555-0100 or +44 20',
  'version 1.2.3 of chapter 7|.',
])('cuts numbers: %s', (text) => check(text));

it.each([
  'Mr. Lee met the U.S. Army e.g. at 5 p.m. on a walk',
  'J. R. Lee|, a Ph.D. of Hill Corp.|, came',
  // The stop of the sentence is its own token, also after an abbreviation.
  'they sell tea|, jam|, etc|.',
  'she lives in the U.S|.|"',
  'tea|, jam etc.|, and R&D|; w/o sugar|, and|/|or milk',
])('cuts abbreviations: %s', (text) => check(text));

it.each(['a well|-|known non-smoker|, an e-mail|, a crab-wise walk', 'an ex-pilot and one|-|on|-|one talks'])(
  'cuts hyphens: %s',
  (text) => check(text),
);

it.each([
  'see https://example.org/a_(b)?c=d#e|, or (|www.example.org/x|)|.',
  'write to ann.lee@example.co.uk|, <|bob@example.org|> or @carol about #topic and #|1',
  "read notes-2.txt on example.com|'s page or in comp.lang.misc|.",
  'go to https://example.org/Set_(maths)|, [|a|]|(|https://example.org/b_(c)|)|, "|http://example.org/?q=(1)[2]|"|.',
  'open /usr/local/bin|, ~/notes.txt|, ./run|, C:\\Users\\ann|, \\\\host\\share|, src/main/app.ts and|/|or a|/|b|/|c',
  'at localhost:3000|, example.com:8080/x|, http://[::1]:80/x|, s3://bucket/key|, doi:10.1000/182|, 10.1000/xyz',
  'by t.co/a1|, bit.ly/3xY|, youtu.be/b?t=1m30s and git@example.org:ann/notes.git|, magnet:?xt=urn:a|; but end|.|he|/|she',
  'by @ann@example.social|, @ann.lee|, .|@ann|, #東京2020|, #100DaysOfCode|, mailto:ann@example.org',
])('cuts addresses: %s', (text) => check(text));

it.each([
  'so :) and ;-) and <3 and :D and ^_^ it is|:|(|x|)',
  'wait|... what|!!! really|?! yes|… no|-- ok|— fine',
  "\"|quoted|\" and '|single|' and ``|typed|'' and (|[|in|]|)",
  'a -> b *** c ==== d',
  'for $$$ or \\\\ // e',
  'why|.? so|:! yes|,|"',
  'it (|50|%|)|; (|ok|!|)|: f|(|)|; and :) (:',
  'f|(|x|)|=|y|+|z',
])('cuts marks: %s', (text) => check(text));

it.each([
  ["don't", "do|+n't"],
  ["the parents' house", "the|parents|+'|house"],
  // A quotation that closes behind a plural is no possessive.
  ["the 'old boots' there", "the|'|old|boots|'|there"],
  ["I'm doin' it, 'cause y'all can", "I|+'m|doin'|it|,|'cause|y'|+all|can"],
  ["the U.S.'s and AT&T's", "the|U.S.|+'s|and|AT&T|+'s"],
  ["she 's here , is n't she", "she|'s|here|,|is|n't|she"],
  ['cannot, yes', 'can|+not|,|yes'],
  ["5'11 tall, don;t", "5|'|11|tall|,|don|;|t"],
])('marks what continues a word: %s', (text, expected) => {
  const { source } = tokenize(text)[0]!;
  if (source?.format !== 'text') throw new Error('not raw text');
  expect(source.tokens.map((token) => (token.continues ? `+${token.text}` : token.text)).join('|')).toBe(
    expected,
  );
});

it('keeps what readers see as one character', () => {
  check('👩‍👩‍👧 and 👍🏽|🇩🇪|🇫🇷 1️⃣ cafe\u0301|! naïve|—|so x\u0301|)');
});

it('cuts a stop between words that has no blank', () => {
  check('end|.|Next and café|.|Then');
});

it('knows other languages by Unicode and by dictionary', () => {
  check('東京|都|に|住|んで|いる|。', 'ja');
  check('ภาษา|ไทย', 'th');
  check('Он дома|, да|.', 'ru');
  check("Ankara'da yağmur|.", 'tr');
  check('8월에 A팀이 3.5배|.', 'ko');
  check('שלום עולם|.', 'he');
});

it('finds in long text without blanks what the segmenter finds', () => {
  const text = '東京都に住んでいる兄はパンを食べた'.repeat(20);
  const segments = new Intl.Segmenter('ja', { granularity: 'word' }).segment(text);
  expect(cut(text, 'ja')).toBe(Array.from(segments, ({ segment }) => segment).join('|'));
  check('я'.repeat(999));
});

it('ends addresses where text in an unspaced script goes on', () => {
  check('看|example.com|吧|，|写|a@b.com|吧', 'zh');
  check('https://example.org/a|。', 'ja');
  check('看|https://example.org/a_(b)|吧|，|https://example.org/東京', 'zh');
});

it('keeps the marks of letters inside of words', () => {
  check('col·laborar');
  check('EE.UU. y CC.OO.|, R$|5', 'es');
  check('hy\u2027phen and צה"ל and ג\'ירפה');
  check("rock 'n' roll");
});

it('uses the rules of English in English alone', () => {
  expect(cut("it's", 'en-GB')).toBe("it|'s");
  const text = "it's cannot w/o n/a 'til don't 90's non-smoker parents' Mr. lee";
  expect(cut(text, 'af')).toBe("it's|cannot|w|/|o|n|/|a|'|til|don't|90's|non-smoker|parents|'|Mr|.|lee");
  expect(cut(text, 'und')).toBe(cut(text, 'af'));
});

it('takes no word that lost its first letters for a quotation', () => {
  expect(cut("'Tis the parents' house, ask 'em, 'cause they're doin' it")).toBe(
    "'T|is|the|parents|'|house|,|ask|'em|,|'cause|they|'re|doin'|it",
  );
  expect(cut("'It is the bosses' plan'")).toBe("'|It|is|the|bosses|'|plan|'");
});

it('keeps small words that lost their first letters in Dutch and German', () => {
  check("'s avonds is 't koud|, 'n huis|; '|k|' en '|de man|'", 'nl');
  check("'s ist 'ne Sache", 'de');
});

it('joins an ending by a colon in Finnish and Swedish', () => {
  check('EU:ssa USA:n 5:n', 'fi');
  check('EU:s och k:a och 1:a kl 10:30', 'sv');
  check('EU|:|s', 'da');
  check('été|:|non', 'nl');
});
