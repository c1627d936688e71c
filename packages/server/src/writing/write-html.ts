import type { TaggedAnswer } from '../tagging/tag-texts';
import { SentenceView } from '../view/view-sentence';
import { viewEnd, writeViewStart } from '../view/write-view';
import { sentencesOf } from './write-sentences';

/** An answer as a page that needs nothing but itself. */
export function* writeHtml({ model, description, parts }: TaggedAnswer): Generator<string> {
  const view = new SentenceView(description);
  yield writeViewStart(`Tagged by ${model}`);
  for (const part of parts) for (const tagged of sentencesOf(part)) yield view.write(tagged);
  yield viewEnd;
}
