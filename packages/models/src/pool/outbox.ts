import { yieldTurn } from '../tagger/turns';

/**
 * Messages to another thread, those of one turn of the event loop together: to send one, and to wake a thread for it, takes longer than to
 * tag a short sentence.
 */
export class Outbox<Message> {
  #messages: Message[] = [];
  #isFlushing = false;

  /**
   * @param post sends messages, in their order
   * @param mayPost whether so many messages may be sent now; if not, they wait for more, or for `flush`
   */
  constructor(
    private readonly post: (messages: readonly Message[]) => void,
    private readonly mayPost: (count: number) => boolean = () => true,
  ) {}

  add(message: Message): void {
    this.#messages.push(message);
    if (!this.#isFlushing && this.mayPost(this.#messages.length)) void this.#flushLater();
  }

  /** Sends the messages that wait. */
  flush(): void {
    const { length } = this.#messages;
    if (length === 0 || !this.mayPost(length)) return;
    const messages = this.#messages;
    this.#messages = [];
    this.post(messages);
  }

  async #flushLater(): Promise<void> {
    this.#isFlushing = true;
    await yieldTurn();
    this.#isFlushing = false;
    this.flush();
  }
}
