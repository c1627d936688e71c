import { compromise } from './compromise';
import { natural } from './natural';
import type { Peer } from './peer';
import { pos } from './pos';
import { winkNlp, winkNlpWithRules } from './wink-nlp';

export const peers: readonly Peer[] = [winkNlp, winkNlpWithRules, compromise, natural, pos];
