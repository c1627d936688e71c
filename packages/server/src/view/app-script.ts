/**
 * The script of the server's page. It tags while one types: each time the answer is a page of tagged text, of which the view is taken; the
 * server has escaped all text in it.
 */
export const appScript = `
'use strict';
const byId = (id) => document.getElementById(id);
const form = byId('form');
const view = byId('view');
const status = byId('status');
let running;
let timer;

function ask(accept, signal) {
  const token = byId('token')?.value;
  return fetch(form.dataset.base + '/v1/tag', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept,
      ...(token && { authorization: 'Bearer ' + token }),
    },
    body: JSON.stringify({ text: byId('text').value, model: byId('model').value, ...(accept === 'text/html' && { topK: 3 }) }),
    signal,
  });
}

async function readError(response) {
  const { error } = await response.json().catch(() => ({}));
  return new Error(error?.message ?? 'the server answered with ' + response.status);
}

function say(text, failed = false) {
  status.textContent = text;
  status.classList.toggle('failed', failed);
}

async function show() {
  running?.abort();
  const own = (running = new AbortController());
  try {
    const response = await ask('text/html', own.signal);
    if (!response.ok) throw await readError(response);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (own.signal.aborted) return;
    view.replaceChildren(...page.getElementById('view').childNodes);
    const words = view.querySelectorAll('.token').length;
    say(words === 0 ? '' : words + (words === 1 ? ' token' : ' tokens') + '; point at one, or move to it by Tab, for its probabilities');
  } catch (error) {
    if (own.signal.aborted) return;
    say(error instanceof TypeError ? 'the server cannot be reached' : error.message, true);
  }
}

async function download({ dataset }) {
  try {
    const response = await ask(dataset.type);
    if (!response.ok) throw await readError(response);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch (error) {
    say(error instanceof TypeError ? 'the server cannot be reached' : error.message, true);
  }
}

form.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(show, 150);
});
form.addEventListener('submit', (event) => event.preventDefault());
for (const button of form.querySelectorAll('button')) button.addEventListener('click', () => download(button));
if (!byId('token')) show();
`;
