/** Sentences whose words have something of their own in script, case, accents, digits or length. */
export const sampleSentences: readonly (readonly string[])[] = [
  'She read it .',
  "I do n't know McDonald-1984 , do YOU ? :-)",
  'NAÏVETÉ naïveté Łódź à la carte été ÉTÉ e\u0301te\u0301 co\u00adoperate',
  'STRASSE Straße Masse IJsland ijs İstanbul ISPARTA ﬁsh ß',
  '123 ١٢٣ １２ Ⅻ ½ a1a1a1 $ € !!!! -- @user #tag 😀 👍🏽',
  '발전을 한국어 한 カタカナー 漢字 ひらがな 𠮷野家',
  'Москва МОСКВА שלום हिन्दी ไทย العربية Ἀθήνα ΟΔΟΣ',
]
  .map((line) => line.split(' '))
  .concat([[`${'x'.repeat(45)}Y`, 'aB'.repeat(30), 'ab'.repeat(20)]]);
