import type { PartMemory, Report } from '../../index.ts';

const LIMIT_CONVERSATIONS = 200;
const LIMIT_EXCHANGES = 20;
const LIMIT_QUESTIONS = 5;

/** One paste of a conversation: its text, what came of it, and what answers questions about it. */
export interface Remembered {
  text: string;
  report: Report;
  memory: PartMemory[];
}

/** What the pastes of each open page hold, so that questions can be asked; the oldest pages are forgotten first. */
export class Conversations {
  readonly #known = new Map<string, { first: number; exchanges: Remembered[]; asked: string[] }>();

  /** Adds a paste and returns its number in the conversation. */
  add(conversation: string, paste: Remembered): number {
    const known = this.#known.get(conversation) ?? { first: 0, exchanges: [], asked: [] };
    this.#known.delete(conversation);
    this.#known.set(conversation, known);
    known.exchanges.push(paste);
    if (paste.memory.length > 0) known.asked = [];
    while (known.exchanges.length > LIMIT_EXCHANGES) {
      known.exchanges.shift();
      known.first += 1;
    }
    while (this.#known.size > LIMIT_CONVERSATIONS) this.#known.delete(this.#known.keys().next().value!);
    return known.first + known.exchanges.length - 1;
  }

  /** One paste; undefined where it is forgotten. */
  exchange(conversation: string, number: number): Remembered | undefined {
    const known = this.#known.get(conversation);
    return known?.exchanges[number - known.first];
  }

  /** Takes a question down; returns those asked before it since the last paste, newest last. */
  asks(conversation: string, question: string): string[] {
    const known = this.#known.get(conversation);
    const before = known?.asked ?? [];
    if (known) known.asked = [...before, question].slice(-LIMIT_QUESTIONS);
    return before;
  }

  /** All that is remembered of a conversation, newest last. */
  all(conversation: string): PartMemory[] {
    return this.#known.get(conversation)?.exchanges.flatMap(({ memory }) => memory) ?? [];
  }
}
