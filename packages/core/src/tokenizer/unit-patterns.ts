import { WORD_END } from './characters';
import { NUMBER } from './number-patterns';

const UNITS = [
  // of everyday English: 5k, 10x, 3bn, 10pm, 6ft
  '[kKmMbtfpx]|bn|mn|mm|MM|lbs?|ft|oz|mi|mph|kmh|[aApP]\\.?[mM]|hh|[hH]rs?|[mM]ins?|secs?|yrs?',
  // lengths, areas and volumes; weights; times
  '[kcmµμn]?m[²³]?|h|[mcdhkµμ]?[lL]|[kmµμn]g|[mµμn]s',
  // electricity, energy, pressure, frequency, and sound
  '[kMGTm]?(?:Wh?|Hz|VA|eV|Ah|Pa)|[kmMµμn][VAFJWΩ]|V|hPa|k?cal|dBm?|MMBT[Uu]|BTU|[kKMG]w',
  // data
  '[kKMGTP]i?[bB]|[KMGk]bps|[kKMG]?bit|fps|dpi|rpm|px|ppm|ppb|bpm|pt',
  // money
  'EUR|USD|GBP|CHF|JPY|CNY|RMB|CAD|AUD|NZD|INR|KRW|RUB|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|TRY|ZAR',
].join('|');

/** The number before a unit, which is the next token: 5|km, 0.5|L, 20:15|h; but 4th, 3D, 802.11n. */
export const unitPatterns = [
  String.raw`${NUMBER}(?=(?:${UNITS}|(?:[kcm]?m|mi|[kKMG]?[bB]|[kmµμ]?g|[mcd]?[lL])\/\p{L}{1,3}[²³23]?)${WORD_END})`,
];
