import model from '@tagger/model-en';
import { Tagger } from '@tagger/models';

// Once for all requests of a process.
const tagger = Tagger.load(model);

/** UTF-16 units of a text. */
const longestText = 100_000;

export async function POST(request) {
  const { text } = (await request.json().catch(() => undefined)) ?? {};
  if (typeof text !== 'string' || text.length > longestText)
    return Response.json(
      { error: `text must be a string of up to ${longestText} characters` },
      { status: 400 },
    );
  const tokens = await (await tagger).tag(text, { signal: request.signal });
  return Response.json({
    tokens: tokens.map(({ text, tag, lemma, start, end }) => ({ text, tag, lemma, start, end })),
  });
}
