import { ApplicationFlags, Routes } from 'discord.js';
import type { Config } from '../../config.ts';
import { restClient } from './deploy.ts';

interface Checked {
  name: string;
  state: 'ok' | 'off' | 'bad';
  text: string;
}

/** Asks Discord about the token, the Message Content intent and the registered commands. */
export async function checkToken(config: Config): Promise<Checked[]> {
  const rest = restClient(config);
  try {
    const application = (await rest.get(Routes.currentApplication())) as { id: string; name: string; flags?: number };
    const flags = application.flags ?? 0;
    const content =
      (flags & (ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited)) !== 0;
    const commands = (await rest.get(Routes.applicationCommands(application.id))) as unknown[];
    return [
      { name: 'discord token', state: 'ok', text: `is that of ${application.name}` },
      content
        ? { name: 'message content', state: 'ok', text: 'intent is on' }
        : {
            name: 'message content',
            state: 'off',
            text: 'intent is off: mentions, direct messages, commands and menus work; to answer plain pastes switch it on under Bot in the developer portal',
          },
      commands.length > 0
        ? { name: 'commands', state: 'ok', text: `${commands.length} registered` }
        : { name: 'commands', state: 'bad', text: 'none registered. Run: unpaste commands deploy' },
    ];
  } catch (error) {
    const status = (error as { status?: number }).status;
    return [
      status === 401
        ? {
            name: 'discord token',
            state: 'bad',
            text: 'Discord refuses it. Copy it again from the developer portal (Bot, Reset Token).',
          }
        : {
            name: 'discord',
            state: 'bad',
            text: `cannot be reached (${(error as Error).message}). Check the network and DISCORD_API_BASE.`,
          },
    ];
  }
}
