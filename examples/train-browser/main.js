const form = document.querySelector('form');
const [start, stop] = form.querySelectorAll('button');
const output = document.querySelector('output');
const rows = document.querySelector('tbody');

/** Trains in a worker, so that the page stays responsive. */
let worker;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  rows.replaceChildren();
  show('loading');
  worker = new Worker('training.js', { type: 'module' });
  worker.addEventListener('message', ({ data }) => handlers[data.type]?.(data));
  worker.addEventListener('error', ({ message }) => finish(message));
  worker.postMessage(Object.fromEntries(new FormData(form)));
  [start.disabled, stop.disabled] = [true, false];
});

stop.addEventListener('click', () => finish('stopped'));

const handlers = {
  start: ({ engine, sentences }) => show(`training on ${sentences} sentences by ${engine}`),
  epoch({ epoch, loss, dev }) {
    const row = rows.insertRow();
    for (const text of [epoch, loss.toFixed(4), `${(100 * dev.accuracy).toFixed(2)} %`])
      row.insertCell().textContent = text;
  },
  model({ bytes }) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = link.textContent = 'model.onnx';
    finish(link);
  },
  error: ({ message }) => finish(message),
};

function finish(result) {
  worker.terminate();
  [start.disabled, stop.disabled] = [false, true];
  show(result);
}

function show(content) {
  output.replaceChildren(content);
}
