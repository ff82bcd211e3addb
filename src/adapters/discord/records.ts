import type { PartMemory } from '../../index.ts';
import type { Shelf, Store } from '../../store/store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const LIMIT_PARTS = 12;
/** A reply chain is followed this far back. */
const LIMIT_CHAIN = 20;

/** A paste that was accepted and is not answered yet. Written before the work begins, removed after the answer is out. */
export interface Delivery {
  /** Id of the message or interaction; the answer's nonce. */
  id: string;
  kind: 'message' | 'command';
  channel: string;
  server: string | null;
  author: string;
  /** The messages that make up the paste, in order. */
  messages: string[];
  acceptedAt: number;
  /** Of a command: what is needed to answer it without the interaction object. */
  command?: {
    token: string;
    application: string;
    locale: 'zh' | 'en';
    target: string | null;
    text: string;
    ask: boolean;
  };
}

/** An answer that is out: where it stands, and what was found, so that it can be changed, turned over and asked about. */
export interface Answered {
  id: string;
  /** Null where the bot decided to stay silent. */
  answer: string | null;
  channel: string;
  server: string | null;
  author: string;
  messages: string[];
  language: 'zh' | 'en';
  answeredAt: number;
  parts: PartMemory[];
  /** Somebody took the answer away; it does not come back. */
  removed?: boolean;
  /** The answer before in the same conversation. */
  before: string | null;
}

/**
 * What the bot keeps: open deliveries, answers, and which message leads to which answer. Of a paste only the facts are
 * kept, never its text, except a command's until it is answered.
 */
export class Records {
  readonly #open: Shelf<Delivery>;
  readonly #answers: Shelf<Answered>;
  /** Message, or place (channel and person), to answer. */
  readonly #leads: Shelf<{ to: string; author: string }>;
  readonly #places: Shelf<{ at: number }>;
  readonly #accepting = new Set<string>();

  constructor(store: Store, retentionDays: number) {
    const keepMs = retentionDays * DAY_MS;
    this.#open = store.shelf('open', keepMs);
    this.#answers = store.shelf('answers', keepMs);
    this.#leads = store.shelf('leads', keepMs);
    this.#places = store.shelf('places', keepMs);
  }

  /** Takes a delivery on; false where it is known already (sent twice, caught up twice, answered before). */
  async accept(delivery: Delivery): Promise<boolean> {
    if (this.#accepting.has(delivery.id)) return false;
    this.#accepting.add(delivery.id);
    try {
      if ((await this.#open.get(delivery.id)) || (await this.#leads.get(delivery.id))) return false;
      await this.#open.set(delivery.id, delivery);
      await this.#places.set(delivery.channel, { at: Date.now() });
      return true;
    } finally {
      this.#accepting.delete(delivery.id);
    }
  }

  /** Keeps a further message of a paste that is still being collected. */
  async extend(delivery: Delivery, message: string): Promise<void> {
    await this.#open.set(delivery.id, delivery);
    await this.#leads.set(message, { to: delivery.id, author: delivery.author });
  }

  /** Whether a message belongs to anything accepted or answered. */
  async knows(message: string): Promise<boolean> {
    return Boolean((await this.#open.get(message)) || (await this.#leads.get(message)));
  }

  async open(): Promise<Delivery[]> {
    const found: Delivery[] = [];
    for await (const [, delivery] of this.#open.entries()) found.push(delivery);
    return found.sort((a, b) => a.acceptedAt - b.acceptedAt);
  }

  async isOpen(id: string): Promise<boolean> {
    return (await this.#open.get(id)) !== undefined;
  }

  async drop(id: string): Promise<void> {
    await this.#open.delete(id);
  }

  /** Closes a delivery with its answer. The answer is written first: a crash in between repeats only the look-up. */
  async close(answered: Answered): Promise<void> {
    await this.#answers.set(answered.id, answered);
    const place = placeOf(answered.channel, answered.author);
    const keys = [answered.id, ...answered.messages, answered.answer, answered.parts.length > 0 ? place : null];
    for (const key of new Set(keys)) if (key) await this.#leads.set(key, { to: answered.id, author: answered.author });
    await this.#open.delete(answered.id);
  }

  async replace(answered: Answered): Promise<void> {
    await this.#answers.set(answered.id, answered);
  }

  async find(key: string | null | undefined): Promise<Answered | null> {
    const lead = key ? await this.#leads.get(key) : undefined;
    return (lead && (await this.#answers.get(lead.to))) ?? null;
  }

  /** Everything found in a conversation, oldest first, from any message in it. */
  async conversation(from: Answered | null): Promise<PartMemory[]> {
    const parts: PartMemory[][] = [];
    for (let at = from, step = 0; at && step < LIMIT_CHAIN; step += 1) {
      parts.unshift(at.parts);
      at = at.before && at.before !== at.id ? ((await this.#answers.get(at.before)) ?? null) : null;
    }
    return parts.flat().slice(-LIMIT_PARTS);
  }

  /** The answer is gone (its paste was deleted, somebody removed it); nothing of the paste stays but that it was answered. */
  async remove(answered: Answered): Promise<void> {
    await this.#answers.set(answered.id, { ...answered, answer: null, parts: [], removed: true });
  }

  /** Channels in which anything was accepted. */
  async places(): Promise<string[]> {
    const found: string[] = [];
    for await (const [channel] of this.#places.entries()) found.push(channel);
    return found;
  }

  /** Deletes everything a person's pastes left behind; returns of how many pastes. */
  async forget(author: string): Promise<number> {
    const answers: string[] = [];
    for await (const [key, value] of this.#answers.entries()) if (value.author === author) answers.push(key);
    for (const key of answers) await this.#answers.delete(key);
    const leads: string[] = [];
    for await (const [key, value] of this.#leads.entries()) if (value.author === author) leads.push(key);
    for (const key of leads) await this.#leads.delete(key);
    return answers.length;
  }
}

export const placeOf = (channel: string, person: string): string => `${channel}:${person}`;
