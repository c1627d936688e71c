import type { FormatName } from '@tagger/core';

const row = (id: string, form: string, tag: string, misc = '_') =>
  `${id}\t${form}\t_\t${tag}\t_\t_\t_\t_\t_\t${misc}\n`;

/** What is between a text and its annotations in brat, which are two files. */
export const bratMark = '\f';

const corpora: readonly (readonly [FormatName, string])[] = [
  [
    'conllu',
    `# sent_id = a\n# text = Owls sleep.\n${row('1', 'Owls', 'NOUN')}${row('2', 'sleep', 'VERB', 'SpaceAfter=No')}${row('3', '.', 'PUNCT')}\n`,
  ],
  [
    'conllu',
    `# newpar\n\n${row('1-2', 'du', '_')}${row('1', 'de', 'ADP')}${row('2', 'le', 'DET')}${row('2.1', 'vu', 'VERB')}\n# end\n`,
  ],
  [
    'conllup',
    '# global.columns = ID FORM UPOS A:B\n1\tOwls\tNOUN\tx\n2\tsleep\tVERB\t_\n\n1\tYes\tINTJ\t*\n\n',
  ],
  ['conllup', '# global.columns = UPOS FORM\nINTJ\tHi\n.\t!\n\n'],
  ['columns', '-DOCSTART- -X- O\n\nKim NNP B-PER\nLee NNP I-PER\nwon VBD O\n\n# id = 2\nParis NNP B-LOC\n'],
  ['columns', 'New York\tB\r\nwins\tO\r\n\r\n\r\nOslo\tB\r\n'],
  ['word-tag', 'Owls/NOUN sleep/VERB ./PUNCT\n1\\/2/NUM of/ADP it/PRON\n'],
  ['words', 'Owls sleep .\n\nYes !\n'],
  [
    'jsonl',
    '{"words":["Owls","sleep"],"tags":["NOUN","VERB"]}\n{"id":1,"tokens":["a","b"],"tags":["X",null]}\n',
  ],
  [
    'jsonl',
    '{"text":"Owls sleep.","words":["Owls","sleep","."],"tags":["NOUN","VERB","PUNCT"],"spans":[[0,4]]}\n',
  ],
  [
    'doccano',
    '{"text":"Kim Lee 👋 won.","label":[[0,7,"PER"]]}\n{"text":"It rains.","entities":[]}\n{"text":"?"}\n',
  ],
  [
    'prodigy',
    '{"text":"Kim won","tokens":[{"text":"Kim","start":0,"end":3},{"text":"won","start":4,"end":7}],"spans":[{"start":0,"end":3,"label":"PER"}],"answer":"accept"}\n',
  ],
  [
    'label-studio',
    '[\n{"data":{"text":"Kim won"},"annotations":[{"result":[{"to_name":"text","value":{"start":0,"end":3,"text":"Kim","labels":["PER"]}}]}]}\n,["Kim won",{"entities":[[0,3,"PER"]]}]\n]\n',
  ],
  ['hugging-face', '{"tokens":["Kim","won"],"ner_tags":["B-PER","O"]}\n'],
  [
    'csv',
    'Sentence #,Word,POS,Tag\nSentence: 1,"Kim, Lee",NNP,B-PER\n,won,VBD,O\nSentence: 2,"""",SYM,O\n\n',
  ],
  ['columns', 'token\tner\r\n"\tO\r\nOslo\tB-LOC\r\n\r\ntoken\tner\r\nKim\t\r\n'],
  [
    'csv',
    'id,text,label\n1,"Kim\nwon.","[{""start"":0,""end"":3,""text"":""Kim"",""labels"":[""PER""]}]"\n2,It rained.,[]\n',
  ],
  ['csv', 'doc_id;sent_id;form;upos\n1;1;Kim;PROPN\n1;2;won;VERB\n2;2;!;\n'],
  [
    'brat',
    `Kim Lee 👋 won in Oslo.${bratMark}T1\tPER 0 7\tKim Lee\nT2\tLOC 17 21;22 23\tOslo .\nR1\tIn Arg1:T1 Arg2:T2\n#1\tNote T1\tsure\n`,
  ],
  ['brat', `a b\nKim${bratMark}#1\tTokens -\t0 1 2 3\n#2\tTokens -\t4 7\nT1\tX 0 3\ta b\nT2\tPER 4 7\tKim\n`],
  ['text', 'Owls sleep by day. Dr. Reed saw 3.5 of them (at www.owls.org)!\n\n"Where?" she asked…\n'],
  ['text', ''],
];

/** Small valid files of every format. Each is also given to the readers of the other formats. */
export const validCorpora: readonly string[] = corpora.map(([, text]) => text);

/** The format of each. */
export const validFormats: readonly FormatName[] = corpora.map(([format]) => format);
