const row = (id: string, form: string, tag: string, misc = '_') =>
  `${id}\t${form}\t_\t${tag}\t_\t_\t_\t_\t_\t${misc}\n`;

/** Small valid files of every format. Each is also given to the readers of the other formats. */
export const validCorpora: readonly string[] = [
  `# sent_id = a\n# text = Owls sleep.\n${row('1', 'Owls', 'NOUN')}${row('2', 'sleep', 'VERB', 'SpaceAfter=No')}${row('3', '.', 'PUNCT')}\n`,
  `# newpar\n\n${row('1-2', 'du', '_')}${row('1', 'de', 'ADP')}${row('2', 'le', 'DET')}${row('2.1', 'vu', 'VERB')}\n# end\n`,
  '# global.columns = ID FORM UPOS A:B\n1\tOwls\tNOUN\tx\n2\tsleep\tVERB\t_\n\n1\tYes\tINTJ\t*\n\n',
  '# global.columns = UPOS FORM\nINTJ\tHi\n.\t!\n\n',
  '-DOCSTART- -X- O\n\nKim NNP B-PER\nLee NNP I-PER\nwon VBD O\n\n# id = 2\nParis NNP B-LOC\n',
  'New York\tB\r\nwins\tO\r\n\r\n\r\nOslo\tB\r\n',
  'Owls/NOUN sleep/VERB ./PUNCT\n1\\/2/NUM of/ADP it/PRON\n',
  'Owls sleep .\n\nYes !\n',
  '{"words":["Owls","sleep"],"tags":["NOUN","VERB"]}\n{"id":1,"tokens":["a","b"],"tags":["X",null]}\n',
  '{"text":"Owls sleep.","words":["Owls","sleep","."],"tags":["NOUN","VERB","PUNCT"],"spans":[[0,4]]}\n',
  '{"text":"Kim Lee 👋 won.","label":[[0,7,"PER"]]}\n{"text":"It rains.","entities":[]}\n{"text":"?"}\n',
  '{"text":"Kim won","tokens":[{"text":"Kim","start":0,"end":3},{"text":"won","start":4,"end":7}],"spans":[{"start":0,"end":3,"label":"PER"}],"answer":"accept"}\n',
  '[\n{"data":{"text":"Kim won"},"annotations":[{"result":[{"to_name":"text","value":{"start":0,"end":3,"text":"Kim","labels":["PER"]}}]}]}\n,["Kim won",{"entities":[[0,3,"PER"]]}]\n]\n',
  '{"tokens":["Kim","won"],"ner_tags":["B-PER","O"]}\n',
  'Owls sleep by day. Dr. Reed saw 3.5 of them (at www.owls.org)!\n\n"Where?" she asked…\n',
  '',
];
