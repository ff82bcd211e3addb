import { ChannelType, type Client, Events, type RESTOptions } from 'discord.js';

type Request = RESTOptions['makeRequest'];

/**
 * What a compatible server says in a way discord.js stumbles over, said as Discord does: a message that begins no thread
 * has no thread, not an empty one. Changed in place.
 */
function asDiscordSays<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Record<string, unknown>;
  if (fields['thread'] === null) delete fields['thread'];
  for (const inner of Object.values(fields)) asDiscordSays(inner);
  return value;
}

interface Packet {
  t?: string;
  d?: { channel?: object; channel_id?: string; guild_id?: string | null };
}

/** An interaction's channel, where only its id is told: discord.js looks nowhere else. */
function addChannel({ t, d }: Packet): void {
  if (t !== 'INTERACTION_CREATE' || !d?.channel_id || d.channel) return;
  d.channel = { id: d.channel_id, type: d.guild_id ? ChannelType.GuildText : ChannelType.DM };
}

/** Requests to a compatible server, whose answers are read as Discord's. */
export const asDiscordAnswers =
  (request: Request): Request =>
  async (url, init) => {
    const response = await request(url, init);
    const json = response.json.bind(response);
    return Object.defineProperty(response, 'json', { value: async () => asDiscordSays(await json()) });
  };

/** Events of a compatible server, mended before discord.js reads them: it shows each packet to this listener first. */
export function readAsDiscords(client: Client): void {
  client.on(Events.Raw, (packet: Packet) => {
    asDiscordSays(packet.d);
    addChannel(packet);
  });
}
