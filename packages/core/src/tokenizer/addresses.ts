import { addressPatterns, DOMAIN_NAME } from './address-patterns';
import { BLANK, UNSPACED, WORD_START } from './characters';
import { Pattern, type ScannedText } from './pattern';

/** What an address with a path starts with. */
const addressStart = new Pattern(
  [
    // https://example.org/a?b=c
    String.raw`[A-Za-z][A-Za-z0-9+-]{0,15}:\/\/`,
    String.raw`(?:[wW]{3}\.|(?:mailto|tel|urn|doi|sips?|xmpp|geo):)(?=[\p{L}\p{N}+])`,
    String.raw`magnet:(?=\?)|data:(?=[a-z]{1,16}\/[a-z0-9.+-]{1,64}[;,])`,
    // the digital object identifier 10.1000/182
    String.raw`${WORD_START}10\.[0-9]{4,9}\/(?=[\p{L}\p{N}(])`,
    // C:\Users\ann, \\server\share
    String.raw`${WORD_START}[A-Za-z]:[\\/](?=[\p{L}\p{N}_.~%$])`,
    String.raw`\\\\[\p{L}\p{N}.-]{1,64}\\(?=[\p{L}\p{N}_.~%$])`,
    // /usr/bin, ~/notes, ../notes; but not and/or
    String.raw`(?<![^${BLANK}(\[{"'“‘«=:,>|])(?:(?:~[a-z]{0,32}|\.{1,2})\/(?=[\p{L}\p{N}_.~-])|\/[\p{L}\p{N}_.-]{1,64}\/(?=[\p{L}\p{N}_.~-]))`,
  ].join('|'),
  'y',
);

const domainName = new Pattern(DOMAIN_NAME, 'y');
const nameOfNetwork = new Pattern(addressPatterns.join('|'), 'y');
/** Tells most tokens, which are no addresses, in little time. */
const hint = new Pattern(String.raw`[^${BLANK}.@:\\/]{0,64}[.@:\\/][^${BLANK}]`, 'y');

/**
 * A part of an address without brackets: up to a blank, a quote, an angle bracket or an ideographic mark, or to where a script
 * without blanks follows ASCII: it is more often the next word than the rest of a word.
 */
const part = new Pattern(
  `(?:(?![${UNSPACED}])[^${BLANK}()[\\]{}<>"“”«»\\u3001-\\u3003\\u3008-\\u3011\\u3014-\\u301f！，：；？（）［］｛｝｡-､]|(?<![A-Za-z0-9)])[${UNSPACED}])+`,
  'y',
);
/** What belongs to the sentence around an address that it follows. */
const trailing = "'’.,;:!?…([{";
const brackets = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/**
 * The end of the address or the name of the network that starts at `start`, 0 if there is none. A bracket belongs to the address if
 * it closes one in it: `https://example.org/a_(b)`, but `(https://example.org/a|)`.
 */
export function findAddressEnd(scanned: ScannedText, start: number): number {
  const { text } = scanned;
  if (!hint.matchEnd(scanned, start)) return 0;
  let least = addressStart.matchEnd(scanned, start);
  if (!least) {
    least = domainName.matchEnd(scanned, start);
    const hasPath = least > 0 && '/?#'.includes(text[least] ?? ' ');
    if (!hasPath) return least || nameOfNetwork.matchEnd(scanned, start);
  }
  let end = findPathEnd(scanned, least);
  while (end > least && trailing.includes(text[end - 1]!)) end -= 1;
  return end;
}

/** Where the path at `from` ends, at the latest at the first closing bracket that closes none of the address. */
function findPathEnd(scanned: ScannedText, from: number): number {
  const open = new Map<string, number>();
  const count = (bracket: string, change: number) => open.set(bracket, (open.get(bracket) ?? 0) + change);
  let at = from;
  for (;;) {
    at = part.matchEnd(scanned, at) || at;
    const character = scanned.text[at] ?? '';
    const opening = brackets.get(character);
    if (opening && open.get(opening)) count(opening, -1);
    else if (character && '([{'.includes(character)) count(character, 1);
    else return at;
    at += 1;
  }
}
