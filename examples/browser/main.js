import { Tagger } from '@tagger/models';

const form = document.querySelector('form');
const output = document.querySelector('output');

const tagger = await Tagger.load('model.onnx');
form.elements[1].disabled = false;

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const tokens = await tagger.tag(form.elements.text.value);
  output.textContent = tokens.map(({ text, tag }) => `${text}/${tag}`).join(' ');
});
