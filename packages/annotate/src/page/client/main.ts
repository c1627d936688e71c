/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Verdict } from '../../answers/answer';
import type { PageConfiguration } from '../write-page';
import { Page } from './page';

const main = document.getElementById('main')!;
const page = new Page(JSON.parse(main.dataset.configuration!) as PageConfiguration);

document.addEventListener('keydown', (event) => page.press(event));
document.getElementById('text')!.addEventListener('pointerdown', (event) => page.draw(event));
document.addEventListener('click', ({ target }) => {
  const button = (target as Element).closest('button');
  if (!button) return;
  const { label, verdict, remove, version } = button.dataset;
  if (label !== undefined) page.chooseLabel(label);
  if (verdict !== undefined) void page.answer(verdict as Verdict);
  if (remove !== undefined) page.remove(Number(remove));
  if (version !== undefined) page.takeVersion(Number(version));
  if (button.id === 'undo') void page.undo();
});
void page.load();
