import type { Setting } from '../facts.ts';
import type { Workload } from '../workload.ts';

export const line = (...settings: (Setting | null | undefined)[]): number[] =>
  settings.flatMap((setting) => (setting ? [setting.line] : []));
export const code = (text: string): string => `\`${text.replaceAll('`', "'")}\``;
export const isJob = ({ kind }: Workload): boolean => kind === 'Job' || kind === 'CronJob';
export const podPolicy = (settings: readonly Setting[]): Setting | null =>
  settings.find(({ path }) => /(?:^|\/)spec\/restartPolicy$/.test(path)) ?? null;
