import { setTimeout as sleep } from 'node:timers/promises';
import type { Message, PartialMessage } from 'discord.js';
import { answerDelivery, isAddressed } from './answer.ts';
import type { Bot } from './bot-parts.ts';
import { layRich } from './layout.ts';
import { type Delivery, placeOf } from './records.ts';
import { removeAnswer } from './send.ts';
import { viewWords } from './view.ts';
import { SAY } from './words.ts';

/** A message this long may be the first piece of a paste that was cut at Discord's 2,000 characters. */
const LIKELY_A_PIECE = 1700;
/** How long the next piece is waited for. */
const PIECE_WAIT_MS = 2_000;
const LIMIT_PIECES = 20;

interface Collecting {
  delivery: Delivery;
  /** Counts up with each piece, so that the wait begins again. */
  pieces: number;
  /** Whether the first piece was taken on; the others follow it. */
  taken: Promise<boolean>;
}

/** Takes messages in: decides whether they are meant for the bot, joins the pieces of one paste, and has them answered. */
export class Listener {
  readonly #bot: Bot;
  readonly #collecting = new Map<string, Collecting>();

  constructor(bot: Bot) {
    this.#bot = bot;
  }

  /** A new message. Resolves when it is answered, or was none of ours. */
  async created(message: Message): Promise<void> {
    const bot = this.#bot;
    if (message.author.bot || message.system) return;
    const place = placeOf(message.channelId, message.author.id);
    const collecting = this.#collecting.get(place);
    if (collecting && (await this.#isPiece(message, collecting))) return;
    const delivery: Delivery = {
      id: message.id,
      kind: 'message',
      channel: message.channelId,
      server: message.guildId,
      author: message.author.id,
      messages: [message.id],
      acceptedAt: Date.now(),
    };
    const taken = this.#take(message, delivery);
    if (message.content.length >= LIKELY_A_PIECE) await this.#collect(place, { delivery, pieces: 1, taken });
    if (await taken) await bot.inTurn(delivery.id, () => answerDelivery(bot, delivery));
  }

  async #take(message: Message, delivery: Delivery): Promise<boolean> {
    return (await this.#isWanted(message)) && this.#bot.records.accept(delivery);
  }

  /** Waits for further pieces until none comes for a while. */
  async #collect(place: string, collecting: Collecting): Promise<void> {
    // Known before anything is awaited: the next piece may be right behind.
    this.#collecting.set(place, collecting);
    try {
      if (!(await collecting.taken)) return;
      for (let seen = 0; seen < collecting.pieces && !this.#bot.stopping.aborted; ) {
        seen = collecting.pieces;
        await sleep(PIECE_WAIT_MS, undefined, { signal: this.#bot.stopping }).catch(() => {});
      }
    } finally {
      if (this.#collecting.get(place) === collecting) this.#collecting.delete(place);
    }
  }

  /** Adds a message to the paste that is being collected from the same person in the same place, if there is one. */
  async #isPiece(message: Message, collecting: Collecting): Promise<boolean> {
    if (message.reference || collecting.pieces >= LIMIT_PIECES) return false;
    const { delivery } = collecting;
    if (delivery.messages.includes(message.id)) return delivery.id !== message.id;
    collecting.pieces += 1;
    delivery.messages.push(message.id);
    if (await collecting.taken) await this.#bot.records.extend(delivery, message.id);
    return collecting.taken;
  }

  async #isWanted(message: Message): Promise<boolean> {
    const bot = this.#bot;
    const addressed = isAddressed(bot, message);
    const settings = await bot.settings.of(message.guildId);
    const forum = message.channel.isThread() ? message.channel.parentId : null;
    const watched = settings.channels.includes(message.channelId) || (forum && settings.channels.includes(forum));
    if (!addressed && !watched) return false;
    const bare = message.content === '' && message.attachments.size === 0 && message.messageSnapshots.size === 0;
    if (bare && !message.reference) return false;
    if (settings.role && message.inGuild() && !message.member?.roles.cache.has(settings.role)) return false;
    if (await bot.records.knows(message.id)) return false;
    const pace = [
      bot.personPace.step(message.author.id),
      message.guildId ? bot.serverPace.step(message.guildId) : 'go',
    ];
    if (pace.every((step) => step === 'go')) return true;
    // Chat in a watched channel counts too, but only who speaks to the bot is told.
    if (pace.includes('tell') && addressed) await this.#tellTooMany(message);
    return false;
  }

  async #tellTooMany(message: Message): Promise<void> {
    const language = /\p{Script=Han}/u.test(message.content) ? 'zh' : 'en';
    this.#bot.metrics.answers.inc({ outcome: 'too-many' });
    const view = viewWords(SAY.tooMany[language], language);
    await message.reply({ ...layRich(view, null), failIfNotExists: false, nonce: message.id, enforceNonce: true });
  }

  /** An edited message: its answer is changed in place; one that gets its mention only now is answered. */
  async updated(message: Message | PartialMessage): Promise<void> {
    const bot = this.#bot;
    // Link previews arrive as updates too; only an edit carries its time.
    if (!message.editedTimestamp) return;
    const full = message.partial ? await message.fetch() : message;
    if (full.author.bot) return;
    // First what is under way on it: an edit may overtake the answer.
    await bot.inTurn(full.id, async () => {});
    const known = await bot.records.find(full.id);
    if (!known) {
      if (isAddressed(bot, full)) await this.created(full);
    } else if (!known.removed) {
      const delivery: Delivery = { ...known, kind: 'message', acceptedAt: Date.now() };
      await bot.inTurn(known.id, () => answerDelivery(bot, delivery, { known }));
    }
  }

  /** A deleted message: its answer goes with it. */
  async deleted(id: string): Promise<void> {
    const bot = this.#bot;
    const lead = (await bot.records.find(id))?.id ?? id;
    await bot.inTurn(lead, async () => {
      const known = await bot.records.find(id);
      if (!known?.messages.includes(id)) return;
      if (known.answer) await removeAnswer(bot.client, known.channel, known.answer);
      await bot.records.remove(known);
    });
  }
}
