import type { PartMemory } from '../../index.ts';

const LIMIT_CONVERSATIONS = 200;
const LIMIT_EXCHANGES = 20;

/** What the pastes of each open page hold, so that questions can be asked; the oldest pages are forgotten first. */
export class Conversations {
  readonly #known = new Map<string, { first: number; exchanges: PartMemory[][] }>();

  /** Adds a paste's memory and returns its number in the conversation. */
  add(conversation: string, memory: PartMemory[]): number {
    const known = this.#known.get(conversation) ?? { first: 0, exchanges: [] };
    this.#known.delete(conversation);
    this.#known.set(conversation, known);
    known.exchanges.push(memory);
    while (known.exchanges.length > LIMIT_EXCHANGES) {
      known.exchanges.shift();
      known.first += 1;
    }
    while (this.#known.size > LIMIT_CONVERSATIONS) this.#known.delete(this.#known.keys().next().value!);
    return known.first + known.exchanges.length - 1;
  }

  /** The memory of one paste; undefined where it is forgotten. */
  exchange(conversation: string, number: number): PartMemory[] | undefined {
    const known = this.#known.get(conversation);
    return known?.exchanges[number - known.first];
  }

  /** All that is remembered of a conversation, newest last. */
  all(conversation: string): PartMemory[] {
    return this.#known.get(conversation)?.exchanges.flat() ?? [];
  }
}
