import { addressPatterns, DOMAIN_NAME } from './address-patterns';
import { BLANK, WORD_START } from './characters';
import { matchEnd } from './match-end';

/** What an address with a path starts with. */
const addressStart = new RegExp(
  [
    // https://example.org/a?b=c
    String.raw`[A-Za-z][A-Za-z0-9+-]{0,15}:\/\/`,
    String.raw`(?:[wW]{3}\.|(?:mailto|tel|urn|doi):)(?=[\p{L}\p{N}+])`,
    // the digital object identifier 10.1000/182
    String.raw`${WORD_START}10\.[0-9]{4,9}\/(?=[\p{L}\p{N}(])`,
    // C:\Users\ann, \\server\share
    String.raw`${WORD_START}[A-Za-z]:[\\/](?=[\p{L}\p{N}_.~%$])`,
    String.raw`\\\\[\p{L}\p{N}.-]{1,64}\\(?=[\p{L}\p{N}_.~%$])`,
    // /usr/bin, ~/notes, ../notes; but not and/or
    String.raw`(?<![^${BLANK}(\[{"'“‘«=:,>|])(?:(?:~[a-z]{0,32}|\.{1,2})\/(?=[\p{L}\p{N}_.~-])|\/[\p{L}\p{N}_.-]{1,64}\/(?=[\p{L}\p{N}_.~-]))`,
  ].join('|'),
  'uy',
);

const domainName = new RegExp(DOMAIN_NAME, 'uy');
const nameOfNetwork = new RegExp(addressPatterns.join('|'), 'uy');
/** Tells most tokens, which are no addresses, in little time. */
const hint = new RegExp(String.raw`[^${BLANK}.@:\\/]{0,64}[.@:\\/][^${BLANK}]`, 'uy');

/** The rest of an address, and of the marks behind it: up to a blank, a quote, an angle bracket or an ideographic mark. */
const rest = new RegExp(
  `[^${BLANK}<>"“”«»\\u3001-\\u3003\\u3008-\\u3011\\u3014-\\u301f！，：；？（）［］｛｝｡-､]*`,
  'uy',
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
export function findAddressEnd(text: string, start: number): number {
  if (!matchEnd(hint, text, start)) return 0;
  let least = matchEnd(addressStart, text, start);
  if (!least) {
    least = matchEnd(domainName, text, start);
    const hasPath = least > 0 && '/?#'.includes(text[least] ?? ' ');
    if (!hasPath) return least || matchEnd(nameOfNetwork, text, start);
  }
  let end = findUnbalanced(text, start, matchEnd(rest, text, least) || least);
  while (end > least && trailing.includes(text[end - 1])) end -= 1;
  return Math.max(end, least);
}

/** The place of the first closing bracket between `start` and `end` that closes none; `end` if there is none. */
function findUnbalanced(text: string, start: number, end: number): number {
  const open = new Map<string, number>();
  for (let at = start; at < end; at += 1) {
    const character = text[at];
    if ('([{'.includes(character)) open.set(character, (open.get(character) ?? 0) + 1);
    const opening = brackets.get(character);
    if (!opening) continue;
    const count = open.get(opening) ?? 0;
    if (count === 0) return at;
    open.set(opening, count - 1);
  }
  return end;
}
