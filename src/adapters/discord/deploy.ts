import { ApplicationCommandOptionType, REST, Routes } from 'discord.js';
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
  const deployed = await putInSomeForm(rest, route, [commands, without(NEWER, commands), oldest(commands)]);
  const names = Array.isArray(deployed) ? (deployed as { name: string }[]) : commands;
  console.log(`Registered: ${names.map((command) => command.name).join(', ')}`);
}

/** Tries one form after the other: a compatible server may not know all that Discord does. */
async function putInSomeForm(rest: REST, route: `/${string}`, forms: object[][]): Promise<unknown> {
  for (const [at, body] of forms.entries()) {
    try {
      return await rest.put(route, { body });
    } catch (error) {
      if ((error as { status?: number }).status !== 400 || at === forms.length - 1) throw error;
    }
  }
}

/** Where commands may be used, and their other names. */
const NEWER = ['contexts', 'integration_types', 'name_localizations', 'description_localizations'];
/** What a form may hold. */
const LIMITS = ['max_length', 'autocomplete', 'channel_types'];

function without(keys: string[], commands: object[]): object[] {
  return JSON.parse(JSON.stringify(commands), (key, value: unknown) =>
    keys.includes(key) ? undefined : value,
  ) as object[];
}

/** Commands as they were at first: options without limits, none of them a file. */
function oldest(commands: object[]): object[] {
  return without([...NEWER, ...LIMITS], commands).map((command) => {
    const { options, ...rest } = command as { options?: { type: number }[] };
    return options ? { ...rest, options: options.filter(({ type }) => type !== FILE) } : rest;
  });
}

const FILE: number = ApplicationCommandOptionType.Attachment;

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
