import { readAbbreviations } from './abbreviations';
import { germanic } from './germanic';
import type { WordRules } from './word-rules';

/** Dutch. */
export const dutch: WordRules = {
  ...germanic,
  abbreviations: readAbbreviations({
    never: `
      dhr Dhr mevr Mevr mw Mw drs Drs dr Dr prof Prof ir Ir ing Ing mr Mr mrs Mrs ds Ds St bijv Bijv bv nl ca Ca resp evt
      incl excl o.a m.b.t i.v.m t.o.v d.w.z t.a.v m.a.w o.l.v vs`,
    'before number': 'nr Nr nrs blz p pp art afb tel Tel',
    perhaps: 'Inc Co Corp Jr',
    'before capital': 'enz etc',
  }),
};
