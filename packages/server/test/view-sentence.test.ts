import { Tagger } from '@tagger/models';
import { expect, it } from 'vitest';
import { createSpanModel, schemes } from '../../models/test/spans/span-model';
import { SentenceView } from '../src/internal';
import { english } from './test-server';

const word = (text: string, tag: string, others = {}) => ({ text, tag, score: 0.9, ...others });

it('shows tags, lemmas, and what is known of a word', async () => {
  const tagger = await Tagger.load(english.source);
  const view = new SentenceView(tagger.model);
  await tagger.release();
  const mice = word('mice', 'NOUN', { lemma: 'mouse', features: { Number: 'Plur' }, score: 0.5 });
  expect(view.write({ sentence: { words: ['mice'] }, words: [mice] })).toBe(
    '<p class="sentence" dir="auto"><span class="token h7 unsure" tabindex="0"><b>mice</b><small>NOUN</small><i>mouse</i><span class="tip">mice: NOUN 50.0 %, lemma mouse, Number=Plur</span></span></p>\n',
  );
});

it('shows entities around their words', async () => {
  const tagger = await Tagger.load(createSpanModel(schemes.BIO, 'softmax'));
  const view = new SentenceView(tagger.model);
  await tagger.release();
  const words = [word('Ada', 'B-PER'), word('Lovelace', 'I-PER'), word('saw', 'O'), word('X', 'B-X')];
  const html = view.write({ sentence: { words: words.map(({ text }) => text) }, words });
  const plain = html.replaceAll(/<span class="tip">.*?<\/span>/g, '').replaceAll(/ tabindex="0"/g, '');
  expect(plain).toBe(
    '<p class="sentence" dir="auto"><span class="entity h0"><span class="token"><b>Ada</b></span><span class="token"><b>Lovelace</b></span><small>PER</small></span><span class="token"><b>saw</b></span><span class="entity h1"><span class="token"><b>X</b></span><small>X</small></span></p>\n',
  );
});
