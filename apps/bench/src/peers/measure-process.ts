import { readSentences } from '../corpora';
import { measurePeer } from './measure-peer';
import { measureTagger } from './measure-tagger';
import { peers } from './peers';

/*
 * Measures one program in a process of its own and prints the result as a line of JSON.
 *
 * usage: measure-process.js CORPUS PEER
 *        measure-process.js CORPUS --model MODEL
 */
const [corpus, name, model] = process.argv.slice(2) as [string, string, string];

const sentences = (await readSentences(corpus)).map(({ words, tags }) => ({ words, tags: tags ?? [] }));
const peer = peers.find((candidate) => candidate.name === name);
const result = await (peer ? measurePeer(peer, sentences) : measureTagger(model, sentences));
console.log(JSON.stringify(result));
