import type { PartMemory } from '../../index.ts';
import type { Shelf, Store } from '../../store/store.ts';

const LIMIT_PARTS = 12;

/** What was found in a paste, kept under every message that leads back to it. */
interface Remembered {
  author: string;
  parts: PartMemory[];
}

/** The pastes of a conversation, found again from any message of its reply chain or from the channel. */
export class Threads {
  readonly #shelf: Shelf<Remembered>;

  constructor(store: Store, retentionDays: number) {
    this.#shelf = store.shelf('threads', retentionDays * 24 * 60 * 60 * 1000);
  }

  /** Keeps what a paste holds under the message's id, its answer's id and the place (channel and person). */
  async remember(keys: string[], author: string, parts: PartMemory[], earlier: PartMemory[] = []): Promise<void> {
    const kept = [...earlier, ...parts].slice(-LIMIT_PARTS);
    for (const key of keys) await this.#shelf.set(key, { author, parts: kept });
  }

  async recall(keys: (string | null | undefined)[]): Promise<PartMemory[]> {
    for (const key of keys) {
      const found = key ? await this.#shelf.get(key) : undefined;
      if (found) return found.parts;
    }
    return [];
  }

  /** Deletes everything a person's pastes left behind; returns how many entries. */
  async forget(author: string): Promise<number> {
    const keys: string[] = [];
    for await (const [key, value] of this.#shelf.entries()) if (value.author === author) keys.push(key);
    for (const key of keys) await this.#shelf.delete(key);
    return keys.length;
  }
}
