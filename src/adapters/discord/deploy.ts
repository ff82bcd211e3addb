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

/** The application's id; where a compatible server does not tell, the bot's own, which is the same for all newer ones. */
export async function applicationId(rest: REST): Promise<string> {
  for (const route of [Routes.currentApplication(), Routes.oauth2CurrentApplication()]) {
    try {
      const { id } = (await rest.get(route)) as { id?: string };
      if (id) return id;
    } catch (error) {
      if ((error as { status?: number }).status === 401) throw error;
    }
  }
  return ((await rest.get(Routes.user())) as { id: string }).id;
}

/** Registers all commands for every server; what is no longer defined disappears. */
export async function deployCommands(config: Config): Promise<void> {
  const rest = restClient(config);
  const route = Routes.applicationCommands(await applicationId(rest));
  const commands = commandDefinitions();
  let deployed: { name: string }[];
  try {
    deployed = (await rest.put(route, { body: commands })) as { name: string }[];
  } catch (error) {
    if ((error as { status?: number }).status !== 400) throw error;
    // A compatible server that does not know where commands may be used, or their other names.
    const plain = JSON.parse(JSON.stringify(commands), (key, value: unknown) => (NEWER.has(key) ? undefined : value));
    deployed = (await rest.put(route, { body: plain })) as { name: string }[];
  }
  const names = Array.isArray(deployed) ? deployed : commands;
  console.log(`Registered: ${names.map((command) => command.name).join(', ')}`);
}

const NEWER = new Set(['contexts', 'integration_types', 'name_localizations', 'description_localizations']);

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
