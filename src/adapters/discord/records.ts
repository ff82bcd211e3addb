import { type PartMemory, type SecretsFound, withoutSecrets } from '../../index.ts';
import type { Change, Shelf, Store } from '../../store/store.ts';
import type { FileRef } from './intake.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const LIMIT_PARTS = 12;
/** A reply chain is followed this far back. */
const LIMIT_CHAIN = 20;

/** A paste that was accepted and is not answered yet. Written before the work begins, removed after the answer is out. */
export interface Delivery {
  /** Id of the message or interaction; the answer's nonce. */
  id: string;
  /** `change`: the paste has an answer already, and was edited or went on. */
  kind: 'message' | 'command' | 'change';
  channel: string;
  /** The channel is a thread: everybody's pastes in it belong together. */
  thread?: boolean;
  server: string | null;
  author: string;
  /** The messages that make up the paste, in order. */
  messages: string[];
  acceptedAt: number;
  /** When the newest of the messages was last edited; 0: never. */
  editedAt?: number;
  /** Of a change: somebody asked for the answer, so there is one whatever the paste has become. */
  asked?: boolean;
  /** Of a command: what is needed to answer it without the interaction object. */
  command?: {
    token: string;
    application: string;
    locale: 'zh' | 'en';
    /** Of zh: in Traditional characters. */
    traditional?: boolean;
    target: string | null;
    text: string;
    /** What was masked in the text when it was kept; the asker is warned of it all the same. */
    secrets?: SecretsFound;
    files: FileRef[];
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
  /** When the newest of the messages was last edited, as far as this answer knows. */
  editedAt?: number;
  parts: PartMemory[];
  /** Of an answer to a question: what was asked about the paste so far, newest last, secrets masked. */
  questions?: string[];
  /** Somebody spoke to the bot; else it answered on its own. */
  asked?: boolean;
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
  readonly #store: Store;
  readonly #open: Shelf<Delivery>;
  readonly #answers: Shelf<Answered>;
  /** Message, or place (channel and person, or thread), to answer. */
  readonly #leads: Shelf<{ to: string; author: string }>;
  readonly #places: Shelf<{ at: number }>;
  readonly #accepting = new Set<string>();
  /** Places written lately, so that not every paste writes its own again. */
  readonly #placed = new Map<string, number>();

  constructor(store: Store, retentionDays: number) {
    const keepMs = retentionDays * DAY_MS;
    this.#store = store;
    this.#open = store.shelf('open', keepMs);
    this.#answers = store.shelf('answers', keepMs);
    this.#leads = store.shelf('leads', keepMs);
    this.#places = store.shelf('places', keepMs);
  }

  /**
   * Takes a delivery on; false where it is known already (sent twice, caught up twice, answered before).
   * @param isNew somebody has just looked, and nothing of the same place was let in since.
   */
  async accept(delivery: Delivery, isNew = false): Promise<boolean> {
    if (this.#accepting.has(delivery.id)) return false;
    this.#accepting.add(delivery.id);
    try {
      // Another gateway may have been quicker.
      if ((!isNew || this.#store.shared) && (await this.knows(delivery.id))) return false;
      const changes: Change[] = [{ shelf: this.#open, key: delivery.id, value: asStored(delivery) }];
      const now = Date.now();
      if (now - (this.#placed.get(delivery.channel) ?? 0) > HOUR_MS) {
        this.#placed.set(delivery.channel, now);
        changes.push({ shelf: this.#places, key: delivery.channel, value: { at: now } });
      }
      await this.#store.write(changes);
      return true;
    } finally {
      this.#accepting.delete(delivery.id);
    }
  }

  /** Records that an answered paste has to be looked at again; a newer change replaces an older one. */
  async acceptChange(delivery: Delivery): Promise<void> {
    await this.#store.write([
      { shelf: this.#open, key: keyOf(delivery), value: delivery },
      ...delivery.messages.map((key) => this.#lead(key, delivery)),
    ]);
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

  /** Whether exactly this delivery still waits; a change that a newer one replaced does not. */
  async isOpen(delivery: Delivery): Promise<boolean> {
    return (await this.#open.get(keyOf(delivery)))?.acceptedAt === delivery.acceptedAt;
  }

  async drop(delivery: Delivery): Promise<void> {
    if (await this.isOpen(delivery)) await this.#store.write([{ shelf: this.#open, key: keyOf(delivery) }]);
  }

  /**
   * Closes a delivery with its answer, all in one write.
   * @param also an earlier answer that this one changed.
   */
  async close(answered: Answered, delivery: Delivery, also: Answered | null = null): Promise<void> {
    const keys = new Set([answered.id, ...answered.messages, answered.answer]);
    if (answered.parts.length > 0) {
      keys.add(placeOf(answered.channel, answered.author));
      if (delivery.thread) keys.add(threadOf(answered.channel));
    }
    if (answered.questions) {
      keys.add(askedIn(placeOf(answered.channel, answered.author)));
      if (delivery.thread) keys.add(askedIn(threadOf(answered.channel)));
    }
    const done = delivery.kind === 'change' && (await this.isOpen(delivery));
    await this.#store.write([
      { shelf: this.#answers, key: answered.id, value: answered },
      ...[...keys].flatMap((key) => (key ? [this.#lead(key, answered)] : [])),
      ...(also ? [{ shelf: this.#answers, key: also.id, value: also }] : []),
      { shelf: this.#open, key: answered.id },
      // A newer change may have come meanwhile; that one stays.
      ...(done ? [{ shelf: this.#open, key: keyOf(delivery) }] : []),
    ]);
  }

  #lead(key: string, { id, author }: Pick<Answered, 'id' | 'author'>): Change {
    return { shelf: this.#leads, key, value: { to: id, author } };
  }

  async replace(answered: Answered): Promise<void> {
    await this.#store.write([{ shelf: this.#answers, key: answered.id, value: answered }]);
  }

  async find(key: string | null | undefined): Promise<Answered | null> {
    const lead = key ? await this.#leads.get(key) : undefined;
    return (lead && (await this.#answers.get(lead.to))) ?? null;
  }

  /** Everything found in a conversation, oldest first, from any message in it. */
  async conversation(from: Answered | null): Promise<PartMemory[]> {
    let parts: PartMemory[] = [];
    for (let at = from, step = 0; at && step < LIMIT_CHAIN && parts.length < LIMIT_PARTS; step += 1) {
      parts = [...at.parts, ...parts];
      at = at.before && at.before !== at.id ? ((await this.#answers.get(at.before)) ?? null) : null;
    }
    return parts.slice(-LIMIT_PARTS);
  }

  /** The answer to the question asked last in a place; null where that was about another paste. */
  async askedLast(place: string, about: Answered | null): Promise<Answered | null> {
    const last = await this.find(askedIn(place));
    return last?.questions && last.before === (about?.id ?? null) ? last : null;
  }

  /** The answer is gone (its paste was deleted, somebody removed it); nothing of the paste stays but that it was answered. */
  async remove(answered: Answered): Promise<void> {
    const { questions: _, ...rest } = answered;
    await this.replace({ ...rest, answer: null, parts: [], removed: true });
  }

  /** Channels in which anything was accepted. */
  async places(): Promise<string[]> {
    const found: string[] = [];
    for await (const [channel] of this.#places.entries()) found.push(channel);
    return found;
  }

  /** Deletes everything a person's pastes left behind; returns of how many pastes. */
  async forget(author: string): Promise<number> {
    let pastes = 0;
    const changes: Change[] = [];
    for (const shelf of [this.#answers, this.#leads, this.#open] as Shelf<{ author: string }>[]) {
      for await (const [key, value] of shelf.entries()) {
        if (value.author !== author) continue;
        changes.push({ shelf, key });
        if (shelf === (this.#answers as unknown)) pastes += 1;
      }
    }
    await this.#store.write(changes);
    return pastes;
  }
}

/** A command's words are kept until they are answered; what is secret in them is not. */
function asStored(delivery: Delivery): Delivery {
  const { command } = delivery;
  if (!command) return delivery;
  const { text, secrets } = withoutSecrets(command.text);
  return secrets ? { ...delivery, command: { ...command, text, secrets } } : delivery;
}

const keyOf = (delivery: Delivery): string => (delivery.kind === 'change' ? `change:${delivery.id}` : delivery.id);

/** Key of what is kept of one person in one channel. */
export const placeOf = (channel: string, person: string): string => `${channel}:${person}`;
const askedIn = (place: string): string => `asked:${place}`;
/** Key of what is remembered of a channel or thread. */
export const threadOf = (channel: string): string => `thread:${channel}`;
