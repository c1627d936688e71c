/**
 * Packs what measures a graphics card, for a machine that has one, and neither Node.js nor a network (Linux, x64):
 *
 *   pnpm card-day --data DATA [--output card-day] [--torch torch_tagger.py]
 *
 * On that machine, with the two files of the folder `card-day`:
 *
 *   sh card-day.sh [--minutes 8] [--seconds 6] [--presets report,fast] [--batches 16,4096] [--parts training,kernels] [--output FOLDER]
 *
 * It prints the figures, and writes them to the folder `card-day-results`.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fillFolder } from './card-day/fill-folder.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.TAGGER_DATA },
    output: { type: 'string', default: 'card-day' },
    torch: { type: 'string' },
  },
});
/** Bytes of an archive that is easy to carry. */
const most = 64 * 2 ** 20;

if (!values.data) throw new Error('no corpus: name the folder that has ewt/ by --data');
const folder = mkdtempSync(join(tmpdir(), 'tagger-card-day-'));
try {
  await fillFolder(folder, { corpus: join(values.data, 'ewt'), torch: values.torch });
  copyFileSync(realpathSync(process.execPath), join(folder, 'node'));
  execFileSync('strip', [join(folder, 'node')]);
  mkdirSync(values.output, { recursive: true });
  const archive = join(values.output, 'card-day.tar.xz');
  execFileSync('tar', ['-C', folder, '-cJf', archive, '.'], { env: { ...process.env, XZ_OPT: '-6 -T0' } });
  const script = new URL('card-day/card-day.sh', import.meta.url).pathname;
  copyFileSync(script, join(values.output, 'card-day.sh'));
  const { size } = statSync(archive);
  console.log(`${archive}: ${(size / 2 ** 20).toFixed(1)} MiB`);
  if (size > most) throw new Error('the archive is larger than 64 MiB');
} finally {
  rmSync(folder, { recursive: true });
}
