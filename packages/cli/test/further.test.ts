import { decodeModelFile } from '@tagger/models/internal';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger, failure } = folder;

const names = ['Ann', 'Ben', 'Cleo', 'Dan'];
const places = ['Rome', 'Oslo', 'Lima'];
/** Sentences whose places are not labelled unless asked for. */
const sentences = (count: number, hasPlaces: boolean) =>
  Array.from({ length: count }, (_, index) => {
    const [name, place] = [names[index % names.length]!, places[index % places.length]!];
    return `${name}\tB-PER\nlives\tO\nin\tO\n${place}\t${hasPlaces ? 'B-LOC' : 'O'}\n.\tO\n`;
  }).join('\n');

const network = [...tiny, '--crf', '--optimizer', 'adam', '--lr', '0.02'].join(' ');

beforeAll(async () => {
  await folder.write('people.conll', sentences(40, false));
  await folder.write('places.conll', sentences(12, true));
  await folder.write('all.conll', sentences(24, true));
  await folder.write('upos.conllu', toConllu(sampleSentences(20, 1)));
  await tagger(`train --train @people.conll -o @first.onnx --epochs 6 --quiet --min-count 1 ${network}`);
  await tagger(
    `train --train @upos.conllu -o @upos.onnx --epochs 1 --quiet --precision int8 ${tiny.join(' ')}`,
  );
});

describe('train --from', () => {
  it('teaches a new label, and rehearses an earlier corpus that lacks it', async () => {
    const { status, stderr } = await tagger(
      'train --from @first.onnx --train @places.conll --rehearse @people.conll --epochs 10 --threads 1 -o @next.onnx',
    );
    expect(stderr).toContain(
      'rehearsing 24 sentences of the earlier corpus in each epoch\nwhich lacks B-LOC: a word with O there may have them\n',
    );
    expect(stderr).toContain('\n36 sentences, 180 tokens, ');
    expect(status).toBe(0);
    const test = await tagger('test @next.onnx @all.conll --json');
    expect(JSON.parse(test.stdout).spanF1).toBeGreaterThan(0.95);
    const { description } = decodeModelFile(await folder.read('next.onnx'), 'next.onnx');
    expect(description.tags).toEqual(['B-PER', 'O', 'B-LOC']);
    expect((await tagger('card @next.onnx')).stdout).toContain(
      'first.onnx, trained on people.conll (40 sentences; licence not given)',
    );
  });

  it('takes its files from a config file, and says that weights were int8', async () => {
    await folder.write('config.json', '{"from":"upos.onnx","train":["upos.conllu"],"epochs":1}');
    const { status, stderr } = await tagger('train --config @config.json --threads 1 -o @upos2.onnx');
    expect(status).toBe(0);
    expect(stderr).toContain(
      'note: the weights of the model are int8: training goes on from their rounded values',
    );
    const { description } = decodeModelFile(await folder.read('upos2.onnx'), 'a');
    expect(description.training.corpus.column).toBe('upos');
  });

  it.each([
    ['--train @places.conll --hidden 9', '--hidden is 9, but that of first.onnx is 8 (training goes on with'],
    ['--train @places.conll --preset fast', '--hidden is 48, but that of first.onnx is 8'],
    ['--train @places.conll --pretrain skipgram', '--from and --pretrain contradict each other'],
    ['--epochs 1', '--from needs a corpus to go on with (give --train FILE)'],
  ])('refuses %s', async (flags, message) => {
    const { status, stderr } = await tagger(`train --from @first.onnx ${flags} --quiet -o @no.onnx`);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('refuses what does not go together', async () => {
    expect(await failure('train --train @places.conll --rehearse @people.conll -o @no.onnx')).toBe(
      '--rehearse is for training that goes on from a model (give --from MODEL, or the corpus as another --train)',
    );
    expect(await failure('train --from @upos.onnx --train @upos.conllu --column xpos -o @no.onnx')).toBe(
      '--column begins with xpos, but the first column of upos.onnx is upos (give --column upos,xpos to add a column)',
    );
    expect(await failure('train --from @places.conll --train @places.conll -o @no.onnx')).toContain(
      'places.conll: not a model file',
    );
    expect(await failure('train --from @first.onnx --train @places.conll -o @first.onnx')).toContain(
      'first.onnx is an input: the model would replace it',
    );
  });
});
