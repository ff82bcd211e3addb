import type { Client } from 'discord.js';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import type { Plainer } from '../plainer.ts';
import type { Analysis, AnalysisJob } from './analysis.ts';
import type { Pace } from './limits.ts';
import type { Metrics } from './metrics.ts';
import type { PasteLinks } from './paste-links.ts';
import type { Records } from './records.ts';
import type { Settings } from './settings.ts';

/** What the bot's parts share. */
export interface Bot {
  client: Client<true>;
  config: Config;
  records: Records;
  settings: Settings;
  queue: JobQueue<AnalysisJob, Analysis>;
  /** Deliveries being answered: as many at once as analysis and Discord can take, servers and people in turn. */
  deliveries: JobQueue<() => Promise<void>, void>;
  personPace: Pace;
  serverPace: Pace;
  /** Hosts attachments may come from. */
  hosts: Set<string>;
  /** Paste sites that may be read; null: none. */
  links: PasteLinks | null;
  /** Plainer words by a model; null where no key is set. */
  plainer: Plainer | null;
  metrics: Metrics;
  log: Logger;
  /** Aborted when the bot stops: what waits to try again stays open for the next start. */
  stopping: AbortSignal;
  /** Whether the gateway sends the content of messages that do not speak to the bot. */
  seesContent: boolean;
  /** Runs work on one delivery after what is under way on it. */
  inTurn(id: string, work: () => Promise<void>): Promise<void>;
  /** Whether anything is under way on a delivery. */
  isBusy(id: string): boolean;
}
