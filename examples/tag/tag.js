import model from '@tagger/model-en';
import { Tagger } from '@tagger/models';

const text = process.argv[2] ?? 'I saw her duck. Did you?';

const tagger = await Tagger.load(model);
for (const token of await tagger.tag(text, { topK: 2 })) {
  const [best, second] = token.alternatives;
  const doubt = best.score < 0.9 ? ` or ${second.tag}` : '';
  console.log(`${token.text}\t${best.tag}${doubt}`);
}
await tagger.release();
