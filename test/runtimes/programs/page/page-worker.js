import { Tagger } from '@tagger/models';
import { check } from '../check.js';

addEventListener('message', async ({ data }) => postMessage(await check(Tagger, data)));
