import { CHANNEL, DM, GUILD, PERSON } from '../test/adapters/discord/double.ts';
import { openScene } from '../test/adapters/discord/scene.ts';
import { campaign } from './campaign.ts';
import { randomFrom } from './mutate.ts';

const EVENTS = [
  'MESSAGE_CREATE',
  'MESSAGE_UPDATE',
  'MESSAGE_DELETE',
  'MESSAGE_DELETE_BULK',
  'INTERACTION_CREATE',
  'THREAD_CREATE',
  'GUILD_DELETE',
  'CHANNEL_DELETE',
  'SOMETHING_NEW',
]; // prettier-ignore
const WORDS = ['<@900000000000000001> ', '@everyone', 'what is a pod?', 'GPIOA->BSRR = 1 << 5;', '```'];
/** Inputs after which the bot is asked something it must still answer. */
const PROBE_EVERY = 20;

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A payload with some of its values gone, of another type or of another size. */
function twisted(value: Json, random: () => number): Json {
  if (random() < 0.04) {
    const odd: Json[] = [
      null,
      '',
      0,
      -1,
      2 ** 53,
      [],
      {},
      'x'.repeat(5000),
      '9'.repeat(30),
      true,
      [[[]]],
      { id: null },
    ];
    return odd[Math.floor(random() * odd.length)]!;
  }
  if (Array.isArray(value)) return value.map((item) => twisted(item, random));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(() => random() > 0.04);
  return Object.fromEntries(kept.map(([name, item]) => [name, twisted(item, random)]));
}

/**
 * Gateway events that no honest server sends, over a socket: the bot stays connected and answers the next person. An
 * event that discord.js itself cannot read must not end the process either.
 */
export async function fuzz(rounds: number): Promise<boolean> {
  const scene = await openScene();
  const crashes: string[] = [];
  const crashed = (error: unknown): void => void crashes.push((error as Error)?.stack ?? String(error));
  process.on('uncaughtException', crashed);
  let inputs = 0;
  try {
    return await campaign(
      {
        name: 'events',
        seeds: ['fuzz/corpus/event'],
        words: WORDS,
        async check(input) {
          // Bytes decide nothing but the noise: JSON that does not parse never reaches the bot.
          const seed = input.reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7);
          const random = randomFrom(seed);
          const event = EVENTS[Math.floor(random() * EVENTS.length)]!;
          const { discord } = scene;
          const payload = twisted(
            payloadOf(event, discord.id(), input.toString('utf8').slice(0, 1900), random),
            random,
          );
          // The bot's own guild and channel stay: without them it is right to answer nobody.
          if (event !== 'GUILD_DELETE' && event !== 'CHANNEL_DELETE') discord.dispatch(event, Object(payload ?? {}));
          inputs += 1;
          if (inputs % PROBE_EVERY === 0) {
            const asked = discord.say('<@900000000000000001> what is a pod?', {
              mentions: [{ id: '900000000000000001' }],
              // Somebody else: of the same person it may be read as the rest of a long message.
              author: { ...PERSON, id: '800000000000000099', username: 'probe' },
            });
            try {
              await scene.replyTo(asked);
            } catch {
              return 'the bot answers nobody any more';
            }
          }
          return crashes.length > 0 ? `not caught: ${crashes.splice(0)[0]}` : null;
        },
      },
      rounds,
    );
  } finally {
    // Ids that no server sends come back as such.
    scene.discord.violations.length = 0;
    await scene.close();
    process.off('uncaughtException', crashed);
  }
}

function payloadOf(event: string, id: string, content: string, random: () => number): Json {
  const channel_id = random() < 0.2 ? DM : CHANNEL;
  const place: Record<string, Json> = channel_id === DM ? { channel_id } : { channel_id, guild_id: GUILD };
  const author = { ...PERSON } as Json;
  const file = {
    id,
    filename: 'a.log',
    size: 20,
    url: 'http://127.0.0.1:1/a.log',
    proxy_url: '',
    content_type: 'text/plain',
  };
  const message = {
    id,
    ...place,
    author,
    content,
    timestamp: new Date(0).toISOString(),
    edited_timestamp: random() < 0.5 ? new Date(0).toISOString() : null,
    mentions: [{ id: '900000000000000001', username: 'unpaste', discriminator: '0000', avatar: null }],
    mention_roles: [],
    attachments: random() < 0.3 ? [file] : [],
    embeds: random() < 0.3 ? [{ description: content, fields: [] }] : [],
    message_reference: random() < 0.3 ? { message_id: id, channel_id } : null,
    message_snapshots: random() < 0.3 ? [{ message: { content, attachments: [], embeds: [] } }] : [],
    type: 0,
    tts: false,
    pinned: false,
    components: [],
  } as Json;
  switch (event) {
    case 'MESSAGE_DELETE':
      return { id, ...place };
    case 'MESSAGE_DELETE_BULK':
      return { ids: [id], ...place };
    case 'THREAD_CREATE':
      return { id, guild_id: GUILD, parent_id: CHANNEL, type: 11, name: content.slice(0, 80), thread_metadata: {} };
    case 'INTERACTION_CREATE':
      return {
        id,
        application_id: '900000000000000001',
        token: 'token',
        version: 1,
        type: [2, 3, 4, 5][Math.floor(random() * 4)]!,
        ...place,
        locale: 'en-US',
        member: { user: author, roles: [], permissions: '0', joined_at: new Date(0).toISOString() },
        data: {
          id,
          name: random() < 0.5 ? 'explain' : content.slice(0, 20),
          type: random() < 0.5 ? 1 : 3,
          target_id: id,
          custom_id: `u:${content.slice(0, 60)}`,
          component_type: 2,
          options: [{ name: 'text', type: 3, value: content }],
          resolved: { messages: { [id]: message } },
        },
      };
    default:
      return message;
  }
}
