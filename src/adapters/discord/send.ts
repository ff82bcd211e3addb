import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Client,
  DiscordAPIError,
  InteractionWebhook,
  type Message,
  MessageFlags,
  type SendableChannels,
} from 'discord.js';
import { QueueFull } from '../../jobs/queue.ts';
import { type Laid, layEmbed, layPlain, layRich, type Offers } from './layout.ts';
import type { Delivery } from './records.ts';
import type { View } from './view.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const ATTEMPTS = 8;
/** How far after a paste its answer is looked for. */
const PAGE = 100;
const LIMIT_PAGES = 50;

/** Whether trying again may help: Discord is down or busy, the network failed, the queue is full; not: it said no. */
export function isTransient(error: unknown): boolean {
  if (error instanceof QueueFull) return true;
  const status = (error as { status?: number }).status;
  if (typeof status === 'number') return status >= 500 || status === 429 || status === 408;
  const { code, name } = error as { code?: string; name?: string };
  return (
    name === 'AbortError' ||
    name === 'TimeoutError' ||
    /^(?:ECONN|EPIPE|EAI_AGAIN|ENOTFOUND|ETIMEDOUT|EHOST|ENETUNREACH|UND_ERR)/.test(code ?? '') ||
    /fetch failed|socket|other side closed/i.test((error as Error).message ?? '')
  );
}

/** Tries until it works, waiting twice as long each time; gives up on what trying again cannot help. */
export async function persistently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1, waitMs = FIRST_WAIT_MS; ; attempt += 1, waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || attempt >= ATTEMPTS || signal.aborted) throw error;
      await sleep(waitMs, undefined, { signal });
    }
  }
}

const NO_REPLY_WITHOUT_HISTORY = 160_002;

type Form = (view: View, id: string | null, offers: Offers, files: boolean) => Laid;
const FORMS: Form[] = [layRich, layEmbed, layPlain];
/** Refusals in a row after which a server is taken not to know something, and answers until it is asked again. */
const REFUSALS = 3;
const ASK_AGAIN_AFTER = 50;

/** Something a compatible server may not know. */
class Doubtful {
  #refused = 0;
  #spared = 0;

  /** Whether this answer tries it. */
  tries(): boolean {
    if (this.#refused < REFUSALS) return true;
    this.#spared += 1;
    if (this.#spared <= ASK_AGAIN_AFTER) return false;
    this.#spared = 0;
    return true;
  }

  taken(): void {
    this.#refused = 0;
  }

  refused(): void {
    this.#refused += 1;
  }
}

/** What is known of each server: whether it takes Components V2, and files of any kind. */
const servers = new WeakMap<Client, { rich: Doubtful; files: Doubtful }>();

/**
 * Sends in Components V2; what a server refuses is sent in a simpler form: an embed, then plain content, then all of
 * these without files; without files where those may not be attached, without the reply where the channel's past may
 * not be read.
 */
async function inSomeForm(
  client: Client<true>,
  view: View,
  id: string | null,
  offers: Offers,
  send: (laid: Laid, reply: boolean) => Promise<{ id: string }>,
  isEdit = false,
): Promise<{ id: string }> {
  const server = servers.get(client) ?? { rich: new Doubtful(), files: new Doubtful() };
  servers.set(client, server);
  // What was sent with Components V2 can only be changed with them.
  const first = isEdit || server.rich.tries() ? 0 : 1;
  const simplest = FORMS.length - 1;
  let at = first;
  let files = server.files.tries();
  let refusesFiles = false;
  let reply = true;
  for (;;) {
    const laid = FORMS[at]!(view, id, offers, files);
    const hasFiles = (laid.files?.length ?? 0) > 0;
    try {
      const sent = await send(laid, reply);
      if (at === 0) server.rich.taken();
      else if (files && first === 0) server.rich.refused();
      if (hasFiles) server.files.taken();
      else if (refusesFiles) server.files.refused();
      return sent;
    } catch (error) {
      const { status, code } = error as { status?: number; code?: unknown };
      // No status: a builder of discord.js refused it before it was sent.
      const isNotTaken = status === 400 || (status === undefined && isRefusedByBuilder(error));
      if (status === 400 && code === NO_REPLY_WITHOUT_HISTORY && reply) reply = false;
      else if (status === 403 && files) files = false;
      else if (status === 403 && reply) reply = false;
      else if (isNotTaken && at < simplest) at += 1;
      else if (isNotTaken && hasFiles) {
        files = false;
        refusesFiles = true;
        at = first;
      } else throw error;
    }
  }
}

const isRefusedByBuilder = (error: unknown): boolean =>
  /Validation|Combined|Constraint|Range/.test((error as Error).name ?? '');

async function channelOf(client: Client<true>, id: string): Promise<SendableChannels> {
  const channel = await client.channels.fetch(id);
  if (!channel?.isSendable()) throw new Error(`channel ${id} takes no messages`);
  return channel;
}

/**
 * Sends the answer of a delivery: a reply to its message, or what the command waits for; a command that has expired gets
 * a normal message. The nonce makes Discord take it once, however often it is sent within minutes.
 * @returns id of the message that holds the answer.
 */
export async function sendAnswer(
  client: Client<true>,
  delivery: Delivery,
  view: View,
  offers: Offers,
): Promise<string> {
  const { command } = delivery;
  if (command) {
    const webhook = new InteractionWebhook(client, command.application, command.token);
    try {
      const edited = await inSomeForm(client, view, delivery.id, offers, (laid) =>
        webhook.editMessage('@original', laid),
      );
      return edited.id;
    } catch (error) {
      if (!isExpired(error)) throw error;
    }
  }
  const channel = await channelOf(client, delivery.channel);
  const reference = command ? command.target : delivery.messages[0];
  const sent = await inSomeForm(client, view, delivery.id, offers, (laid, reply) =>
    channel.send({
      ...laid,
      ...(reference && reply ? { reply: { messageReference: reference, failIfNotExists: false } } : {}),
      nonce: delivery.id,
      enforceNonce: true,
    }),
  );
  return sent.id;
}

/** Unknown interaction, unknown webhook or message, invalid or expired token. */
function isExpired(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError && (error.status === 401 || error.status === 404 || Number(error.code) === 50027)
  );
}

/** Changes an answer in place. */
export async function changeAnswer(
  client: Client<true>,
  channelId: string,
  id: string,
  answer: string,
  view: View,
  offers: Offers,
): Promise<void> {
  const channel = await channelOf(client, channelId);
  const edit = (laid: Laid) => channel.messages.edit(answer, { ...laid, attachments: [] });
  await inSomeForm(client, view, id, offers, edit, true);
}

/** Removes an answer; one that is gone already is as good. */
export async function removeAnswer(client: Client<true>, channelId: string, answer: string): Promise<void> {
  try {
    const channel = await channelOf(client, channelId);
    await channel.messages.delete(answer);
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.status !== 404) throw error;
  }
}

