/** CommonJS: tags on this thread and on a worker. */
const { Tagger } = require('@tagger/models');
const model = require('@tagger/model-en');

(async () => {
  const { ask } = await import('./check.js');
  const answers = await ask(await Tagger.load(model));
  const poolAnswers = await ask(await Tagger.pool(model, { workers: 1 }));
  console.log(JSON.stringify({ answers, poolAnswers }));
})();
