import { readAbbreviations } from './abbreviations';
import { WORD_START } from './characters';
import { otherLanguage } from './other-language';
import type { WordRules } from './word-rules';

/** 3.º, 1ª, n.º and D.ª */
const ordinal = String.raw`${WORD_START}(?:\p{Nd}{1,4}|[nN]|[DM])\.?[ºª](?![\p{L}\p{N}])`;

const spanishAbbreviations = readAbbreviations({
  never: `
    Sr Sra Srta Sres Sras D Dña Dr Dra Drs Ud Uds Vd Vds Prof Profa Ing Lic Arq Gral Cnel Tte Sto Sta Mons Excmo Excma
    Ilmo p.ej P.ej v.gr cf Cf vs aprox`,
  'before number': 'núm núms Núm nº pág págs Pág p pp art arts Art cap Cap vol fig tel Tel tfno',
  perhaps: 'Cía S.A S.L Ltda Inc Corp Jr EE.UU',
  'before capital': 'etc',
});

const spanishStarters = new Set(
  `A Además Ahora Al Algunos Antes Aquí Así Aunque Ayer Cada Como Con Cuando Cómo De Del Desde Después Donde Durante El
  Ella Ellas Ellos En Entonces Entre Era Es Esa Ese Eso Esta Estas Este Esto Estos Está Están Fue Ha Hace Han Hasta Hay Hoy
  La Las Le Les Lo Los Luego Me Mi Mientras Muchos Muy Más Ni No Nos Nosotros O Otra Otro Para Pero Por Porque Pues Que Qué
  Quien Quién Se Según Ser Si Sin Sobre Son Su Sus Sí También Tampoco Tenía Tiene Todo Todos Tras Tu Un Una Unos Y Ya Yo`.split(
    /\s+/,
  ),
);

/** Spanish: abbreviations and ordinal numbers. */
export const spanish: WordRules = {
  ...otherLanguage,
  abbreviations: spanishAbbreviations,
  starters: spanishStarters,
  numbers: [ordinal, ...otherLanguage.numbers],
  // p.ej. and p.ex.
  shortForms: [String.raw`${WORD_START}[pP]\.(?:ej|ex)\.`, ...otherLanguage.shortForms],
};

const portugueseAbbreviations = readAbbreviations({
  never: `
    Sr Sra Srs Sras Srta D Dr Dra Drs Dras Prof Profa Eng Exmo Exma Ilmo Mons Pe Sto Sta p.ex P.ex cf Cf vs aprox`,
  'before number': 'nº núm pág págs Pág p pp art arts Art cap Cap vol fig tel Tel',
  perhaps: 'Cia S.A Ltda Inc Corp Jr EUA',
  'before capital': 'etc',
});

const portugueseStarters = new Set(
  `A Agora Ainda Além Alguns Antes Ao Aos Aqui As Assim Até Cada Com Como Da Das De Depois Desde Do Dos Durante E Ela Elas
  Ele Eles Em Então Entre Era Essa Esse Esta Estas Este Estes Eu Foi Há Hoje Isso Isto Já Lá Mais Mas Meu Minha Muito
  Muitos Na Nas Nem No Nos Não Nós O Onde Ontem Os Ou Outra Outro Para Pela Pelo Por Porque Portanto Quando Que Quem São Se
  Segundo Sem Ser Seu Seus Sim Sob Sobre Sua Suas Também Tem Todo Todos Um Uma Você Vocês É`.split(/\s+/),
);

/** Portuguese: the same; a verb and its pronouns are one token, dá-lhe. */
export const portuguese: WordRules = {
  ...spanish,
  abbreviations: portugueseAbbreviations,
  starters: portugueseStarters,
};
