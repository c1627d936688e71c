import { BLANK, WORD_END, WORD_START } from './characters';

/** The rest of an address: up to a blank, a quote or an angle bracket, but without the marks of the sentence around it. */
const PATH = String.raw`(?:[^${BLANK}<>"“”«»]*[^${BLANK}<>"“”«»'’.,;:!?)\]}…])?`;

// Endings that are English words, such as .it and .at, are left out: they are more often a stop without a blank.
const domains = 'com|org|net|edu|gov|mil|info|biz|io|tv|eu|uk|ca|au|nz|ie|de|fr|nl|ch|jp|cn|br|ru';
const fileTypes =
  'docx?|xlsx?|pptx?|pdf|txt|rtf|csv|tsv|jpe?g|png|gif|svg|mp[34]|wav|avi|zip|gz|exe|dll|html?|php|css|jsx?|tsx?|json|xml|ya?ml|md|py|sh|cpp|java|url';

const DOMAIN = `(?:${domains}|${domains.toUpperCase()}|Com|Net|Org)${WORD_END}`;
const FILE_TYPE = `(?:${fileTypes}|${fileTypes.toUpperCase()})${WORD_END}`;

/** Addresses and names of the network. */
export const addressPatterns = [
  // https://example.org/a?b=c
  String.raw`(?:[hH][tT]{2}[pP][sS]?|ftps?|file):\/\/${PATH}`,
  String.raw`(?:[wW]{3}\.|mailto:)[\p{L}\p{N}]${PATH}`,
  // ann@example.org, and ann@sales of an office
  String.raw`[\p{L}\p{N}_.%+-]{1,64}@[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}(?:\.[\p{L}\p{N}_-]{1,63}){0,8}`,
  // example.co.uk/about
  String.raw`${WORD_START}[\p{L}\p{N}][\p{L}\p{N}-]{0,63}(?:\.[\p{L}\p{N}-]{1,63}){0,4}\.${DOMAIN}(?:\/${PATH})?`,
  // notes-2.txt, and the .txt that a blank or a bracket cut from its name
  String.raw`[\p{L}\p{N}_~#%-]{1,64}(?:\.[\p{L}\p{N}_-]{1,32}){0,4}\.${FILE_TYPE}`,
  String.raw`\.${FILE_TYPE}`,
  // comp.lang.misc: three parts at least, as two are more often a stop without a blank
  String.raw`${WORD_START}[a-z]{2,32}(?:\.[a-z][a-z-]{1,32}){2,8}${WORD_END}`,
  // @ann and #topic; but # is a token in #1
  String.raw`${WORD_START}[@#]\p{L}[\p{L}\p{M}\p{N}_]{0,280}`,
];
