import { readAbbreviations } from './abbreviations';
import { WORD_START } from './characters';
import { germanic } from './germanic';
import { ordinalBefore } from './ordinals';
import type { WordRules } from './word-rules';

const words = (list: string) => list.trim().split(/\s+/);

const abbreviations = readAbbreviations({
  never: `
    Dr Prof Hr Hrn Fr Frl Mr Mrs St bzw ca Ca vgl Vgl sog evtl Evtl ggf Ggf inkl exkl zzgl insb insbes gem lt Lt vs geb
    gest z.B Z.B d.h D.h u.a U.a z.T Z.T i.d.R o.g s.o s.u v.a V.a u.U a.a.O d.i i.e i.A i.V e.V`,
  'before number': `
    Nr Nrn nr S Abs Art Bd Bde Abb Tab Kap Ziff Anm Tel Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Fr
    Sa So`,
  perhaps: `Str Inc Co Corp Jr jun sen Mio Mrd Std Min Sek Tsd usw etc usf u.v.m u.Ä v.Chr n.Chr`,
  'before capital': '',
});

/** Nouns are capitalised, too: only these, after an abbreviation, start a sentence. */
const starters = new Set(
  words(`
  Aber Alle Allerdings Alles Als Also Am An Andere Auch Auf Aus Außerdem Bei Beide Beim Bereits Bis Bisher Da Dabei Dafür
  Dagegen Daher Damit Danach Dann Daraus Darum Das Davon Dazu Dem Den Denn Der Des Deshalb Deswegen Die Dies Diese Diesem
  Diesen Dieser Dieses Doch Dort Du Durch Ein Eine Einem Einen Einer Einige Er Erst Es Etwa Etwas Für Gegen Gestern Heute
  Hier Ich Ihr Ihre Ihren Im In Ins Ist Jede Jeder Jedes Jedoch Jetzt Kein Keine Keiner Leider Man Manche Mehr Mein Meine
  Mit Nach Nachdem Nicht Nichts Nie Niemand Noch Nun Nur Ob Obwohl Oder Ohne Schon Sehr Sein Seine Seinen Seit Sie Sind So
  Sogar Sonst Sowohl Trotz Trotzdem Über Um Und Unser Unsere Unter Viele Vielleicht Vom Von Vor Während War Waren Warum Was
  Wegen Weil Welche Welcher Wenn Wer Wie Wieso Wir Wo Zu Zudem Zuerst Zuletzt Zum Zunächst Zur Zwar Zwischen`),
);

/** Behind a number with a full stop, which then is an ordinal number: am 3. Mai. */
const ordinalNouns = words(`
  Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November Dezember Jan Feb Mär Apr Jun Jul
  Aug Sep Sept Okt Nov Dez Jahrhundert Jahrhunderts Jahrhunderte Jahrhunderten Jh Jhd Jahrtausend Jahrtausends Weltkrieg
  Weltkriegs Weltkrieges Klasse Platz Rang Stock Etage Auflage Kapitel Liga Bundesliga Runde Tag Tages Mal Geburtstag
  Jahrestag Lebensjahr Spieltag Minute Semester Quartal Halbjahr Staffel Akt Grad Grades FC SC`);

/** The 3. of am 3. Mai and of der 2. und letzte. */
const ordinal = ordinalBefore(String.raw`(?:\p{Ll}|(?:${ordinalNouns.join('|')})(?!\p{L}))`);

/** German: abbreviations, ordinal numbers, compounds with a hyphen, and the Nord- of Nord- und Ostsee. */
export const german: WordRules = {
  ...germanic,
  abbreviations,
  starters,
  ordinalNouns: new Set(ordinalNouns),
  numbers: [ordinal, ...germanic.numbers],
  shortForms: [
    String.raw`${WORD_START}\p{L}{1,64}-(?=\p{White_Space}{1,4}(?:und|oder|bzw\.|sowie|bis)(?!\p{L}))`,
    ...germanic.shortForms,
  ],
};