/** The answer to a delivery that is already in the channel: by what it replies to, or by its buttons. */
export async function findAnswer(client: Client<true>, delivery: Delivery): Promise<string | null> {
  return (await findAnswers(client, delivery.channel, [delivery])).get(delivery.id) ?? null;
}

/** The answers to deliveries of one channel that are already there, in one look through it. */
export async function findAnswers(
  client: Client<true>,
  channelId: string,
  deliveries: Delivery[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const byMessage = new Map<string, string>();
  for (const { id, kind, messages } of deliveries)
    if (kind !== 'command' && messages[0]) byMessage.set(messages[0], id);
  const ids = new Set(deliveries.map(({ id }) => id));
  const oldest = (a: string, b: string) => (BigInt(a) < BigInt(b) ? a : b);
  try {
    const channel = await channelOf(client, channelId);
    let after = deliveries.map(({ id, messages }) => oldest(messages[0] ?? id, id)).reduce(oldest);
    for (let page = 0; page < LIMIT_PAGES; page += 1) {
      const messages = await channel.messages.fetch({ after, limit: PAGE, cache: false });
      for (const message of messages.values()) {
        if (message.author.id !== client.user.id || isUnfinished(message)) continue;
        const replied = byMessage.get(message.reference?.messageId ?? '');
        if (replied) found.set(replied, message.id);
        for (const id of buttonIds(message)) if (ids.has(id)) found.set(id, message.id);
      }
      if (messages.size < PAGE) break;
      after = [...messages.keys()].reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
    }
  } catch (error) {
    // A place the bot is not in, or whose past it may not read: the nonce alone must do.
    if (!(error instanceof DiscordAPIError) || (error.status !== 403 && error.status !== 404)) throw error;
  }
  return found;
}

/** Whose answer a message's buttons say it is. */
function buttonIds(message: Message): string[] {
  const rows = JSON.stringify(message.components.map((row) => row.toJSON()));
  return [...rows.matchAll(/"up:\w+:(\d+)/g)].map(([, id]) => id!);
}

/** The "thinking" of a command that was deferred and not answered. */
const isUnfinished = (message: Message): boolean => message.flags.has(MessageFlags.Loading);
