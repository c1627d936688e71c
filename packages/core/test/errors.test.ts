import { expect, it } from 'vitest';
import { TaggerError } from '../src/errors';

const location = { file: 'a\u001b.txt', line: 7 };

it('says where, what, and what to do, in one line', () => {
  const error = new TaggerError('no\nword', { location, hint: 'write\tone' });
  expect(error.message).toBe('a\\u001b.txt:7: no\\nword (write\\tone)');
  expect(error).toMatchObject({ name: 'TaggerError', location, hint: 'write\tone' });
});

it('leaves out the middle of what it quotes, however long that is', () => {
  const { message } = new TaggerError(`"${'x'.repeat(1e6)}" is no tag`, { location, hint: 'y'.repeat(1e6) });
  expect(message.length).toBeLessThan(2100);
  expect(message).toMatch(/^a\\u001b\.txt:7: "x+…x+" is no tag \(y+…y+\)$/);
  const short = 'z'.repeat(1000);
  expect(new TaggerError(short).message).toBe(short);
});
