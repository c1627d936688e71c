import model from '@tagger/model-en/model.onnx';
import { Tagger } from '@tagger/models';
import kernels from '@tagger/models/kernels.wasm';

// Once for all requests of an isolate.
const tagger = Tagger.load(model, { kernels });

/** UTF-16 units of a text: a worker has little time for a request. */
const longestText = 10_000;

export default {
  async fetch(request) {
    if (request.method !== 'POST') return fail(405, 'POST a text as JSON: { "text": … }');
    const { text } = (await request.json().catch(() => undefined)) ?? {};
    if (typeof text !== 'string' || text.length > longestText)
      return fail(400, `text must be a string of up to ${longestText} characters`);
    const tokens = await (await tagger).tag(text, { signal: request.signal });
    return Response.json({
      tokens: tokens.map(({ text, tag, lemma, start, end }) => ({ text, tag, lemma, start, end })),
    });
  },
};

function fail(status, error) {
  return Response.json({ error }, { status });
}
