import type { Message, PartialMessage } from 'discord.js';
import { answerDelivery, changeDelivery } from './answer.ts';
import type { Bot } from './bot-parts.ts';
import { isAddressed } from './bring.ts';
import { layRich } from './layout.ts';
import { Pace } from './limits.ts';
import { goesOn, LIKELY_A_PIECE, PIECE_WINDOW_MS } from './pieces.ts';
import { type Answered, type Delivery, placeOf } from './records.ts';
import { persistently, removeAnswer } from './send.ts';
import { viewWords } from './view.ts';
import { SAY } from './words.ts';

type Work = () => Promise<void>;

const LIMIT_PIECES = 20;
/** Up to this length a message that speaks to nobody is chat; nobody is told about a limit for that. */
const LIMIT_CHAT = 80;
/** As many of those as pastes, times this, are looked at. */
const CHAT_SHARE = 10;
/** Deletions remembered, for a message that comes after its own deletion. */
const LIMIT_DELETED = 1_000;

/** A long message that was taken on: the next one may go on where it was cut. */
interface LastPiece {
  delivery: Delivery;
  text: string;
  at: number;
}

/** Takes messages in: decides whether they are meant for the bot, joins the pieces of one paste, and has them answered. */
export class Listener {
  readonly #bot: Bot;
  readonly #pieces = new Map<string, LastPiece>();
  readonly #deleted = new Set<string>();
  /** Short messages to nobody are hardly ever pastes; they use up nobody's pastes. */
  readonly #chatPace: Pace;
  /** What comes from one person in one place is decided in order: a paste before the piece that follows it. */
  readonly #deciding = new Map<string, Promise<Work | null>>();

  constructor(bot: Bot) {
    this.#bot = bot;
    this.#chatPace = new Pace(bot.config.work.pastesAMinute * CHAT_SHARE);
  }

