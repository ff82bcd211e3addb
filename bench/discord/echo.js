// A bare discord.js bot that answers every message with the message: what any bot has to pay.
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { reportMemory } from './memory.js';

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
  rest: { api: process.env.DISCORD_API_BASE, globalRequestsPerSecond: 1_000_000 },
});
client.on(Events.MessageCreate, (message) => {
  if (!message.author.bot) void message.reply({ content: message.content.slice(0, 2000), failIfNotExists: false });
});
reportMemory();
await client.login(process.env.DISCORD_TOKEN);
