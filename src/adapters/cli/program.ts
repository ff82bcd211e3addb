import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Config } from '../../config.ts';
import { complain, EXIT, Failure } from './failure.ts';

interface GlobalOptions {
  debug?: boolean;
}

function naturalNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('Give a whole number.');
  return Number(value);
}

/** Loaded only where a command has settings: `run` starts without them. */
async function config(): Promise<Config> {
  const { readConfig, SettingsError } = await import('../../config.ts');
  try {
    return readConfig();
  } catch (cause) {
    if (cause instanceof SettingsError) {
      const { sayRefused } = await import('./refused-settings.ts');
      throw new Failure(sayRefused(cause), EXIT.setting, { cause });
    }
    throw cause;
  }
}

function program(): Command {
  const unpaste = new Command('unpaste')
    .description('Explains what people paste: embedded C, system logs, questions about Kubernetes Pods.')
    .option('--debug', 'show stack traces of unexpected errors')
    .option('-V, --version', 'show the version')
    .showHelpAfterError('(unpaste --help lists the commands)')
    .exitOverride();
  const language = () => new Option('--lang <language>', 'language of the answer').choices(['auto', 'zh', 'en']);
  const colour = () => new Option('--no-color', 'no colours in a terminal');

  unpaste
    .command('explain')
    .description('explain each paste; without a path, or with -, standard input')
    .argument('[paths...]', 'files with pastes')
    .option('--json', 'one JSON report a line')
    .addOption(language())
    .option('--pictures <dir>', 'draw the pictures as PNG files into this folder')
    .option('--inputs <file>', 'what input pins read and how often interrupt handlers fire (JSON)')
    .option('--llm', 'add plainer words by a model (needs ANTHROPIC_API_KEY)')
    .option('--batch <file>', 'one paste a line as JSON {"id","text"}')
    .option('--watch <file>', 'follow a growing log and tell of each new cause')
    .addOption(colour())
    .action(async (paths: string[], options) => {
      const { explainCommand } = await import('./explain-command.ts');
      process.exitCode = await explainCommand(paths, options, await config());
    });

  unpaste
    .command('ask')
    .description('answer a question: about the pastes named, else from the notes on Pods')
    .argument('[question]')
    .option(
      '--about <path>',
      'a paste the question is about; may be repeated',
      (path, all: string[]) => [...all, path],
      [],
    )
    .option('--json', 'the answer as JSON')
    .addOption(language())
    .option('--llm', 'add plainer words by a model (needs ANTHROPIC_API_KEY)')
    .option('--batch <file>', 'one question a line as JSON {"id","q"}')
    .addOption(colour())
    .action(async (question: string | undefined, options) => {
      const { askCommand } = await import('./ask-command.ts');
      process.exitCode = await askCommand(question, options, await config());
    });

  unpaste
    .command('run')
    .description('run a plain C program in the sandbox')
    .argument('<path>', 'the program')
    .option('--json', 'the result as JSON')
    .option('--fuel <n>', 'how many loop turns and calls it may take', naturalNumber)
    .addOption(language())
    .option('--no-shortcuts', 'run every turn of loops that only count, and every access to a register')
    .action(async (path: string, options) => {
      const { runCommand } = await import('./run-command.ts');
      process.exitCode = await runCommand(path, options);
    });

  unpaste
    .command('chat')
    .description('unpaste in the terminal: paste, then ask on')
    .addOption(language())
    .addOption(colour())
    .action(async (options) => {
      const { chatCommand } = await import('./chat-command.ts');
      await chatCommand(options, await config());
    });

  unpaste
    .command('new')
    .description('write a new rule, chip, call, note or test case: asks for what it needs')
    .usage('rule|chip|call|note|case [options]')
    .argument('[words...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: string[]) => {
      const { newCommand } = await import('./new-command.ts');
      await newCommand(await config()).parseAsync(words, { from: 'user' });
    });

  unpaste
    .command('completion')
    .description('a script that completes commands and options in your shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { completionFor } = await import('./completion.ts');
      process.stdout.write(completionFor(unpaste, shell));
    });

  unpaste
    .command('check')
    .description('say by line what is wrong in knowledge files, and what their samples give')
    .argument('<files...>', 'files below knowledge/')
    .option('--log <file>', 'show what a log rule matches in this log')
    .option('--json', 'the result as JSON, one object a line')
    .addOption(language())
    .addOption(colour())
    .action(async (files: string[], options) => {
      const { checkCommand } = await import('./check-command.ts');
      process.exitCode = await checkCommand(files, options, await config());
    });

  unpaste
    .command('serve')
    .description('unpaste on a page on 127.0.0.1')
    .option('--port <n>', 'port; 0 takes any free one', naturalNumber)
    .action(async (options: { port?: number }) => {
      const { serveCommand } = await import('../web/serve.ts');
      await serveCommand({ ...(await config()), ...(options.port === undefined ? {} : { port: options.port }) });
    });

  unpaste
    .command('bot')
    .description('the Discord bot (needs DISCORD_TOKEN)')
    .action(async () => {
      const settings = await config();
      requireToken(settings);
      const { startBot } = await import('../discord/bot.ts');
      await startBot(settings);
    });

  unpaste
    .command('worker')
    .description('run analyses for the bots on the same Redis (needs REDIS_URL)')
    .action(async () => {
      const settings = await config();
      if (!settings.redis) {
        throw new Failure(
          'REDIS_URL is not set. A worker takes its work from Redis: put REDIS_URL=redis://host:6379 into .env, the same as the bot has.',
          EXIT.setting,
        );
      }
      const { workerCommand } = await import('../discord/worker.ts');
      await workerCommand(settings, settings.redis);
    });

  unpaste
    .command('start')
    .description('the Discord bot where DISCORD_TOKEN is set, else the local page')
    .action(async () => {
      const settings = await config();
      if (settings.discord.token) {
        const { startBot } = await import('../discord/bot.ts');
        await startBot(settings);
      } else {
        const { serveCommand } = await import('../web/serve.ts');
        await serveCommand(settings);
      }
    });

  const commands = unpaste.command('commands').description("Discord's slash and context-menu commands");
  for (const name of ['deploy', 'list'] as const) {
    commands
      .command(name)
      .description(name === 'deploy' ? 'register them with Discord' : 'list those registered with Discord')
      .action(async () => {
        const settings = await config();
        requireToken(settings);
        const { deployCommands, listCommands } = await import('../discord/deploy.ts');
        await (name === 'deploy' ? deployCommands(settings) : listCommands(settings));
      });
  }

  const store = unpaste.command('store').description('what the bot keeps: facts of pastes, settings, deliveries');
  store
    .command('export')
    .description('write everything as JSON Lines')
    .argument('[file]', 'without it: standard output')
    .action(async (file: string | undefined) => {
      const { exportCommand } = await import('./store-command.ts');
      await exportCommand(file, await config());
    });
  store
    .command('import')
    .description('read an export into the store, another engine for example')
    .argument('<file>', '- for standard input')
    .action(async (file: string) => {
      const { importCommand } = await import('./store-command.ts');
      await importCommand(file, await config());
    });
  store
    .command('forget')
    .description('delete whatever is kept of a person')
    .argument('<person>', 'their Discord id')
    .action(async (person: string) => {
      const { forgetCommand } = await import('./store-command.ts');
      await forgetCommand(person, await config());
    });

  unpaste
    .command('doctor')
    .description('check the settings, the store, the token and the rest, and say what to do about each')
    .action(async () => {
      const { doctorCommand } = await import('./doctor-command.ts');
      process.exitCode = await doctorCommand();
    });
  return unpaste;
}

function requireToken(settings: Config): void {
  if (settings.discord.token) return;
  throw new Failure(
    'DISCORD_TOKEN is not set. Create a bot at https://discord.com/developers/applications, copy its token and put DISCORD_TOKEN=... into .env (see .env.example).',
    EXIT.setting,
  );
}

/** The whole command line: reads the arguments, runs the command, sets the exit code. */
export async function main(): Promise<void> {
  // A reader that closes early (head, less) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.inputFailed),
  );
  process.stderr.on('error', () => {});
  try {
    if (typeof process.loadEnvFile === 'function') process.loadEnvFile('.env');
  } catch {
    // No .env file: the environment alone counts.
  }
  const unpaste = program();
  try {
    await unpaste.parseAsync(process.argv);
  } catch (error) {
    const debug = unpaste.opts<GlobalOptions>().debug ?? false;
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
    } else process.exitCode = complain(error, debug);
  }
}
