/** Words of many scripts, in NFC, and such as have something of their own in case, accents, digits or length. */
export const oddWords: readonly string[] = [
  "the Dog CAT sees saw her duck . I n't naïve 😀 NAÏVETÉ naïveté été é à Łódź",
  'Straße STRASSE Masse MASSE SS ß ẞ ﬁsh ﬂ ŉ ijs IJs IJsland Ĳ TWITTER Twitter',
  'İstanbul ISPARTA ısı İ I i ı Ǆ ǅ ǆ Ì į̇ JĖ',
  '123 ١٢٣ １２ Ⅻ ½ McDonald-1984 a1a1a1 AAAaaa111 $ € a_b !!!! ?! -- :-) @user #tag',
  '한국어 발전을 한 ㅋㅋㅋ カタカナー ﾊﾝ 漢字 ひらがな 𠮷野家 中国人民',
  'Москва МОСКВА שלום שָׁלוֹם हिन्दी ไทย العربية Ἀθήνα ΐ α Ωμέγα',
  '👍🏽 👩‍👩‍👧 𝒜𝒷 𐐀𐐨 क्‍ष می‌خواهم \u0301 ´ ª º',
]
  .flatMap((line) => line.split(' '))
  .concat(['a\nb', `${'x'.repeat(45)}Y`, 'aB'.repeat(30), '한'.repeat(41), 'ab'.repeat(20)]);
