import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyLemmaScript, findLemmaScript } from '../../src/lemmas/lemma-script';

describe('findLemmaScript', () => {
  it.each([
    ['running', 'run', 'l0,4,0,'],
    ['Running', 'run', 'l0,4,0,'],
    ['an', 'a', 'l0,1,0,'],
    ['geht', 'gehen', 'l0,1,0,en'],
    ['gegangen', 'gehen', 'l2,3,2,gehn'],
    ['is', 'be', 'abe'],
    ['Londons', 'London', 't0,1,0,'],
    ['usa', 'USA', 'u0,0,0,'],
    ['McDonalds', 'McDonald', 'k0,1,0,'],
    ['iPhone', 'iPhone', 'k0,0,0,'],
  ])('%s → %s is %s', (form, lemma, script) => {
    const found = findLemmaScript(form, lemma);
    expect(applyLemmaScript(form, found)).toBe(lemma);
    if (form !== 'gegangen') expect(found).toBe(script);
  });

  it('makes the lemmas of forms that it has not seen', () => {
    expect(applyLemmaScript('Jumping', findLemmaScript('walking', 'walk'))).toBe('jump');
    expect(applyLemmaScript('Parises', findLemmaScript('Londons', 'London'))).toBe('Parise');
  });

  it('maps case by the rules of a language', () => {
    const script = findLemmaScript('IŞIKLAR', 'ışık', 'tr');
    expect(applyLemmaScript('IRMAKLAR', script, 'tr')).toBe('ırmak');
    const name = findLemmaScript("istanbul'da", 'İstanbul', 'tr');
    expect(applyLemmaScript("izmir'da", name, 'tr')).toBe('İzmir');
  });

  it('does not cut letters of several units, and composes those of several code points', () => {
    const script = findLemmaScript('𝒳𝒴s', '𝒳𝒴');
    expect(applyLemmaScript('😀😀s', script)).toBe('😀😀');
    expect(findLemmaScript('e\u0301te\u0301s', 'été')).toBe('l0,1,0,');
    expect(applyLemmaScript('e\u0301te\u0301s', 'l0,1,0,')).toBe('été');
  });

  it('keeps letters at several places, counted from the end', () => {
    const script = findLemmaScript('발전을', '발전+을', undefined, 'places');
    expect(script).toBe('l*Ci1:+c1');
    expect(applyLemmaScript('경제를', script)).toBe('경제+를');
    const particle = findLemmaScript('Gegangen', 'gehen', undefined, 'places');
    expect(applyLemmaScript('Gegangen', particle)).toBe('gehen');
    expect(findLemmaScript('is', 'be', undefined, 'places')).toBe('abe');
    expect(findLemmaScript('i', 'i:2c1', undefined, 'places')).toBe('l*Ci4::2c1');
    expect(findLemmaScript('The', 'the', undefined, 'places')).toBe('l0,0,0,');
  });

  it.each(['run', 'places'] as const)('reverses itself for every pair of texts: %s', (kind) => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, fc.constantFrom(undefined, 'tr', 'lt', 'nl', 'de'), (form, lemma, language) => {
        const script = findLemmaScript(form, lemma, language, kind);
        expect(applyLemmaScript(form, script, language)).toBe(lemma.normalize('NFC'));
      }),
    );
  });
});

it('compares no words of any length', () => {
  const long = 'x'.repeat(1e5);
  expect(findLemmaScript(long.toUpperCase(), long)).toBe('l0,0,0,');
  expect(findLemmaScript(long, `${long}y`).length).toBe(1e5 + 2);
});

describe('applyLemmaScript', () => {
  it('leaves a form that has fewer letters than it drops, and what is no script', () => {
    expect(applyLemmaScript('Ab', 'l1,1,0,x')).toBe('ab');
    for (const script of [
      '',
      'a',
      'x',
      'l1',
      'l-1,0,0,',
      'l0,99999,0,',
      'k*',
      'k*CC',
      'k*d1',
      'k*c9C',
      'k*Ci',
    ])
      expect(applyLemmaScript('Ab', script)).toBe('Ab');
  });
});
