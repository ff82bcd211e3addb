import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildDist } from '../../support/dist.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { CHANNEL, type DiscordDouble } from './double.ts';
import { until } from './scene.ts';

/** A process that starts beside many others. */
const START_PATIENCE_MS = 90_000;
const MAIN = join(import.meta.dirname, '..', '..', '..', 'dist', 'src', 'adapters', 'cli', 'main.js');

/** The bot as its own process, so that it can be killed; its store outlives it. */
export class BotProcess {
  readonly folder = temporaryFolder('bot');
  readonly #discord: DiscordDouble;
  #child: ChildProcess | null = null;
  /** Everything it ever logged. */
  log = '';

  constructor(discord: DiscordDouble) {
    this.#discord = discord;
  }

  /** Starts it; resolves when it is connected. */
  async start(environment: Record<string, string> = {}): Promise<void> {
    buildDist();
    const sessions = this.#discord.sessions;
    const { DISCORD_TOKEN: _, ...own } = process.env;
    const child = spawn(process.execPath, [MAIN, 'bot'], {
      cwd: this.folder,
      env: {
        ...own,
        DISCORD_TOKEN: 'a-token-for-the-double-only',
        DISCORD_API_BASE: this.#discord.apiBase,
        DISCORD_CHANNELS: CHANNEL,
        UNPASTE_STORE: join(this.folder, 'store.sqlite'),
        UNPASTE_WORKERS: '1',
        UNPASTE_PASTES_A_MINUTE: '100000',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (this.log += String(data)));
    this.#child = child;
    const connected = () => this.#discord.sessions > sessions || child.exitCode !== null;
    await until(connected, 'the bot connected', START_PATIENCE_MS);
  }

  /** Ends it and waits; returns its exit code, null after kill -9. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child) return null;
    this.#child = null;
    if (child.exitCode !== null) return child.exitCode;
    const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    child.kill(signal);
    return gone;
  }
}
