import { describe, expect, it } from 'vitest';
import { TaggerError } from '../../src/errors';
import { TagSet } from '../../src/vocabulary/tag-set';

describe('TagSet', () => {
  const tagSet = TagSet.build([{ tags: ['VERB', 'é', 'NOUN'] }, {}, { tags: ['ADJ', 'VERB', 'noun'] }]);

  it('collects the tags of a corpus, sorted by code unit', () => {
    expect(tagSet.tags).toEqual(['ADJ', 'NOUN', 'VERB', 'noun', 'é']);
    expect(tagSet.size).toBe(5);
  });

  it('gives a tag its place as id', () => {
    expect(tagSet.tags.map((tag) => tagSet.id(tag))).toEqual([0, 1, 2, 3, 4]);
    expect(tagSet.id('toString')).toBeUndefined();
    expect([...tagSet.encode(['VERB', 'X', 'ADJ'])]).toEqual([2, -1, 0]);
  });

  it('comes back from its tags, whatever their order', () => {
    expect(TagSet.from([...tagSet.tags].reverse()).tags).toEqual(tagSet.tags);
  });

  it('refuses a tag that stands there twice', () => {
    expect(() => TagSet.from(['A', 'A'])).toThrow(TaggerError);
  });

  it('is empty for a corpus without tags', () => {
    expect(TagSet.build([{}, {}]).size).toBe(0);
  });

  it('is extended behind the tags that it has, whose order stays', () => {
    const set = TagSet.extend(['O', 'B-PER'], ['Z', 'B-PER', 'A', 'Z']);
    expect(set.tags).toEqual(['O', 'B-PER', 'A', 'Z']);
    expect(set.id('B-PER')).toBe(1);
    expect(() => TagSet.extend(['O', 'O'], [])).toThrow('twice');
  });
});
