import { embeddedCorpus } from '../embedded-corpus';
import type { TrainFlags } from '../flags/train-flags';
import { nameColumns } from './tag-column';

/** What `train` is told of a corpus that is not in it. */
export function aboutCorpus(flags: TrainFlags) {
  const { wordColumn, licence, language } = flags;
  const { column, auxiliary } = nameColumns(flags.train?.[0] ?? embeddedCorpus('train'), flags);
  const about = {
    column,
    ...(wordColumn === undefined ? {} : { wordColumn: String(wordColumn) }),
    ...(licence ? { licence } : {}),
    ...(language ? { language } : {}),
  };
  return { about, auxiliary };
}
