import type { Verdict } from '../../answers/answer';
import { keyOf } from '../label-keys';
import type { PageConfiguration } from '../write-page';
import { Api, type Task, type TaskAnswer } from './api';
import { drawProgress } from './draw-progress';
import { drawText } from './draw-text';
import { Editor } from './editor';
import { byId, create } from './elements';

/** Milliseconds between two looks at how the learning is going, while it is. */
const lookAgain = 1000;

/** The page: the text that is shown, what was done to it, and what is sent. */
export class Page {
  readonly #api = new Api();
  readonly #text = byId('text');
  readonly #status = byId('status');
  readonly #note = byId<HTMLInputElement>('note');
  readonly #labelButtons: readonly HTMLElement[];
  #task: Task | undefined;
  #editor = new Editor('spans', 0, []);
  #words: readonly HTMLElement[] = [];
  /** The label that the mouse gives. */
  #label: string;
  /** While an answer is on its way, nothing else is answered. */
  #isBusy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly configuration: PageConfiguration) {
    this.#labelButtons = [...document.querySelectorAll<HTMLElement>('[data-label]')];
    this.#label = configuration.labels[0]!;
    this.#showLabel();
  }

  /** Shows the next text. */
  load(): Promise<void> {
    return this.#ask(() => this.#api.task());
  }

  async answer(verdict: Verdict): Promise<void> {
    const task = this.#task;
    if (!task) return;
    const { id } = task;
    const spans = this.#editor.spans.map(({ start, end, label }) => ({ start, end, label }));
    const note = this.#note.value;
    const replaces = task.verdict !== undefined;
    await this.#ask(() => this.#api.answer({ id, answer: verdict, spans, note, replaces }));
  }

  /** Undoes the last change, or goes back to the answer before. */
  async undo(): Promise<void> {
    if (this.#editor.undo()) return this.#draw('undone');
    await this.#ask(async () => {
      const found = await this.#api.task(this.#task?.id ?? '');
      if (!found.task) throw new Error('there is no answer before this one');
      return found;
    });
  }

  /** Gives the chosen words a label, which is then also that of the mouse. */
  chooseLabel(label: string): void {
    this.#label = label;
    this.#showLabel();
    if (this.#editor.chosen) this.#give(label);
    this.#focus();
  }

  remove(word: number): void {
    this.#editor.move(word, false);
    this.#editor.remove();
    this.#draw('removed');
  }

  takeVersion(index: number): void {
    const version = this.#task?.versions?.[index];
    if (!version) return;
    this.#editor.replace(version.spans);
    this.#draw(`as ${version.name}`);
  }

  /** The keys of the page; those in a note are text. */
  press(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (target === this.#note) {
      if (event.key === 'Enter' || event.key === 'Escape') this.#focus();
      return;
    }
    if (event.metaKey || event.altKey || (event.ctrlKey && event.key !== 'z')) return;
    // A button that has the focus is pressed by these keys; a word is not.
    const isButton = target.matches('button:not(.token), summary');
    if (isButton && (event.key === 'Enter' || event.key === ' ')) return;
    if (this.#handleKey(event)) event.preventDefault();
  }

  #handleKey({ key, shiftKey }: KeyboardEvent): boolean {
    const forward = getComputedStyle(this.#text).direction === 'rtl' ? -1 : 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: this.#editor.cursor + forward,
      ArrowLeft: this.#editor.cursor - forward,
      Home: 0,
      End: this.#editor.length - 1,
    };
    const actions: Readonly<Record<string, () => void>> = {
      Enter: () => void this.answer('accept'),
      x: () => void this.answer('reject'),
      ' ': () => void this.answer('ignore'),
      u: () => void this.undo(),
      z: () => void this.undo(),
      n: () => this.#note.focus(),
      Backspace: () => this.#remove(),
      Delete: () => this.#remove(),
      Escape: () => this.#move(this.#editor.cursor, false),
      v: () => this.#takeNextVersion(),
    };
    if (Object.hasOwn(moves, key)) {
      this.#move(moves[key]!, shiftKey);
      return true;
    }
    const lower = key.toLowerCase();
    const label = this.configuration.labels.find((_, index) => keyOf(index) === lower);
    if (label !== undefined && this.#task) this.#give(label);
    else if (Object.hasOwn(actions, key.length === 1 ? lower : key))
      actions[key.length === 1 ? lower : key]!();
    else return false;
    return true;
  }

  /** A pointer on the text: over several words it chooses them, and they get the label; on a labelled one it chooses all words of the label. */
  draw(event: PointerEvent): void {
    const from = wordAt(event);
    if (from === undefined || event.button !== 0) return;
    const editor = this.#editor;
    let to = from;
    const drag = (next: PointerEvent) => {
      const word = wordAt(next);
      if (word === undefined || word === to) return;
      to = word;
      editor.choose(from, to);
      this.#mark();
    };
    const end = (last: PointerEvent) => {
      document.removeEventListener('pointermove', drag);
      document.removeEventListener('pointerup', end);
      document.removeEventListener('pointercancel', end);
      if (last.type === 'pointercancel' || editor !== this.#editor) return;
      const span = editor.spanAt(from);
      if (to === from && span && this.configuration.kind === 'spans') {
        editor.choose(span.start, span.end - 1);
        this.#draw(`${span.label} chosen: press the key of another label, or Backspace`);
      } else {
        editor.choose(from, to);
        this.#give(this.#label);
      }
    };
    document.addEventListener('pointermove', drag);
    document.addEventListener('pointerup', end);
    document.addEventListener('pointercancel', end);
  }

  #give(label: string): void {
    this.#label = label;
    this.#showLabel();
    const words = this.#editor.chosen ?? [this.#editor.cursor, this.#editor.cursor + 1];
    this.#editor.label(label);
    const text = this.#task!.words.slice(...words)
      .map((word) => word.text)
      .join(' ');
    this.#draw(this.#editor.spanAt(words[0]) ? `${label}: ${text}` : `removed: ${text}`);
  }

  #remove(): void {
    this.#editor.remove();
    this.#draw('removed');
  }

  #takeNextVersion(): void {
    const { length } = this.#task?.versions ?? [];
    if (length > 0) this.takeVersion((this.#findVersion() + 1) % length);
  }

  /** Which version the labels are; -1 if none. */
  #findVersion(): number {
    const spans = JSON.stringify(this.#editor.spans);
    return (this.#task?.versions ?? []).findIndex((version) => JSON.stringify(version.spans) === spans);
  }

  #move(to: number, chooses: boolean): void {
    this.#editor.move(to, chooses);
    this.#mark();
    this.#focus();
  }

  /** Asks the server, and shows the text of the answer. */
  async #ask(ask: () => Promise<TaskAnswer>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      this.#show(await ask());
    } catch (error) {
      this.#say((error as Error).message, true);
    } finally {
      this.#isBusy = false;
    }
  }

  #show({ task, progress }: TaskAnswer): void {
    const { kind } = this.configuration;
    this.#task = task;
    this.#editor = new Editor(kind, task?.words.length ?? 0, task?.spans ?? []);
    this.#note.value = task?.note ?? '';
    this.#note.disabled = !task;
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-verdict]'))
      button.disabled = !task;
    this.#showVersions(task);
    drawProgress(progress);
    this.#follow(progress.teaching.isLearning);
    this.#draw(task ? describeOrigin(task) : '');
    this.#focus();
  }

  #showVersions(task: Task | undefined): void {
    const box = byId('versions');
    box.hidden = !task?.versions;
    const buttons = (task?.versions ?? []).map(({ name, note }, index) =>
      create('button', { type: 'button', 'data-version': index }, note ? `${name}: ${note}` : name),
    );
    box.replaceChildren(...buttons);
  }

  #draw(message: string): void {
    const { kind, labels } = this.configuration;
    if (this.#task) {
      const hueOf = (label: string) => this.#labelButtons[labels.indexOf(label)]?.className ?? '';
      this.#words = drawText(this.#text, { task: this.#task, editor: this.#editor, kind, hueOf });
      this.#focus();
    } else {
      this.#words = [];
      this.#text.replaceChildren(
        create('p', { class: 'done' }, 'All texts are answered. You may close this page.'),
      );
    }
    const shown = this.#findVersion();
    for (const [index, button] of document.querySelectorAll('[data-version]').entries())
      button.setAttribute('aria-pressed', String(index === shown));
    this.#say(message);
  }

  /** Shows which words are chosen. */
  #mark(): void {
    const [start, end] = this.#editor.chosen ?? [0, 0];
    for (const [index, word] of this.#words.entries()) {
      word.setAttribute('aria-pressed', String(index >= start && index < end));
      word.tabIndex = index === this.#editor.cursor ? 0 : -1;
    }
  }

  #focus(): void {
    this.#words[this.#editor.cursor]?.focus({ preventScroll: true });
    if (this.#words.length === 0) this.#note.blur();
  }

  #showLabel(): void {
    for (const button of this.#labelButtons)
      button.setAttribute('aria-pressed', String(button.dataset.label === this.#label));
  }

  #say(text: string, isFailure = false): void {
    this.#status.textContent = text;
    this.#status.classList.toggle('failed', isFailure);
  }

  /** Looks how the learning is going until it has ended. */
  #follow(isLearning: boolean): void {
    clearTimeout(this.#timer);
    if (!isLearning) return;
    this.#timer = setTimeout(async () => {
      const progress = await this.#api.progress().catch(() => undefined);
      if (!progress) return;
      drawProgress(progress);
      this.#follow(progress.teaching.isLearning);
    }, lookAgain);
  }
}

/** The word under a pointer. */
function wordAt({ clientX, clientY }: PointerEvent): number | undefined {
  const word = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('#text .token')
    ?.dataset.word;
  return word === undefined ? undefined : Number(word);
}

function describeOrigin({ origin, verdict, versions, spans }: Task): string {
  if (versions) return 'the answers differ: take one of them, or correct it';
  if (origin === 'answer') return `answered before: ${verdict}`;
  if (origin === 'texts') return 'labels of the texts';
  if (origin === 'model' && spans.length > 0) return 'suggested; dashed where the model is not sure';
  return '';
}
