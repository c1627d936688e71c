import { fastify } from 'fastify';
import { winkNlp } from '../peers/wink-nlp';

/** wink-nlp as one would put it behind an address, in one process: text in, tokens with their tags out. */
const { tag } = await winkNlp.load();
const app = fastify();
app.post<{ Body: { text: string } }>(
  '/v1/tag',
  { schema: { body: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] } } },
  async ({ body }) => {
    const { tokens, tags } = tag([body.text]);
    return { tokens: tokens.out().map((text, index) => ({ text, tag: tags[index] })) };
  },
);
console.error(await app.listen({ port: 0 }));
process.once('SIGTERM', () => app.close());
