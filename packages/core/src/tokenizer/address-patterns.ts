import { UNSPACED, WORD_END, WORD_START } from './characters';

// Endings that are English words, such as .it and .at, are left out: they are more often a stop without a blank.
const domains =
  'com|org|net|edu|gov|mil|info|biz|io|tv|eu|uk|ca|au|nz|ie|de|fr|nl|ch|jp|cn|br|ru|fm|dev|app|ai';
// With a path there is no doubt: t.co/abc, bit.ly/3xY
const domainsWithPath =
  'co|ly|gl|be|to|me|it|gg|us|in|at|is|so|cc|la|tw|hk|kr|es|pt|pl|se|no|dk|fi|cz|sk|hu|ro|gr|tr|il|za|mx|ar|cl|pe|id|my|sg|ph|th|vn|lt|lv|ee|ua|rs|si|hr|bg|lu|li|im|st|id|xyz|cat|page|blog|cloud|site|online|shop|tech|news|wiki|link|live|space|zone';
const fileTypes =
  'docx?|xlsx?|pptx?|pdf|txt|rtf|csv|tsv|jpe?g|png|gif|svg|mp[34]|wav|avi|zip|gz|exe|dll|html?|php|css|jsx?|tsx?|json|xml|ya?ml|md|py|sh|cpp|java|url';

const FILE_TYPE = `(?:${fileTypes}|${fileTypes.toUpperCase()})${WORD_END}`;
/** A letter or digit of an address, which text in an unspaced script may surround. */
const CHARACTER = String.raw`(?![${UNSPACED}])[\p{L}\p{N}`;
const LABEL = `${CHARACTER}](?:${CHARACTER}-]){0,63}`;

/** example.co.uk, localhost:8080, the t.co of t.co/abc; but not ann.com@example.org */
export const DOMAIN_NAME = String.raw`${WORD_START}(?:${LABEL}(?:\.(?:${CHARACTER}-]){1,63}){0,4}\.(?:(?:${domains}|${domains.toUpperCase()}|Com|Net|Org)${WORD_END}|(?:${domainsWithPath})(?=\/[A-Za-z0-9@_~-]))(?::[0-9]{2,5}${WORD_END})?|localhost:[0-9]{2,5}${WORD_END})(?!@)`;

/** Addresses and names of the network whose form tells their end. */
export const addressPatterns = [
  // ann@example.org, ann@sales of an office, and git@example.org:ann/notes.git
  String.raw`(?:${CHARACTER}_%+])(?:${CHARACTER}_.%+-]){0,63}@${CHARACTER}](?:${CHARACTER}_-]){0,63}(?:\.(?:${CHARACTER}_-]){1,63}){0,8}(?::[A-Za-z0-9_~-]{1,64}(?:\/[A-Za-z0-9_~-]{1,64}(?:\.[A-Za-z0-9]{1,16}){0,2}){1,8})?`,
  // notes-2.txt and src/notes.txt, and the .txt that a blank or a bracket cut from its name
  String.raw`(?:(?:${CHARACTER}_.~#%-]){1,64}\/){0,8}(?:${CHARACTER}_~#%-]){1,64}(?:\.(?:${CHARACTER}_-]){1,32}){0,4}\.${FILE_TYPE}`,
  String.raw`\.${FILE_TYPE}`,
  // comp.lang.misc: three parts at least, as two are more often a stop without a blank
  String.raw`${WORD_START}[a-z]{2,32}(?:\.[a-z][a-z-]{1,32}){2,8}${WORD_END}`,
];

/** Names that a mark introduces. */
export const handlePatterns = [
  // @ann, @ann.lee, @ann@example.org, #topic and #100days; but # is a token in #1
  String.raw`${WORD_START}[@＠][\p{L}_][\p{L}\p{M}\p{N}_]{0,280}(?:\.[a-z0-9_]{1,64}){0,4}(?:@${LABEL}(?:\.(?:${CHARACTER}-]){1,63}){1,4})?`,
  String.raw`${WORD_START}[#＃](?:\p{L}|\p{Nd}{1,8}\p{L}{3})[\p{L}\p{M}\p{N}_]{0,280}`,
];
