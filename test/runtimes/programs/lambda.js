/** A function of a server, in one file with the model beside it. */
import { fileURLToPath } from 'node:url';
import { Tagger } from '@tagger/models';
import { ask } from './check.js';

const model = new URL('model.onnx', import.meta.url);
const answers = await ask(await Tagger.load(model));
const poolAnswers = await ask(await Tagger.pool(fileURLToPath(model), { workers: 1 }));
console.log(JSON.stringify({ answers, poolAnswers }));
