/** Kills `tagger annotate` while answers are sent, and looks whether each confirmed one is in the file. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

const textCount = 2000;
/** Milliseconds of answers before a kill, at most. */
const longest = 600;

/** @returns how often it was killed, and what was seen */
export async function killAnnotate(command, folder, random, count) {
  const [texts, output] = [join(folder, 'texts.txt'), join(folder, 'answers.jsonl')];
  writeFileSync(texts, Array.from({ length: textCount }, (_, at) => `Text ${at} of Acme .\n`).join(''));
  const args = ['annotate', texts, '--labels', 'PER,ORG', '-o', output, '--port', '0', '--train-every', '0'];
  /** The note that each text must have, and those of the answer that was on its way. */
  const confirmed = new Map();
  const result = { kills: 0, confirmed: 0, 'lines cut off': 0, 'files left': 0 };
  while (result.kills < count) {
    const process = spawn(command[0], [...command.slice(1), ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const url = await readUrl(process);
    const ended = once(process, 'exit');
    const pending = new Map();
    const answering = answer(url, confirmed, pending, random);
    await setTimeout(random.below(longest));
    process.kill('SIGKILL');
    await ended;
    await answering;
    check(output, confirmed, pending, result);
    const left = readdirSync(folder).filter(
      (name) => name.startsWith(basename(output)) && name !== basename(output),
    );
    result['files left'] += left.length;
    result.kills += 1;
  }
  result.confirmed = confirmed.size;
  // The next start removes what was cut off, and what was left beside the file.
  const last = spawn(command[0], [...command.slice(1), ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const url = await readUrl(last);
  const { counts } = await (await fetch(`${url}/v1/progress`)).json();
  last.kill('SIGTERM');
  await once(last, 'exit');
  const lines = readFileSync(output, 'utf8').split('\n').length - 1;
  if (counts.accept !== lines || !readFileSync(output, 'utf8').endsWith('\n'))
    throw new Error(`${counts.accept} answers, but ${lines} lines`);
  const others = readdirSync(folder).filter(
    (name) => name !== basename(output) && name.startsWith(basename(output)),
  );
  if (others.length > 0) throw new Error(`left behind: ${others.join(', ')}`);
  return result;
}

async function readUrl(process) {
  for await (const line of createInterface(process.stderr)) {
    const url = /label at (\S+)/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error('tagger annotate has ended');
}

/** Sends answers until the server is gone: one in four changes one that was confirmed. */
async function answer(url, confirmed, pending, random) {
  try {
    let { task } = await (await fetch(`${url}/v1/task`)).json();
    for (let number = 0; task; number++) {
      const known = [...confirmed.keys()];
      const replaces = known.length > 0 && random.below(4) === 0;
      const id = replaces ? known[random.below(known.length)] : task.id;
      const note = `${id} ${number} ${random.below(1e9)}`;
      pending.clear();
      pending.set(id, note);
      const response = await fetch(`${url}/v1/answers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          id,
          answer: 'accept',
          spans: [{ start: 3, end: 4, label: 'ORG' }],
          note,
          replaces,
        }),
      });
      if (!response.ok) throw new Error(await response.text());
      confirmed.set(id, note);
      ({ task } = await response.json());
    }
  } catch (error) {
    // The server is gone: an answer may have been written, and its confirmation not sent.
    if (!(error instanceof TypeError)) throw error;
  }
}

/** @throws Error if a confirmed answer is not in the file, or has become another than the one that was on its way */
function check(output, confirmed, pending, result) {
  const content = existsSync(output) ? readFileSync(output, 'utf8') : '';
  const lines = content.split('\n');
  if (lines.pop() !== '') result['lines cut off'] += 1;
  const found = new Map(lines.map((line) => JSON.parse(line)).map(({ id, note }) => [id, note]));
  if (found.size !== lines.length) throw new Error('a text is there twice');
  for (const [id, note] of confirmed)
    if (found.get(id) !== note && found.get(id) !== pending.get(id))
      throw new Error(`the answer to ${id} is lost: ${note} was confirmed, ${found.get(id)} is there`);
  for (const [id, note] of found) {
    if (!confirmed.has(id) && pending.get(id) !== note) throw new Error(`nobody has answered ${id}`);
    confirmed.set(id, note);
  }
}
