/** Whether an abbreviation's full stop can also be the end of a sentence. */
export type AbbreviationKind =
  /** Always followed by what it introduces: `Dr. Grey`, `e.g. this`. */
  | 'never'
  /** An abbreviation only before a number: `No. 5`, `Sat. 12 May`; elsewhere a word. */
  | 'before number'
  /** Ends a sentence where the next word looks like the start of one: `Acme Inc. We`, but `Acme Inc. Europe`. */
  | 'perhaps'
  /** Ends a sentence before any capital letter. */
  | 'before capital';

/** Reads words that are separated by blanks, by their kinds. */
export function readAbbreviations(
  table: Readonly<Record<AbbreviationKind, string>>,
): ReadonlyMap<string, AbbreviationKind> {
  return new Map(
    (Object.keys(table) as AbbreviationKind[]).flatMap((kind) =>
      table[kind]
        .trim()
        .split(/\s+/)
        .map((word) => [word, kind] as const),
    ),
  );
}

/** English abbreviations without their full stop. Upper and lower case differ: `Sun. 5 May`, but `in the sun.` */
export const englishAbbreviations = readAbbreviations({
  never: `
    Mr Mrs Ms Messrs Mme Mlle Dr Drs Prof Rev Fr Hon Pres Gov Sen Sens Rep Reps Atty Supt Gen Col Lt Maj Capt Cmdr Cdr
    Sgt Cpl Pvt Adm Brig St Ste Mt Ft vs cf viz eg ie e.g E.g i.e I.e a.k.a P.S p.s PS ps Attn attn ca approx`,
  'before number': `
    No no Nos nos Vol vol Vols vols Fig fig Figs figs Sec sec Art art Ch ch Eq eq pp p Para para Ext ext Tel tel Ph ph
    Rm rm Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun`,
  perhaps: `
    Ph.D B.Sc M.Sc Inc inc Corp corp Co co Ltd ltd Bros Plc LLC Univ Dept dept Assn Assoc Intl Jr Sr Esq Ave Blvd Rd Hwy
    Ala Ariz Ark Calif Colo Conn Fla Ga Ind Kan Ky La Mass Mich Minn Mont Neb Nev Okla Pa Tenn Tex Va Vt Wis Wyo Que Ont
    al lb lbs oz ft hr hrs min mins yr yrs wk wks mo mos sq info misc max est incl esp Esp ed eds rev Conf Arr Dep`,
  'before capital': `etc`,
});

/** Words that, capitalised after an abbreviation or an initial, are far more likely to start a sentence than to be a name. */
export const englishStarters: ReadonlySet<string> = new Set(
  `A After All Also Although An And Another Any Anyway Are As At Because Before Both But By Can Could Did Do Does Don't
  Each Even Every For From Good Great Had Has Have He Her Here Hers Hi His How However I I'd I'll I'm I've If Im In Is It
  It's Its Just Last Let Let's Many Maybe Most Much My Next No Nobody None Not Nothing Now Of Oh On Once One Only Or Other
  Otherwise Our Overall Perhaps Please Same See She Should Since So Some Someone Something Soon Still Such Thank Thanks
  That That's The Their Then There There's These They They're This Those Though Thus To Today Too Two Under Unless Until
  Was We We're Well Were What When Where Whether Which While Who Why Will With Without Would Yes Yet You You're Your`
    .trim()
    .split(/\s+/),
);