  /** A new message. Resolves when it is answered, or was none of ours. */
  async created(message: Message): Promise<void> {
    if (message.author.bot || message.system || message.webhookId || this.#deleted.has(message.id)) return;
    const place = placeOf(message.channelId, message.author.id);
    const deciding = (this.#deciding.get(place) ?? Promise.resolve(null))
      .catch(() => null)
      .then(() => this.#decide(place, message));
    this.#deciding.set(place, deciding);
    try {
      const work = await deciding;
      await work?.();
    } finally {
      if (this.#deciding.get(place) === deciding) this.#deciding.delete(place);
    }
  }

  /** Accepts a message or not; what is returned answers it. */
  async #decide(place: string, message: Message): Promise<Work | null> {
    const bot = this.#bot;
    if (await bot.records.knows(message.id)) {
      const known = await bot.records.find(message.id);
      if (known && !known.removed) this.#remember(place, message, deliveryOf(message, known.id, known.messages));
      return null;
    }
    const piece = this.#pieceBefore(place, message);
    if (piece) {
      const { delivery } = piece;
      delivery.messages.push(message.id);
      this.#remember(place, message, delivery);
      return this.#change({ ...delivery, kind: 'change', acceptedAt: Date.now(), messages: [...delivery.messages] });
    }
    if (!(await this.#isWanted(message))) return null;
    const delivery = deliveryOf(message, message.id, [message.id]);
    this.#remember(place, message, delivery);
    // What one person writes in one place is decided in turn, so nothing of it came in since the look above.
    if (!(await bot.records.accept(delivery, true))) return null;
    return () =>
      bot.inTurn(delivery.id, async () => {
        // Another gateway may have been quicker.
        if (await bot.records.isOpen(delivery)) await answerDelivery(bot, delivery, { message });
      });
  }

  /** The paste this message goes on with: a long one by the same person in the same place just before it. */
  #pieceBefore(place: string, message: Message): LastPiece | null {
    const last = this.#pieces.get(place);
    if (!last || message.reference || message.attachments.size > 0) return null;
    if (last.delivery.messages.length >= LIMIT_PIECES) return null;
    if (Math.abs(message.createdTimestamp - last.at) > PIECE_WINDOW_MS) return null;
    return goesOn(last.text, message.content) ? last : null;
  }

  #remember(place: string, message: Message, delivery: Delivery): void {
    if (message.content.length < LIKELY_A_PIECE) {
      this.#pieces.delete(place);
      return;
    }
    this.#pieces.set(place, { delivery, text: message.content, at: message.createdTimestamp });
    for (const [key, { at }] of this.#pieces)
      if (message.createdTimestamp - at > PIECE_WINDOW_MS) this.#pieces.delete(key);
  }

  /** Records that an answer has to change; what is returned changes it. */
  async #change(delivery: Delivery): Promise<Work> {
    const bot = this.#bot;
    await bot.records.acceptChange(delivery);
    return () => bot.inTurn(delivery.id, () => changeDelivery(bot, delivery));
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
    const meant = addressed || message.content.length > LIMIT_CHAT || message.attachments.size > 0;
    if (!meant) return this.#chatPace.step(message.author.id, message.id);
    if (this.#isWithinLimits(message)) return true;
    if (bot.personPace.tell(message.author.id)) await this.#tellTooMany(message);
    return false;
  }

  #isWithinLimits({ id, author, guildId }: Message): boolean {
    const { personPace, serverPace } = this.#bot;
    if (!personPace.step(author.id, id)) return false;
    if (!guildId || serverPace.step(guildId, id)) return true;
    personPace.giveBack(author.id, id);
    return false;
  }

  async #tellTooMany(message: Message): Promise<void> {
    const { metrics, stopping } = this.#bot;
    const language = /\p{Script=Han}/u.test(message.content) ? 'zh' : 'en';
    metrics.answers.inc({ outcome: 'too-many' });
    const view = viewWords(SAY.tooMany[language], language);
    await persistently(
      () => message.reply({ ...layRich(view, null), failIfNotExists: false, nonce: message.id, enforceNonce: true }),
      stopping,
    );
  }

  /** An edited message: its answer is changed in place; one that gets its mention only now is answered. */
  async updated(message: Message | PartialMessage): Promise<void> {
    const bot = this.#bot;
    // Link previews arrive as updates too; only an edit carries its time.
    if (!message.editedTimestamp) return;
    const full = message.partial ? await message.fetch() : message;
    if (full.author.bot) return;
    // It may overtake the message itself.
    await this.#deciding.get(placeOf(full.channelId, full.author.id))?.catch(() => {});
    const known = await bot.records.find(full.id);
    if (known) {
      if (!known.removed && known.editedAt !== full.editedTimestamp)
        await (await this.#change(changeOf(known, full)))();
    } else if (await bot.records.knows(full.id)) {
      // Accepted and not answered: the answer is changed as soon as it is out.
      const delivery = deliveryOf(full, full.id, [full.id]);
      await (await this.#change({ ...delivery, kind: 'change', acceptedAt: Date.now() }))();
    } else await this.created(full);
  }

  /** A deleted message: its answer goes with it; that of a paste in several messages goes on with the rest. */
  async deleted(id: string): Promise<void> {
    const bot = this.#bot;
    this.#deleted.add(id);
    if (this.#deleted.size > LIMIT_DELETED) this.#deleted.delete(this.#deleted.values().next().value!);
    const lead = (await bot.records.find(id))?.id ?? id;
    let rest: Delivery | null = null;
    await bot.inTurn(lead, async () => {
      const known = await bot.records.find(id);
      if (!known?.messages.includes(id)) return;
      const messages = known.messages.filter((other) => other !== id);
      if (messages.length > 0) {
        rest = { ...known, kind: 'change', acceptedAt: Date.now(), messages };
        return;
      }
      if (known.answer) await removeAnswer(bot.client, known.channel, known.answer);
      await bot.records.remove(known);
    });
    if (rest) await (await this.#change(rest))();
  }
}

function deliveryOf(message: Message, id: string, messages: string[]): Delivery {
  return {
    id,
    kind: 'message',
    channel: message.channelId,
    ...(message.channel.isThread() ? { thread: true } : {}),
    server: message.guildId,
    author: message.author.id,
    messages: [...messages],
    acceptedAt: Date.now(),
    editedAt: message.editedTimestamp ?? 0,
  };
}

function changeOf(known: Answered, message: Message): Delivery {
  const { id, channel, server, author, messages } = known;
  const thread = message.channel.isThread() ? { thread: true } : {};
  const editedAt = message.editedTimestamp ?? 0;
  return { id, kind: 'change', channel, ...thread, server, author, messages, acceptedAt: Date.now(), editedAt };
}
