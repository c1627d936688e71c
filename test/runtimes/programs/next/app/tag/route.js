import model from '@tagger/model-en';
import { Tagger } from '@tagger/models';

const tagger = Tagger.load(model);

export const dynamic = 'force-dynamic';

export async function GET(request) {
  const text = new URL(request.url).searchParams.get('text');
  return Response.json(await (await tagger).tag(text, { signal: request.signal }));
}
