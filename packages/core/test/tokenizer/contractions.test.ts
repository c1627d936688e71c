import { expect, it } from 'vitest';
import { divideContraction } from '../../src/tokenizer/contractions';

/** The word with bars between its parts. */
function divide(word: string): string {
  let rest = word;
  const parts = (divideContraction(word) ?? [word.length]).map((length) => {
    const part = rest.slice(0, length);
    rest = rest.slice(length);
    return part;
  });
  return parts.join('|');
}

it.each(
  `do|n't ca|n't wo|n't ai|n't can|not it|'s they|'re we|'ve I|'m I|'d she|'ll John|'s O'Brien|'s parents|' James|'
  gon|na wan|na got|ta gim|me let|'s y'|all 't|is 't|was du|n|no c'm|on I|'m|a
  should|n't|'ve he|'d|'ve y'|all|'d do|nt ca|nt i|m that|s
  do|n’t IT|’S parents|’ ’T|IS CA|N'T Gon|na CAN|NOT it|´s do|n\`t`.split(/\s+/),
)('divides %s', (parts) => {
  expect(divide(parts.replaceAll('|', ''))).toBe(parts);
});

it.each("its lets were well id IM o'clock ma'am O'Brien rock'n'roll 1960's 's n't ' doin' naïve".split(' '))(
  'leaves %s whole',
  (word) => {
    expect(divide(word)).toBe(word);
  },
);
