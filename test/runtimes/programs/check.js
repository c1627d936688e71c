/** What every runtime is asked, with `@tagger/models` and the English model: the answers have to be those of Node.js. */
export const text = 'I saw her duck. Don’t you think so?\n\nDr. Müller paid €3.50 for the naïve dog 😀!';

export async function check(Tagger, source, options) {
  const tagger = await Tagger.load(source, options);
  const answers = await ask(tagger);
  const broken = new Uint8Array(99);
  return {
    runtime: tagger.runtimeName,
    answers,
    errors: [
      await failure(() => tagger.tag(text)),
      await failure(() => tagger.tag(5)),
      await failure(() => Tagger.load(broken, options)),
      await failure(() => Tagger.load(new Blob([broken]), options)),
      await failure(() => Tagger.load(new Response('no', { status: 404, statusText: 'Not Found' }), options)),
    ],
  };
}

/** The answers of a tagger, or of a pool, which is then released. */
export async function ask(tagger) {
  const stream = [];
  for await (const tokens of tagger.tagStream([text, text])) stream.push(tokens);
  const controller = new AbortController();
  const aborted = tagger.tag(text, { signal: controller.signal }).catch((error) => error.message);
  controller.abort(new Error('ended'));
  const answers = {
    tokens: await tagger.tag(text, { topK: 3 }),
    calls: await Promise.all(text.split(' ').map((word) => tagger.tag(`${word} is here.`))),
    batch: await tagger.tagBatch([['The', 'dog'], [], ['runs']]),
    probabilities: (await tagger.probabilities([['The', 'dog']])).map((values) => [...values]),
    stream,
    aborted: await aborted,
    knows: [tagger.knows('dog'), tagger.knows('zzyzx')],
  };
  await tagger.release();
  await tagger.release();
  return answers;
}

async function failure(call) {
  try {
    await call();
    return 'no error';
  } catch (error) {
    return error.message;
  }
}
