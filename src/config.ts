import { z } from 'zod';

/** An empty value in .env means "not set". */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const HostList = z
  .string()
  .regex(
    /^[\w.-]+(?::\d+)?(?:, ?[\w.-]+(?::\d+)?)*$/,
    'must be host names with commas between, such as cdn.example.org',
  );

/** Every setting unpaste reads, each described in .env.example. */
const Settings = z.object({
  DISCORD_TOKEN: optional(z.string().min(20, 'looks too short for a bot token')),
  DISCORD_API_BASE: optional(z.url({ protocol: /^https?$/, error: 'must be an http(s) address' })),
  DISCORD_API_VERSION: optional(z.string().regex(/^\d{1,2}$/, 'must be a number such as 10')),
  DISCORD_FILE_HOSTS: optional(HostList),
  DISCORD_CHANNELS: optional(z.string().regex(/^\d+(,\d+)*$/, 'must be channel ids with commas between')),
  ANTHROPIC_API_KEY: optional(z.string().min(8, 'looks too short for a key')),
  ANTHROPIC_BASE_URL: optional(z.url({ protocol: /^https?$/, error: 'must be an http(s) address' })),
  UNPASTE_MODEL: optional(z.string().min(3)),
  UNPASTE_MODEL_TOKENS_A_MONTH: optional(z.coerce.number().int().positive()),
  UNPASTE_PORT: optional(z.coerce.number().int().min(0).max(65535)),
  UNPASTE_LANG: optional(z.enum(['auto', 'zh', 'en'])),
  UNPASTE_STORE: optional(z.string()),
  REDIS_URL: optional(z.string().regex(/^rediss?:\/\/\S+$/, 'must be an address such as redis://host:6379')),
  UNPASTE_QUEUE_KEY: optional(
    z.string().min(16, 'must have at least 16 characters, such as `openssl rand -hex 32` gives'),
  ),
  DISCORD_SHARDS: optional(
    z
      .string()
      .regex(/^\d{1,4}\/[1-9]\d{0,3}$/, 'must be such as 0/3: the first of three processes')
      .refine((text) => Number(text.split('/')[0]) < Number(text.split('/')[1]), 'counts processes from 0'),
  ),
  UNPASTE_RETENTION_DAYS: optional(z.coerce.number().positive().max(3650)),
  UNPASTE_WORKERS: optional(z.coerce.number().int().min(1).max(64)),
  UNPASTE_DEADLINE_SECONDS: optional(z.coerce.number().positive().max(600)),
  UNPASTE_PASTES_A_MINUTE: optional(z.coerce.number().int().positive()),
  UNPASTE_PASTE_SITES: optional(HostList),
  UNPASTE_METRICS_PORT: optional(z.coerce.number().int().min(0).max(65535)),
  UNPASTE_LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])),
});

export interface Config {
  discord: {
    token: string | undefined;
    apiBase: string | undefined;
    apiVersion: string;
    /** Hosts, besides Discord's own and that of `apiBase`, attachments may be fetched from. */
    fileHosts: string[];
    channels: string[];
    /** Which of how many gateway processes this is; null: the only one. */
    process: { at: number; of: number } | null;
    /** Paste sites whose links are read; empty: none. */
    pasteSites: string[];
  };
  anthropicKey: string | undefined;
  model: { baseUrl: string | undefined; name: string | undefined; tokensAMonth: number };
  /** Port of the local page; 0: any free one. */
  port: number;
  language: 'auto' | 'zh' | 'en';
  /** The reader's language where a paste says nothing of it. */
  locale: 'zh' | 'en';
  /** SQLite file, or a redis:// or postgres:// address. */
  store: string;
  /** Where analyses are handed to workers; undefined: they run in this process. */
  redis: string | undefined;
  /** What gateways and workers share, and Redis does not know; '': nothing, so that Redis could read along. */
  queueKey: string;
  retentionDays: number;
  work: {
    /** Worker threads for analyses. */
    threads: number;
    deadlineMs: number;
    /** Of one person; a server may send five times as many. */
    pastesAMinute: number;
  };
  /** Port of /health and /metrics on 127.0.0.1; undefined: neither. */
  metricsPort: number | undefined;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** A setting that cannot be used; `message` names every one of them, a line each. */
export class SettingsError extends Error {
  /** Each refused setting by its name, and what is wrong with it. */
  readonly problems: { name: string; text: string }[];

