import { yieldTurn } from '../tagger/turns';

/**
 * Messages to another thread, those of one turn of the event loop together: to send one, and to wake a thread for it, takes longer than to
 * tag a short sentence.
 */
export class Outbox<Message> {
  #messages: Message[] = [];

  /** @param post sends messages, in their order */
  constructor(private readonly post: (messages: readonly Message[]) => void) {}

  add(message: Message): void {
    this.#messages.push(message);
    if (this.#messages.length === 1) void this.#flush();
  }

  async #flush(): Promise<void> {
    await yieldTurn();
    const messages = this.#messages;
    this.#messages = [];
    this.post(messages);
  }
}
