import { REST, Routes } from 'discord.js';
import type { Config } from '../../config.ts';
import { commandDefinitions } from './commands.ts';

/** A REST client for Discord or the compatible server that is set. */
export function restClient(config: Config): REST {
  const rest = new REST({
    version: config.discord.apiVersion,
    ...(config.discord.apiBase ? { api: config.discord.apiBase } : {}),
  });
  return rest.setToken(config.discord.token!);
}

async function applicationId(rest: REST): Promise<string> {
  return ((await rest.get(Routes.currentApplication())) as { id: string }).id;
}

/** Registers all commands for every server; what is no longer defined disappears. */
export async function deployCommands(config: Config): Promise<void> {
  const rest = restClient(config);
  const deployed = (await rest.put(Routes.applicationCommands(await applicationId(rest)), {
    body: commandDefinitions(),
  })) as { name: string }[];
  console.log(`Registered: ${deployed.map((command) => command.name).join(', ')}`);
}

/** Prints the commands Discord knows, a name a line. */
export async function listCommands(config: Config): Promise<void> {
  const rest = restClient(config);
  const known = (await rest.get(Routes.applicationCommands(await applicationId(rest)))) as {
    name: string;
    description: string;
  }[];
  if (known.length === 0) console.log('None yet. Run: unpaste commands deploy');
  for (const command of known)
    console.log(command.description ? `/${command.name}  ${command.description}` : command.name);
}