  constructor(problems: { name: string; text: string }[]) {
    super(problems.map(({ name, text }) => `${name}: ${text}`).join('\n'));
    this.problems = problems;
  }
}

/**
 * Reads the settings from the environment (the only place that does).
 * @throws SettingsError naming all refused settings at once.
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const result = Settings.safeParse(environment);
  if (!result.success) {
    throw new SettingsError(result.error.issues.map(({ path, message }) => ({ name: path.join('.'), text: message })));
  }
  const settings = result.data;
  // An address that ends in the version says it too.
  const apiBase = settings.DISCORD_API_BASE?.replace(/\/+$/, '').replace(/\/v\d{1,2}$/, '');
  const versionInBase = /\/v(\d{1,2})\/*$/.exec(settings.DISCORD_API_BASE ?? '')?.[1];
  return {
    discord: {
      token: settings.DISCORD_TOKEN,
      apiBase,
      apiVersion: settings.DISCORD_API_VERSION ?? versionInBase ?? '10',
      fileHosts: settings.DISCORD_FILE_HOSTS?.split(/, ?/) ?? [],
      channels: settings.DISCORD_CHANNELS?.split(',') ?? [],
      process: processOf(settings.DISCORD_SHARDS),
      pasteSites: settings.UNPASTE_PASTE_SITES?.split(/, ?/) ?? [],
    },
    anthropicKey: settings.ANTHROPIC_API_KEY,
    model: {
      baseUrl: settings.ANTHROPIC_BASE_URL,
      name: settings.UNPASTE_MODEL,
      tokensAMonth: settings.UNPASTE_MODEL_TOKENS_A_MONTH ?? 2_000_000,
    },
    port: settings.UNPASTE_PORT ?? 8765,
    language: settings.UNPASTE_LANG ?? 'auto',
    locale: /^zh/i.test(environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '') ? 'zh' : 'en',
    store: settings.UNPASTE_STORE ?? settings.REDIS_URL ?? '.unpaste/store.sqlite',
    redis: settings.REDIS_URL,
    queueKey: settings.UNPASTE_QUEUE_KEY ?? passwordOf(settings.REDIS_URL),
    retentionDays: settings.UNPASTE_RETENTION_DAYS ?? 30,
    work: {
      threads: settings.UNPASTE_WORKERS ?? 2,
      deadlineMs: (settings.UNPASTE_DEADLINE_SECONDS ?? 20) * 1000,
      pastesAMinute: settings.UNPASTE_PASTES_A_MINUTE ?? 12,
    },
    metricsPort: settings.UNPASTE_METRICS_PORT,
    logLevel: settings.UNPASTE_LOG_LEVEL ?? 'info',
  };
}

function passwordOf(address: string | undefined): string {
  if (!address || !URL.canParse(address)) return '';
  return new URL(address).password;
}

/** What the environment says of the terminal; conventions shared by all programs, so none is refused. */
export interface TerminalSettings {
  noColour: boolean;
  forceColour: boolean;
  /** A terminal that knows no control sequences. */
  dumb: boolean;
  columns: number | undefined;
}

/** What the environment says of the terminal. */
export function readTerminal(environment: Record<string, string | undefined> = process.env): TerminalSettings {
  const { NO_COLOR, FORCE_COLOR, TERM, COLUMNS } = environment;
  return {
    noColour: Boolean(NO_COLOR),
    forceColour: FORCE_COLOR !== undefined && !/^(?:0|false)?$/.test(FORCE_COLOR),
    dumb: TERM === 'dumb',
    columns: Number(COLUMNS) > 0 ? Number(COLUMNS) : undefined,
  };
}

function processOf(text: string | undefined): { at: number; of: number } | null {
  const [at, of] = text?.split('/').map(Number) ?? [];
  return at === undefined || of === undefined ? null : { at, of };
}
